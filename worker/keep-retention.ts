// Closed cases whose time is over: reckoned by the process and the latest calendar, and erased where nothing holds them up.

import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Case } from '../case/case';
import { eraseAt } from '../case/retention';
import type { Instant } from '../process/time';
import type { Records } from '../records/database';
import type { ClosedRow } from '../records/retention';
import { workflowIdOf } from '../workflows/messages';

interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface RetentionOptions {
  records: Pick<Records, 'unreckoned' | 'keepUntil' | 'erasable' | 'erase' | 'getState' | 'rulesForRunning'>;
  client: Client;
  now(): Date;
  log: Log;
}

/** Cases looked at in one go; rounds follow one another until none is left. */
const BATCH = 100;

/**
 * Reckons until when newly closed cases are kept, and erases those whose time is over. Safe to repeat and to run in several workers
 * at once: a case that one of them has erased the others no longer find.
 */
export async function keepRetention(options: RetentionOptions): Promise<{ erased: number }> {
  const { records, now, log } = options;
  for (let rows = await records.unreckoned(BATCH); rows.length > 0; rows = await records.unreckoned(BATCH)) {
    for (const row of rows) await reckon(options, row);
  }
  let erased = 0;
  const held = new Set<string>();
  for (;;) {
    const rows = (await records.erasable(now().toISOString(), BATCH)).filter((row) => !held.has(row.case));
    if (rows.length === 0) break;
    for (const row of rows) {
      if (await eraseIfDue(options, row)) erased += 1;
      else held.add(row.case);
    }
  }
  if (erased > 0) log.info({ erased }, 'closed cases were erased: their time was over');
  return { erased };
}

/** Gives the date as it is by the latest calendar, and notes it. */
async function reckon({ records }: RetentionOptions, row: ClosedRow): Promise<{ state: Case; at: Instant | null } | null> {
  const [state, rules] = await Promise.all([records.getState(row.case), records.rulesForRunning(row.agency, row.processHash)]);
  if (!state || !rules || state.sequence !== row.sequence) return null;
  const at = eraseAt(rules, state);
  await records.keepUntil(row, at);
  return { state, at };
}

/** A calendar that came since may have moved the date: it is reckoned again before anything is erased. */
async function eraseIfDue(options: RetentionOptions, row: ClosedRow): Promise<boolean> {
  const found = await reckon(options, row);
  const closed = found?.state.closed;
  if (!closed || found.at === null || found.at > options.now().toISOString()) return false;
  // Temporal's copies first: should this end in between, the records still know what is to be erased.
  await deleteHistories(options.client, workflowIdOf(row.agency, row.case));
  return options.records.erase(row, closed);
}

/** Every run of the case that Temporal still keeps: the last one, and those before it that its list has. */
async function deleteHistories(client: Client, workflowId: string): Promise<void> {
  const { namespace } = client.options;
  const runs = new Set<string>();
  const last = await unlessGone(client.workflow.getHandle(workflowId).describe());
  if (last) runs.add(last.runId);
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs.add(runId);
  for (const runId of runs) {
    await unlessGone(client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } }));
  }
}

async function unlessGone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (error as { code?: number }).code === NOT_FOUND) return null;
    throw error;
  }
}

const NOT_FOUND = 5;
