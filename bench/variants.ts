// The three ways of running the reference case, each with its worker process, client and messages.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { Pool } from 'pg';
import { deriveKeys } from '../api/case-number';
import type { Act } from '../case/event';
import { createCodec } from '../codec/codec';
import { codecKeysFrom } from '../codec/codec-keys';
import { createDataConverter } from '../codec/data-converter';
import { createRulesStore } from '../codec/rules-store';
import type { FolderFiles } from '../language/folder';
import type { Rules } from '../process/rules';
import type { Records } from '../records/database';
import { openRecords } from '../records/database';
import type { ActCall } from '../workflows/messages';
import { ACT, CASE_WORKFLOW, caseStart, FOUND_BY, workflowIdOf } from '../workflows/messages';
import type { Child } from './child';
import { startChild } from './child';
import type { Opening } from './messages';
import { CLOSE, OPEN, REVIEWS } from './messages';
import { preparePeerTables } from './peer-activities';
import { AGENCY, publishReference, WORKER } from './reference-rules';
import type { Setting } from './setting';

export type VariantName = 'plain' | 'tuned' | 'ours';
export const VARIANT_NAMES: VariantName[] = ['plain', 'tuned', 'ours'];

/** A way of running the reference case. */
export interface Variant {
  name: VariantName;
  worker: Child;
  client: Client;
  codec: PayloadCodec | undefined;
  taskQueue: string;
  /** Opens a case and resolves when the service has answered; gives its workflow id. The risk is immediate unless said. */
  open(number: string, risk?: 'immediate' | 'low'): Promise<string>;
  /** Closes it; resolves when the service has answered. */
  close(number: string): Promise<void>;
  /** Numbers, among those that begin so, of the cases whose last review has been reminded. */
  reminded(prefix: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** What all variants of a run have in common. */
export interface Ground {
  setting: Setting;
  records: Records;
  rules: Rules;
  key: Buffer;
  codec: PayloadCodec;
  close(): Promise<void>;
}

/** Prepares both databases and publishes the reference case. */
export async function prepareGround(setting: Setting, files?: FolderFiles): Promise<Ground> {
  const key = randomBytes(32);
  const records = openRecords({ url: setting.recordsUrl, key });
  await records.migrate();
  await preparePeerTables(setting.peersUrl);
  const rules = await publishReference(records, files);
  const store = createRulesStore({ folder: join(setting.folder, 'rules') });
  await store.put(rules);
  return { setting, records, rules, key, codec: createCodec({ keys: codecKeysFrom(key), rules: store }), close: () => records.close() };
}

export interface VariantOptions {
  /** Flags for the worker's Node. */
  flags?: string[];
  environment?: Record<string, string>;
}

/** Starts the variant's worker. Each has a task queue of its own. */
export async function startVariant(ground: Ground, name: VariantName, { flags = [], environment = {} }: VariantOptions = {}): Promise<Variant> {
  const { setting, key } = ground;
  const taskQueue = `bench-${name}`;
  const worker = await startChild('worker-process.ts', {
    flags,
    environment: {
      BENCH_VARIANT: name, BENCH_TEMPORAL: setting.temporal.address, BENCH_SMTP: setting.smtpUrl, BENCH_QUEUE: taskQueue,
      BENCH_DATABASE: name === 'ours' ? setting.recordsUrl : setting.peersUrl,
      BENCH_FOLDER: join(setting.folder, name), BENCH_KEY: key.toString('base64'), ...environment,
    },
  });
  const codec = name === 'plain' ? undefined : ground.codec;
  const connection = await Connection.connect({ address: setting.temporal.address });
  const client = new Client({ connection, dataConverter: name === 'plain' ? {} : createDataConverter(codec) });
  const messages = name === 'ours' ? ourMessages(ground, client, taskQueue) : peerMessages(name, client, taskQueue);
  const database = new Pool({ connectionString: name === 'ours' ? setting.recordsUrl : setting.peersUrl, max: 1 });
  const stop = async (): Promise<void> => {
    await worker.stop();
    await database.end();
    await connection.close();
  };
  const reminded = async (prefix: string): Promise<string[]> => {
    const { rows } = await database.query<{ number: string }>({ name: 'reminded', text: REMINDED[name], values: [`${prefix}-%`, REVIEWS] });
    return rows.map((row) => row.number);
  };
  return { name, worker, client, codec, taskQueue, ...messages, reminded, stop };
}

const PEER_REMINDED = 'select number from bench_notice where number like $1 group by number having count(*) >= $2';
/** What a reminder leaves behind, where each variant leaves it. */
const REMINDED: Record<VariantName, string> = {
  plain: PEER_REMINDED,
  tuned: PEER_REMINDED,
  ours: `select case_number as number from notices where case_number like $1 and body->>'says' = 'review_late' group by 1 having count(*) >= $2`,
};

type Messages = Pick<Variant, 'open' | 'close'>;

/** What has happened, in about 1 kB of text. */
const SITUATION = 'The school has called twice in three days because nobody came for the child. '.repeat(13).slice(0, 1_000);

/** As the API derives and sends them. */
function ourMessages({ rules, key }: Ground, client: Client, taskQueue: string): Messages {
  const callOf = (route: string, act: Act): { updateId: string; call: ActCall } => {
    const keys = deriveKeys(key, { actor: WORKER, route, key: undefined }, act);
    return { updateId: keys.updateId, call: { key: keys.key, digest: keys.digest, act } };
  };
  return {
    async open(number, risk = 'immediate') {
      const workflowId = workflowIdOf(AGENCY, number);
      const { updateId, call } = callOf('POST /v1/cases', {
        type: 'open', by: WORKER, number, owner: { id: WORKER.id, name: WORKER.name }, answers: { situation: SITUATION, risk },
      });
      const startWorkflowOperation = new WithStartWorkflowOperation(CASE_WORKFLOW, { workflowId, ...caseStart(number, AGENCY, rules, { taskQueue }) });
      await client.workflow.executeUpdateWithStart(ACT, { args: [call], updateId, startWorkflowOperation });
      return workflowId;
    },
    async close(number) {
      const { updateId, call } = callOf(`POST /v1/cases/${number}/close`, { type: 'close', by: WORKER, reason: 'done' });
      await client.workflow.getHandle(workflowIdOf(AGENCY, number)).executeUpdate(ACT, { args: [call], updateId });
    },
  };
}

function peerMessages(name: VariantName, client: Client, taskQueue: string): Messages {
  const workflowIdOfPeer = (number: string): string => `${name}/${number}`;
  return {
    async open(number, risk = 'immediate') {
      const workflowId = workflowIdOfPeer(number);
      const opening: Opening = { number, agency: AGENCY, owner: WORKER.id, situation: SITUATION, risk };
      const startWorkflowOperation = new WithStartWorkflowOperation('peerWorkflow', {
        workflowId, taskQueue, workflowIdConflictPolicy: 'USE_EXISTING',
        // Ours can be found from the start; plain does it with its first step.
        ...(name === 'tuned' && {
          typedSearchAttributes: [
            { key: FOUND_BY.agency, value: AGENCY }, { key: FOUND_BY.process, value: 'reference' }, { key: FOUND_BY.stage, value: 'work' },
          ],
        }),
      });
      await client.workflow.executeUpdateWithStart(OPEN, { args: [opening], startWorkflowOperation });
      return workflowId;
    },
    async close(number) {
      await client.workflow.getHandle(workflowIdOfPeer(number)).executeUpdate(CLOSE, { args: [{ reason: 'done' }] });
    },
  };
}
