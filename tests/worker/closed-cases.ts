// Closed cases on a real Temporal service and in real records, and the worker's look at those whose time is over.

import { addLength } from '../../process/length';
import type { Rules } from '../../process/rules';
import type { Records } from '../../records/database';
import { keepRetention } from '../../worker/keep-retention';
import { createTestDatabase } from '../records/test-database';
import { testRules } from '../workflows/rules';
import { startShell, TestCase } from '../workflows/shell';
import type { Shell } from '../workflows/shell';

const log = { info: () => undefined, warn: () => undefined };
export const rules = testRules();

export interface ClosedCases {
  shell: Shell;
  records: Records;
  /** Writes into the records what the case has asked for. */
  recordAll(one: TestCase): Promise<void>;
  closedCase(): Promise<TestCase>;
  /** The worker's look, as if it were at an instant and the newest rules were these. */
  keep(at: string, newest?: Rules): Promise<{ erased: number }>;
  stop(): Promise<void>;
}

export async function startClosedCases(): Promise<ClosedCases> {
  const [shell, database] = await Promise.all([startShell(), createTestDatabase()]);
  const records = database.open();
  await records.migrate();
  const recordAll = async (one: TestCase): Promise<void> => {
    for (const call of shell.outside.records.filter((written) => written.state.number === one.number)) {
      const { deadline: _deadline, ...rest } = call;
      await records.record(rest);
    }
  };
  return {
    shell, records, recordAll,
    async closedCase() {
      const one = new TestCase(shell, rules);
      await one.open();
      await one.close();
      await one.ended();
      await recordAll(one);
      return one;
    },
    keep: (at, newest = rules) =>
      keepRetention({ records: { ...records, rulesForRunning: async () => newest }, client: shell.client, now: () => new Date(at), log }),
    async stop() {
      await shell.stop();
      await database.drop();
    },
  };
}

/** Seven years after now, and two days more. */
export const over = (): string =>
  addLength(rules.calendar, addLength(rules.calendar, new Date().toISOString(), { n: 7, unit: 'year' }).at, { n: 2, unit: 'day' }).at;
