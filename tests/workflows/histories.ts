// Recorded histories: what is in such a file, how it is replayed, and what came of each event when it was recorded.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { createDataConverter } from '../../codec/data-converter';

export const HISTORIES = join(__dirname, 'histories');

export interface RecordedHistory {
  workflowId: string;
  /** `event at digest`, one for each transition. */
  digests: string[];
  /** As Temporal exports it, payloads in clear. The cases are made up. */
  history: unknown;
}

/** Every recorded history by its path below the folder: `0.1.0/whole-case.json`. */
export function readHistories(): [string, RecordedHistory][] {
  const files = readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).sort();
  return files.map((file) => [file, JSON.parse(readFileSync(join(HISTORIES, file), 'utf8')) as RecordedHistory]);
}

/** The histories of runs, payloads in clear, as they stand in the files. */
export async function historiesOf(client: Client, workflowId: string, runIds: string[]): Promise<unknown[]> {
  const histories: unknown[] = [];
  for (const runId of runIds) {
    const history = historyToJSON(await client.workflow.getHandle(workflowId, runId).fetchHistory()) as never;
    histories.push(JSON.parse(history));
  }
  return histories;
}

/** Replays a history and gives the digests of its transitions. Rejects when the workflow would issue other commands. */
export async function replay(bundle: { codePath: string }, { history, workflowId }: Omit<RecordedHistory, 'digests'>): Promise<string[]> {
  const digests: string[] = [];
  const note = (_info: unknown, ...parts: string[]) => void digests.push(parts.join(' '));
  await Worker.runReplayHistory(
    { workflowBundle: bundle, dataConverter: createDataConverter(), sinks: { digests: { note: { fn: note, callDuringReplay: true } } } },
    historyFromJSON(history), workflowId,
  );
  return digests;
}
