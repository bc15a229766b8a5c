// How large a card becomes: its lines broken to its width, each with its place inside.

import type { Card, CardLine, LineStyle } from './cards';
import type { PlacedCard, PlacedLine } from './scene';
import { widthOf, wrap } from './text';

/** Size of the font in pixels, weight, and room above a line of a style. */
export const FONTS: Record<LineStyle | 'label' | 'heading', { size: number; bold: boolean; above: number }> = {
  heading: { size: 20, bold: true, above: 0 },
  kind: { size: 12, bold: false, above: 0 },
  title: { size: 16, bold: true, above: 0 },
  task: { size: 14, bold: true, above: 8 },
  small: { size: 13, bold: false, above: 1 },
  step: { size: 13, bold: false, above: 8 },
  label: { size: 13, bold: false, above: 0 },
};
export const PADDING = 14;
/** Room before the text of a step, for its number. */
export const STEP_INDENT = 28;
const LINE_HEIGHT = 1.45;
/** Where the base line lies in a line's height, by the proportions of common fonts. */
const BASE = 1.08;

const MOST_WIDTH: Record<Card['kind'], number> = { start: 200, stage: 310, closed: 200, review: 310, alert: 310, clock: 310, list: 310, event: 310, ways: 310, closure: 310 };
/** These are as narrow as their text allows; the others all have the same width, so that columns are even. */
const SHRINKS: ReadonlySet<Card['kind']> = new Set(['start', 'closed']);

/** A card at the origin, as high as its lines need. */
export function measureCard(card: Card): PlacedCard {
  const inside = MOST_WIDTH[card.kind] - 2 * PADDING;
  const lines: PlacedLine[] = [];
  const rules: number[] = [];
  let y = PADDING;
  card.lines.forEach((line, i) => {
    if (line.style === 'task' && i > 0) {
      rules.push(y + 5);
      y += 6;
    }
    y += i === 0 ? 0 : FONTS[line.style].above;
    for (const placed of brokenLines(line, inside)) {
      const { size } = FONTS[line.style];
      lines.push({ ...placed, y: y + size * BASE });
      y += size * LINE_HEIGHT;
    }
  });
  const widest = Math.max(0, ...lines.map((line) => line.x - PADDING + line.width));
  const width = SHRINKS.has(card.kind) ? Math.max(90, widest + 2 * PADDING) : MOST_WIDTH[card.kind];
  return { id: card.id, kind: card.kind, x: 0, y: 0, width, height: Math.ceil(y + PADDING - 2), lines: rounded(lines), rules: rules.map(Math.round) };
}

const rounded = (lines: PlacedLine[]): PlacedLine[] => lines.map((line) => ({ ...line, y: Math.round(line.y) }));

function brokenLines({ style, text, number }: CardLine, inside: number): PlacedLine[] {
  const { size, bold } = FONTS[style];
  const indent = style === 'step' ? STEP_INDENT : 0;
  return wrap(text, inside - indent, size, bold).map((part, i) => ({
    style, text: part, x: PADDING + indent, y: 0, width: widthOf(part, size, bold), ...(number !== undefined && i === 0 && { number }),
  }));
}

const LABEL_WIDTH = 190;
const LABEL_PADDING = 5;

/** The label of an arrow at the origin; undefined for an empty text. */
export function measureLabel(text: string): { x: number; y: number; width: number; height: number; lines: PlacedLine[] } | undefined {
  const { size, bold } = FONTS.label;
  const parts = wrap(text, LABEL_WIDTH, size, bold);
  if (parts.length === 0) return undefined;
  const lines: PlacedLine[] = parts.map((part, i) => ({
    style: 'label', text: part, x: LABEL_PADDING, y: Math.round(LABEL_PADDING + i * size * LINE_HEIGHT + size * BASE), width: widthOf(part, size, bold),
  }));
  const width = Math.max(...lines.map((line) => line.width)) + 2 * LABEL_PADDING;
  return { x: 0, y: 0, width, height: Math.ceil(parts.length * size * LINE_HEIGHT + 2 * LABEL_PADDING), lines };
}
