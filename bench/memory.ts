// What a case costs in a worker's memory while it is idle and cached: the slope of its resident memory after collecting garbage.

import { join } from 'node:path';
import { residentBytes } from './processor-time';
import { idleFiles } from './reference-rules';
import type { Result } from './result';
import { startSetting } from './setting';
import type { Variant } from './variants';
import { prepareGround, startVariant } from './variants';

/** Tasks that bring the rules to about 30 kB. */
const TASKS = 42;
/** Cases at which it is measured. */
const STEPS = [500, 1_000, 1_500, 2_000];
const AT_ONCE = 10;

export async function measureMemory({ most = 2_000, say }: { most?: number; say(line: string): void }): Promise<Result> {
  const setting = await startSetting();
  try {
    const ground = await prepareGround(setting, idleFiles(TASKS));
    const rulesBytes = JSON.stringify(ground.rules).length;
    const variant = await startVariant(ground, 'ours', {
      flags: ['--expose-gc'], environment: { BENCH_CACHED: '3000', BENCH_ENTRY: join(__dirname, 'memory-bundle.ts') },
    });
    const points: { cases: number; bytes: number }[] = [];
    let opened = 0;
    for (const cases of STEPS.filter((step) => step <= most)) {
      opened = await openUpTo(variant, opened, cases);
      points.push({ cases, bytes: await settledBytes(variant) });
      say(`${cases} cases: ${((points.at(-1)?.bytes ?? 0) / 1e6).toFixed(0)} MB`);
    }
    await variant.stop();
    await ground.close();
    const perCase = slope(points) / 1_000;
    return {
      measure: `memory of a worker with up to ${opened} idle cases, rules of ${(rulesBytes / 1_000).toFixed(1)} kB`,
      rows: points.map(({ cases, bytes }) => ({ name: `${cases} cases`, figures: { 'MB resident': bytes / 1e6 } })),
      bounds: [{ what: `worker memory per cached case`, value: perCase, unit: 'kB', atMost: 250 }],
    };
  } finally {
    await setting.stop();
  }
}

async function openUpTo(variant: Variant, from: number, to: number): Promise<number> {
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < to) {
      const number = `m-${next}`;
      next += 1;
      await variant.open(number, 'low');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return to;
}

/** In both threads: the one that speaks with the service, and the one in which the cases live. */
async function settledBytes(variant: Variant): Promise<number> {
  for (let i = 0; i < 2; i += 1) {
    await variant.client.workflow.execute('collectWorkflow', { taskQueue: variant.taskQueue, workflowId: `collect-${Date.now()}` });
    await variant.worker.ask('collect');
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return residentBytes(variant.worker.pid);
}

/** Bytes a case by least squares: what a worker needs without any case falls out. */
function slope(points: { cases: number; bytes: number }[]): number {
  const mean = (pick: (one: (typeof points)[number]) => number): number => points.reduce((sum, one) => sum + pick(one), 0) / points.length;
  const [x, y] = [mean((one) => one.cases), mean((one) => one.bytes)];
  const over = points.reduce((sum, one) => sum + (one.cases - x) * (one.bytes - y), 0);
  return over / points.reduce((sum, one) => sum + (one.cases - x) ** 2, 0);
}
