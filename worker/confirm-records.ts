// A look from outside the cases: whether what the records hold of them stands in their histories, and what to do when it does not.

import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { WrittenRow } from '../records/confirmations';
import type { Records } from '../records/database';
import { RECORD_AGAIN, workflowIdOf } from '../workflows/messages';

interface Log {
  warn(details: object, message: string): void;
}

export interface ConfirmOptions {
  records: Pick<Records, 'unconfirmed' | 'confirm' | 'removeUnopened'>;
  client: Client;
  log: Log;
  /** A row is looked at once it is so old, in milliseconds: until then its task may be on its way. @default 10000 */
  afterMs?: number;
}

/** Rows looked at in one round. */
const BATCH = 200;
const AFTER_MS = 10_000;
/** So many histories are asked for at once. */
const AT_ONCE = 10;

/** One round. A row whose transition never happened is written again by its case, or taken out when the case was never opened. */
export async function confirmRecords({ records, client, log, afterMs = AFTER_MS }: ConfirmOptions): Promise<void> {
  const rows = await records.unconfirmed(afterMs, BATCH);
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const found: WrittenRow[] = [];
    await Promise.all(
      rows.slice(i, i + AT_ONCE).map(async (row) => {
        const verdict = await compare(client, row);
        if (verdict === 'happened') found.push(row);
        else if (verdict === 'never opened') await takeOut(records, row, log);
        else await correct(client, row, found, log);
      }),
    );
    await records.confirm(found);
  }
}

const workflowId = ({ agency, case: number }: WrittenRow): string => workflowIdOf(agency, number);
const { WorkflowExecutionStatus, EventType } = temporal.api.enums.v1;

type Verdict = 'happened' | 'did not happen' | 'never opened';

/**
 * A transition has happened when the task that wrote it was completed: that is the event right after those which the task had read.
 * A run that continued as new since is told by its records, which the newer run writes again when it is asked.
 */
async function compare(client: Client, row: WrittenRow): Promise<Verdict> {
  const handle = client.workflow.getHandle(workflowId(row));
  try {
    const { raw, historyLength, runId } = await handle.describe();
    const hasFailed = raw.workflowExecutionInfo?.status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
    // A run fails for one reason: its opening was refused or never came.
    if (hasFailed && row.sequence === 1) return 'never opened';
    return historyLength > row.length && (await completedAt(client, row, runId)) ? 'happened' : 'did not happen';
  } catch (error) {
    // Temporal has forgotten a case that was closed long ago: the records are all there is of it.
    if (error instanceof WorkflowNotFoundError) return 'happened';
    throw error;
  }
}

/** Whether the event after the row's length ends the task that began with it. Read from the newest event back: it is rarely far. */
async function completedAt(client: Client, row: WrittenRow, runId: string): Promise<boolean> {
  const { namespace } = client.options;
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace, execution: { workflowId: workflowId(row), runId }, maximumPageSize: 100, ...(nextPageToken && { nextPageToken }),
    });
    for (const event of page.history?.events ?? []) {
      const id = Number(event.eventId);
      if (id > row.length + 1) continue;
      return id === row.length + 1 && event.eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
    }
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
  return false;
}

async function correct(client: Client, row: WrittenRow, found: WrittenRow[], log: Log): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId(row)).signal(RECORD_AGAIN);
    log.warn({ case: row.case, sequence: row.sequence }, 'the records held what the case does not know; it was asked to write them again');
  } catch (error) {
    // Closed meanwhile: a closed case has written its last row, whichever run it was.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    found.push(row);
  }
}

async function takeOut(records: ConfirmOptions['records'], row: WrittenRow, log: Log): Promise<void> {
  if (await records.removeUnopened(row)) log.warn({ case: row.case }, 'the records held a case that was never opened; it was taken out');
}
