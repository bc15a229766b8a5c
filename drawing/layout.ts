// Where everything stands: the stages with their ways as a graph from top to bottom, and below it in columns what runs beside them.

import { Graph, layout } from '@dagrejs/dagre';
import { closedCards, closedId, sideCards, stageCards, startCard, wayLabel } from './cards';
import { FONTS, measureCard, measureLabel } from './measure';
import { route } from './route';
import type { Speech } from './say';
import type { Arrow, PlacedCard, Scene } from './scene';
import { mirrored } from './scene';
import { widthOf, wrap } from './text';
import { isRightToLeft } from './words';

const MARGIN = 24;
const HEADING_HEIGHT = 44;
const GAP = 28;
const COLUMNS = { least: 2, most: 4 };

/** The diagram of a process with everything in its place, mirrored for a language that is read from the right. */
export function layoutProcess(speech: Speech): Scene {
  const flow = layoutFlow(speech);
  const side = sideCards(speech).map(measureCard);
  const columnWidth = side[0]?.width ?? 0;
  const columns = Math.max(COLUMNS.least, Math.min(COLUMNS.most, side.length, Math.floor((flow.width + GAP) / (columnWidth + GAP))));
  const sideWidth = columns * (columnWidth + GAP) - GAP;
  const { size, bold } = FONTS.heading;
  const inner = Math.max(flow.width, sideWidth);
  const heading = wrap(speech.text('title') ?? speech.process.id, inner, size, bold)[0] ?? speech.process.id;
  const top = MARGIN + HEADING_HEIGHT;
  const flowLeft = MARGIN + Math.round((inner - flow.width) / 2);
  const placed = inColumns(side, columns, { x: MARGIN + Math.round((inner - sideWidth) / 2), y: top + flow.height + GAP + 12 });
  const cards = [...flow.cards.map((card) => moved(card, flowLeft, top)), ...placed];
  const scene: Scene = {
    width: inner + 2 * MARGIN,
    height: Math.max(...cards.map((card) => card.y + card.height)) + MARGIN,
    rightToLeft: false,
    heading: { style: 'title', text: heading, x: MARGIN, y: MARGIN + size, width: widthOf(heading, size, bold) },
    cards,
    arrows: flow.arrows.map((arrow) => movedArrow(arrow, flowLeft, top)),
  };
  return isRightToLeft(speech.language) ? mirrored(scene) : scene;
}

function inColumns(cards: PlacedCard[], columns: number, from: { x: number; y: number }): PlacedCard[] {
  const heights = Array.from({ length: columns }, () => 0);
  return cards.map((card) => {
    const column = heights.indexOf(Math.min(...heights));
    const y = heights[column] as number;
    heights[column] = y + card.height + GAP;
    return moved(card, from.x + column * (card.width + GAP), from.y + y);
  });
}

const moved = (card: PlacedCard, x: number, y: number): PlacedCard => ({
  ...card, x: card.x + x, y: card.y + y, rules: card.rules.map((rule) => rule + y), lines: card.lines.map((line) => ({ ...line, x: line.x + x, y: line.y + y })),
});

const movedArrow = (arrow: Arrow, x: number, y: number): Arrow => ({
  ...arrow,
  points: arrow.points.map((point) => ({ x: point.x + x, y: point.y + y })),
  ...(arrow.label && { label: { ...arrow.label, x: arrow.label.x + x, y: arrow.label.y + y, lines: arrow.label.lines.map((line) => ({ ...line, x: line.x + x, y: line.y + y })) } }),
});

interface Flow {
  width: number;
  height: number;
  cards: PlacedCard[];
  arrows: Arrow[];
}

interface WayEdge {
  name: string;
  from: string;
  to: string;
  label: string;
  /** Leads to a stage that stands further up in the file. */
  isBack: boolean;
}

/** Every way between two boxes; those that lead back into their own stage stand in the box. */
function waysOf(speech: Speech): WayEdge[] {
  const { stages } = speech.process;
  const first = stages[0];
  const place = new Map(stages.map((stage, i) => [stage.id, i]));
  const ways = stages.flatMap((stage) =>
    stage.next.flatMap((way): WayEdge[] => {
      const to = 'to' in way ? `stage:${way.to}` : closedId(stage.id, way.close);
      return to === `stage:${stage.id}` ? [] : [{ name: way.rule, from: `stage:${stage.id}`, to, label: wayLabel(speech, way), isBack: 'to' in way && (place.get(way.to) ?? 0) < (place.get(stage.id) ?? 0) }];
    }),
  );
  return [...(first ? [{ name: 'start', from: 'start', to: `stage:${first.id}`, label: '', isBack: false }] : []), ...ways];
}

function layoutFlow(speech: Speech): Flow {
  const cards = [startCard(speech), ...stageCards(speech), ...closedCards(speech)].map(measureCard);
  const known = new Set(cards.map((card) => card.id));
  const ways = waysOf(speech).filter((way) => known.has(way.from) && known.has(way.to));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, edgesep: 24, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of cards) graph.setNode(id, { width, height });
  const labels = new Map(ways.map((way) => [way.name, measureLabel(way.label)]));
  for (const { name, from, to, isBack } of ways) {
    const label = labels.get(name);
    // Turned round for the layout, so that stages stand in the order of the file whatever leads back.
    const [above, below] = isBack ? [to, from] : [from, to];
    graph.setEdge(above, below, { width: label?.width ?? 0, height: label?.height ?? 0, labelpos: 'c', weight: isBack ? 1 : 3 }, name);
  }
  layout(graph);
  const placed = cards.map((card) => {
    const node = graph.node(card.id) as { x: number; y: number };
    return moved(card, Math.round(node.x - card.width / 2), Math.round(node.y - card.height / 2));
  });
  const arrows = route(placed, ways.map(({ name, from, to, isBack }) => {
    const edge = (isBack ? graph.edge(to, from, name) : graph.edge(from, to, name)) as { x?: number; y?: number; points: { x: number; y: number }[] };
    const label = labels.get(name);
    const x = Math.round((edge.x ?? 0) - (label?.width ?? 0) / 2);
    const y = Math.round((edge.y ?? 0) - (label?.height ?? 0) / 2);
    const lines = (label?.lines ?? []).map((line) => ({ ...line, x: line.x + x, y: line.y + y }));
    return { from, to, points: isBack ? [...edge.points].reverse() : edge.points, ...(label && { label: { ...label, x, y, lines } }) };
  }));
  return atOrigin(placed, arrows);
}

/** Moves the flow so that nothing of it lies left of or above the origin, and tells how large it is. */
function atOrigin(cards: PlacedCard[], arrows: Arrow[]): Flow {
  const boxes = [...cards, ...arrows.flatMap((arrow) => arrow.label ?? [])];
  const points = arrows.flatMap((arrow) => arrow.points);
  const xs = [...boxes.map((box) => box.x), ...points.map((point) => point.x)];
  const ys = [...boxes.map((box) => box.y), ...points.map((point) => point.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const right = Math.max(...boxes.map((box) => box.x + box.width), ...points.map((point) => point.x));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height), ...points.map((point) => point.y));
  return {
    width: right - left, height: bottom - top,
    cards: cards.map((card) => moved(card, -left, -top)), arrows: arrows.map((arrow) => movedArrow(arrow, -left, -top)),
  };
}
