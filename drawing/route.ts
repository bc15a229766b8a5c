// The lines of the arrows: straight up and down beside boxes, sideways only in the gaps between the rows, and apart where they meet a box.

import type { Arrow, PlacedCard, Point } from './scene';

/** A row of the layout: all boxes whose middles lie at the same height. */
interface Row {
  middle: number;
  top: number;
  bottom: number;
}

/** Gives each arrow its points. Those handed in are the middles of the rows that it passes, from box to box. */
export function route(cards: readonly PlacedCard[], arrows: readonly Arrow[]): Arrow[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const rows = rowsOf(cards, arrows);
  const between = arrows.map((arrow) => ({ ...arrow, points: arrow.points.slice(1, -1) }));
  const ports = portsOf(byId, between);
  return between.map((arrow, i) => {
    const { start, end } = ports[i] as Ports;
    const passed = arrow.points.flatMap(({ x, y }) => passRow(rows, { x, y }, start.y < end.y));
    return { ...arrow, points: simplified([start, ...passed, end].map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))) };
  });
}

function rowsOf(cards: readonly PlacedCard[], arrows: readonly Arrow[]): Row[] {
  const rows = new Map<number, Row>();
  for (const { y, height } of [...cards, ...arrows.flatMap((arrow) => arrow.label ?? [])]) {
    const middle = Math.round(y + height / 2);
    const near = [...rows.keys()].find((one) => Math.abs(one - middle) <= 2) ?? middle;
    const row = rows.get(near) ?? { middle: near, top: Infinity, bottom: -Infinity };
    rows.set(near, { middle: near, top: Math.min(row.top, y), bottom: Math.max(row.bottom, y + height) });
  }
  return [...rows.values()];
}

/** Straight through the whole height of a row, so that no box in it is cut. */
function passRow(rows: readonly Row[], { x, y }: Point, downwards: boolean): Point[] {
  const row = rows.find((one) => Math.abs(one.middle - y) <= 2);
  if (!row) return [{ x, y }];
  const ends = [{ x, y: row.top - 4 }, { x, y: row.bottom + 4 }];
  return downwards ? ends : ends.reverse();
}

interface Ports {
  start: Point;
  end: Point;
}

/** Where arrows leave and reach boxes: side by side, in the order in which they come, so that none crosses another there. */
function portsOf(byId: ReadonlyMap<string, PlacedCard>, arrows: readonly Arrow[]): Ports[] {
  const touching = arrows.flatMap((arrow, i) => {
    const [from, to] = [byId.get(arrow.from) as PlacedCard, byId.get(arrow.to) as PlacedCard];
    const isDown = from.y < to.y;
    const ahead = arrow.points[0]?.x ?? to.x + to.width / 2;
    const behind = arrow.points.at(-1)?.x ?? from.x + from.width / 2;
    return [
      { i, edge: 'start' as const, card: from, bottom: isDown, towards: ahead },
      { i, edge: 'end' as const, card: to, bottom: !isDown, towards: behind },
    ];
  });
  const ports: Ports[] = arrows.map(() => ({ start: { x: 0, y: 0 }, end: { x: 0, y: 0 } }));
  for (const { i, edge, card, bottom, towards } of touching) {
    const beside = touching.filter((one) => one.card.id === card.id && one.bottom === bottom)
      .sort((a, b) => a.towards - b.towards || a.i - b.i || (a.edge < b.edge ? -1 : 1));
    const place = beside.findIndex((one) => one.i === i && one.edge === edge) + 1;
    const even = card.x + (card.width * place) / (beside.length + 1);
    // A single arrow goes straight where what it leads to lies within the box.
    const x = beside.length === 1 && towards > card.x + 16 && towards < card.x + card.width - 16 ? towards : even;
    (ports[i] as Ports)[edge] = { x, y: bottom ? card.y + card.height : card.y };
  }
  return ports;
}

/** Without points that lie on the line between their neighbours. */
function simplified(points: Point[]): Point[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    return !before || !after || !(before.x === point.x && point.x === after.x);
  });
}
