// What a diagram consists of once everything has its place: boxes with their lines, arrows with their labels. Pixels, y downwards.

import type { Card, LineStyle } from './cards';

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** A line of text; `x` is where it begins in the direction of reading, `y` its base line. */
export interface PlacedLine extends Point {
  style: LineStyle | 'label';
  text: string;
  /** Of a step in a chain: stands before the text. */
  number?: number;
  /** Estimated. */
  width: number;
}

export interface PlacedCard extends Box {
  id: string;
  kind: Card['kind'];
  lines: PlacedLine[];
  /** Lines between tasks. */
  rules: number[];
}

export interface Arrow {
  from: string;
  to: string;
  /** First and last lie on the border of the boxes. */
  points: Point[];
  label?: Box & { lines: PlacedLine[] };
}

export interface Scene {
  width: number;
  height: number;
  rightToLeft: boolean;
  /** Heading at the top. */
  heading: PlacedLine;
  cards: PlacedCard[];
  arrows: Arrow[];
}

/** The same from right to left: boxes keep their sizes, lines begin at the other side. */
export function mirrored(scene: Scene): Scene {
  const { width } = scene;
  const line = (one: PlacedLine): PlacedLine => ({ ...one, x: width - one.x });
  const box = <T extends Box>(one: T): T => ({ ...one, x: width - one.x - one.width });
  return {
    ...scene,
    rightToLeft: true,
    heading: line(scene.heading),
    cards: scene.cards.map((card) => ({ ...box(card), lines: card.lines.map(line) })),
    arrows: scene.arrows.map((arrow) => ({
      ...arrow,
      points: arrow.points.map(({ x, y }) => ({ x: width - x, y })),
      ...(arrow.label && { label: { ...box(arrow.label), lines: arrow.label.lines.map(line) } }),
    })),
  };
}
