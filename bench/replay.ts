// How long a worker takes to read cases again: histories of plain and of ours replayed, without what every start costs.

import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { ReplayWorkerOptions } from '@temporalio/worker';
import { join } from 'node:path';
import { createDataConverter } from '../codec/data-converter';
import { buildWorkflowBundle } from '../worker/bundle';
import { median } from './processor-time';
import { runCases } from './reference-run';
import type { Result, Row } from './result';
import type { Ground, Variant } from './variants';
import { startVariant } from './variants';

const HISTORIES = 40;
const REPEATS = 5;

interface Replayed {
  msPerEvent: number;
  msPerCase: number;
  events: number;
}

/** Runs cases of plain and of ours, then replays their histories in turn. Rejects when one does not replay. */
export async function measureReplay(ground: Ground): Promise<Result> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const variants = [await startVariant(ground, 'plain'), await startVariant(ground, 'ours')];
  const takes: { variant: Variant; replay: () => Promise<Replayed>; figures: Replayed[] }[] = [];
  try {
    for (const variant of variants) {
      await runCases(variant, ground.setting, { cases: HISTORIES, everyMs: 250, prefix: 'replay' });
      takes.push({ variant, replay: await prepare(variant), figures: [] });
    }
  } finally {
    for (const variant of variants) await variant.stop();
  }
  // The first of each compiles code and is not counted.
  for (const { replay } of takes) await replay();
  for (let i = 0; i < REPEATS; i += 1) for (const { replay, figures } of takes) figures.push(await replay());
  const rows = takes.map(({ variant, figures }): Row => ({
    name: variant.name,
    figures: {
      'ms/event': median(figures.map((one) => one.msPerEvent)), 'ms/case': median(figures.map((one) => one.msPerCase)), events: figures[0]?.events ?? NaN,
    },
  }));
  const [plain, ours] = rows.map((row) => row.figures) as [Row['figures'], Row['figures']];
  const ratio = (column: string): number => (ours[column] as number) / (plain[column] as number);
  return {
    measure: `replay: medians of ${REPEATS} times ${HISTORIES} histories`,
    rows,
    bounds: [{ what: 'replay time per event, ours against plain', value: ratio('ms/event'), unit: '×', atMost: 1.5 }],
    notes: [`Of it ${ratio('ms/case').toFixed(2)} × is what a whole case costs; the rest is that a history of ours has ${ratio('events').toFixed(2)} × the events.`],
  };
}

async function prepare(variant: Variant): Promise<() => Promise<Replayed>> {
  const isOurs = variant.name === 'ours';
  const options: ReplayWorkerOptions = {
    workflowBundle: isOurs
      ? await buildWorkflowBundle()
      : await bundleWorkflowCode({ workflowsPath: join(__dirname, 'plain', 'workflows.ts'), logger: new DefaultLogger('ERROR') }),
    ...(isOurs && { dataConverter: createDataConverter(variant.codec) }),
  };
  const ids = Array.from({ length: HISTORIES }, (_, i) => `${isOurs ? 'reference' : variant.name}/${variant.name}-replay-${i}`);
  const histories = await Promise.all(ids.map(async (workflowId) => ({ workflowId, history: await variant.client.workflow.getHandle(workflowId).fetchHistory() })));
  const run = async (some: typeof histories): Promise<number> => {
    const begun = performance.now();
    for await (const { error } of Worker.runReplayHistories(options, some)) if (error) throw error;
    return performance.now() - begun;
  };
  return async () => {
    // What the worker's start costs stands in both runs, and falls out.
    const one = await run(histories.slice(0, 1));
    const all = await run(histories);
    const rest = histories.slice(1);
    const events = rest.reduce((sum, { history }) => sum + (history.events?.length ?? 0), 0);
    return { msPerEvent: (all - one) / events, msPerCase: (all - one) / rest.length, events: events / rest.length };
  };
}
