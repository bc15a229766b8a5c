// The main measurement: the reference case in all variants, round by round in turning order, medians of the rounds and their ratios.

import { median } from './processor-time';
import type { RunFigures } from './reference-run';
import { runCases } from './reference-run';
import type { Bound, Result, Row } from './result';
import type { Ground, Variant, VariantName } from './variants';
import { startVariant, VARIANT_NAMES } from './variants';

export interface RoundsOptions {
  rounds: number;
  /** Cases of each variant in a round, at a pace and again at once. */
  cases: number;
  say(line: string): void;
}

/** A pace that two processors keep with plain: every review then wakes its case by itself, and each variant does all of its work. */
const PACE_MS = 250;
/** Cases run before the first round: code is compiled, connections are made. */
const WARM_UP = { cases: 40, everyMs: 100, prefix: 'warm' };
/** The cases of a variant whose histories stray so far from a case by itself have not done the same work as the others'. */
const STRAY = 0.02;

/** What a variant came to: one case alone on an idle service, and in each round at a pace and at once. */
interface Figures {
  alone: RunFigures;
  paced: RunFigures[];
  atOnce: RunFigures[];
}

/** Starts the variants, warms them up, runs the rounds. The variants are stopped by who gets them. */
export async function measureReference(ground: Ground, { rounds, cases, say }: RoundsOptions): Promise<{ result: Result; variants: Variant[] }> {
  const { setting } = ground;
  const variants: Variant[] = [];
  const figures = {} as Record<VariantName, Figures>;
  for (const name of VARIANT_NAMES) variants.push(await startVariant(ground, name));
  for (const variant of variants) {
    await runCases(variant, setting, WARM_UP);
    figures[variant.name] = { alone: await runCases(variant, setting, { cases: 1, everyMs: 0, prefix: 'alone' }), paced: [], atOnce: [] };
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < variants.length; i += 1) {
      // Whoever comes first finds another machine than whoever comes last: each is at each place as often.
      const variant = variants[(round + i) % variants.length] as Variant;
      const paced = await runCases(variant, setting, { cases, everyMs: PACE_MS, prefix: `pace${round}` });
      const atOnce = await runCases(variant, setting, { cases, everyMs: 0, prefix: `once${round}` });
      figures[variant.name].paced.push(paced);
      figures[variant.name].atOnce.push(atOnce);
      say(`round ${round + 1}, ${variant.name}: worker ${paced.workerMs.toFixed(0)} + server ${paced.serverMs.toFixed(0)} ms a case, ${paced.events.toFixed(1)} events; at once ${atOnce.casesPerSecond.toFixed(1)} cases/s, ${atOnce.events.toFixed(1)} events, ${paced.failed + atOnce.failed} failed calls`);
    }
  }
  return { result: resultOf(figures, rounds, cases), variants };
}

const mid = (runs: RunFigures[], pick: (one: RunFigures) => number): number => median(runs.map(pick));
/** The sum of each run, then the median: the two medians may come from different runs. */
const cpuOf = (runs: RunFigures[]): number => mid(runs, (one) => one.workerMs + one.serverMs);
const rateOf = ({ atOnce }: Figures): number => mid(atOnce, (one) => one.casesPerSecond);

function resultOf(figures: Record<VariantName, Figures>, rounds: number, cases: number): Result {
  const ratios = (what: string, pick: (one: Figures) => number, bounds: [Partial<Bound>, Partial<Bound>]): Bound[] =>
    (['plain', 'tuned'] as const).map((peer, i) => ({
      what: `${what}, ours against ${peer}`, unit: '×', value: pick(figures.ours) / pick(figures[peer]), ...bounds[i],
    }));
  return {
    measure: `reference case: medians of ${rounds} rounds of ${cases} cases, one every ${PACE_MS} ms and then all at once`,
    rows: VARIANT_NAMES.map((name) => ({ name, figures: rowOf(figures[name]) })),
    bounds: [
      ...ratios('events of history', ({ alone }) => alone.events, [{ atMost: 0.6 }, { atMost: 1.05 }]),
      ...ratios('bytes of history', ({ alone }) => alone.bytes, [{ atMost: 0.9 }, { atMost: 1.15 }]),
      ...ratios('processor time of server and worker, paced', ({ paced }) => cpuOf(paced), [{ atMost: 0.8 }, { atMost: 1.15 }]),
      ...ratios('completed cases per second, at once', rateOf, [{ atLeast: 1.1 }, { atLeast: 0.9 }]),
    ],
    notes: VARIANT_NAMES.flatMap((name) => strayNotes(name, figures[name])),
  };
}

function rowOf({ alone, paced, atOnce }: Figures): Row['figures'] {
  return {
    events: alone.events, bytes: alone.bytes,
    'worker ms': mid(paced, (one) => one.workerMs), 'server ms': mid(paced, (one) => one.serverMs), 'both ms': cpuOf(paced),
    'postgres ms': mid(paced, (one) => one.postgresMs), 'open p50': mid(paced, (one) => one.openP50), 'open p95': mid(paced, (one) => one.openP95),
    'cases/s': mid(atOnce, (one) => one.casesPerSecond), 'ms at once': cpuOf(atOnce),
  };
}

/** Says where a comparison is not of like with like: reviews that a slow machine let fall together, and calls that had to be made again. */
function strayNotes(name: VariantName, { alone, paced, atOnce }: Figures): string[] {
  return ([['paced', paced], ['at once', atOnce]] as const).flatMap(([how, runs]) => {
    const events = mid(runs, (one) => one.events);
    const failed = runs.reduce((sum, one) => sum + one.failed, 0);
    const strays = Math.abs(events / alone.events - 1) > STRAY;
    return [
      ...(strays ? [`${name}, ${how}: ${events.toFixed(1)} events a case where one alone has ${alone.events}: not the same work, judge its time and rate with care`] : []),
      ...(failed > 0 ? [`${name}, ${how}: ${failed} calls of activities failed and went another way`] : []),
    ];
  });
}
