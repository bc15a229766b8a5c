// What the API adds: one answer in a case, from request to reply, against a bare update on the same idle service, in turn.

import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { startChild } from './child';
import type { Place } from './installation';
import { startPlace } from './installation';
import { ANSWER } from './messages';
import { quantile } from './processor-time';
import type { Result } from './result';

const TIMES = 150;
const WARM_UP = 30;
/** Between two calls, so that the system is idle at each; and no person's calls come faster than the API allows. */
const PAUSE_MS = 120;

export async function measureApiAnswer(): Promise<Result> {
  const place = await startPlace();
  try {
    return await measure(place);
  } finally {
    await place.stop();
  }
}

async function measure({ installation, call }: Place): Promise<Result> {
  const taskQueue = 'bench-bare';
  const bare = await startChild('worker-process.ts', {
    environment: { BENCH_VARIANT: 'bare', BENCH_TEMPORAL: installation.temporalAddress, BENCH_QUEUE: taskQueue },
  });
  const connection = await Connection.connect({ address: installation.temporalAddress });
  try {
    const handle = await new Client({ connection }).workflow.start('bareWorkflow', { taskQueue, workflowId: `bare-${randomUUID()}` });
    const { case: number } = await call('POST', '/v1/cases', { process: 'reference', answers: { risk: 'low' } });
    const ways = {
      'bare update': (i: number): Promise<unknown> => handle.executeUpdate(ANSWER, { args: [{ value: `The answer ${i}` }] }),
      'through the API': (i: number): Promise<unknown> => call('PATCH', `/v1/cases/${String(number)}/fields`, { answers: { situation: `The answer ${i}` } }),
    };
    const times: Record<keyof typeof ways, number[]> = { 'bare update': [], 'through the API': [] };
    for (let i = 0; i < WARM_UP + TIMES; i += 1) {
      for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
        const begun = performance.now();
        await ways[way](i);
        if (i >= WARM_UP) times[way].push(performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    const of = (way: keyof typeof ways, q: number): number => quantile(times[way], q);
    return {
      measure: `one answer on an idle system: ${TIMES} each, in turn`,
      rows: (Object.keys(ways) as (keyof typeof ways)[]).map((way) => ({ name: way, figures: { 'p50 ms': of(way, 0.5), 'p95 ms': of(way, 0.95) } })),
      bounds: [
        { what: 'one answer through the API against a bare update, p50', value: of('through the API', 0.5) / of('bare update', 0.5), unit: '×', atMost: 2 },
        { what: 'one answer through the API against a bare update, p95', value: of('through the API', 0.95) / of('bare update', 0.95), unit: '×', atMost: 4 },
      ],
    };
  } finally {
    await connection.close();
    await bare.stop();
  }
}
