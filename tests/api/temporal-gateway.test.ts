// What a caller hears when the service, or every worker, is away: that nothing is known, within five seconds.

import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { CaseCall } from '../../api/case-gateway';
import { workflowIdOf } from '../../workflows/messages';
import { createTemporalGateway } from '../../api/temporal-gateway';
import { findFreePort } from '../../engine/ports';
import { compileShipped } from '../definitions';

const ACTOR = { id: 'rana', name: 'Rana Test', agency: 'amman', roles: ['case_worker'] };

function callOf(number: string): CaseCall {
  const act = { type: 'open', by: ACTOR, number, owner: { id: 'rana', name: 'Rana Test' }, answers: {} } as const;
  return { agency: 'amman', number, updateId: randomUUID(), call: { key: 'k', digest: 'd', act } };
}

async function timed<T>(call: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = performance.now();
  return { result: await call(), ms: performance.now() - begun };
}

const { rules } = compileShipped();
const connections: Connection[] = [];
afterAll(() => Promise.all(connections.map((connection) => connection.close())));

function gatewayAt(address: string, failures: unknown[] = []) {
  const connection = Connection.lazy({ address });
  connections.push(connection);
  const client = new Client({ connection });
  // A queue that nobody serves.
  return { client, gateway: createTemporalGateway(client, (failure) => failures.push(failure), { taskQueue: `nobody-${randomUUID()}` }) };
}

it('no service: unknown, for an opening and for an act', async () => {
  const { gateway } = gatewayAt(`127.0.0.1:${await findFreePort()}`);
  const both = await timed(() => Promise.all([gateway.open(callOf('K7Q2-000001'), rules), gateway.act(callOf('K7Q2-000001'))]));
  expect(both.result).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
  expect(both.ms).toBeLessThan(5_000);
});

it('no worker: unknown, and the opening that was sent is there for the worker to come', async () => {
  const { client, gateway } = gatewayAt(process.env.TEMPORAL_ADDRESS ?? '');
  const number = `T-${randomUUID().slice(0, 8)}`;
  const { result, ms } = await timed(() => gateway.open(callOf(number), rules));
  expect(result).toEqual({ kind: 'unknown' });
  expect(ms).toBeLessThan(5_000);
  const handle = client.workflow.getHandle(workflowIdOf('amman', number));
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.terminate();
});

it('a case that has no open run is said to be not running', async () => {
  const { gateway } = gatewayAt(process.env.TEMPORAL_ADDRESS ?? '');
  expect(await gateway.act(callOf(`T-${randomUUID().slice(0, 8)}`))).toEqual({ kind: 'not-running' });
});
