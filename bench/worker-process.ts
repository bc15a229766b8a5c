// A worker of one variant as a process of its own, so that its processor time can be told from everything else's.

import { createActivities } from '../activities';
import { createMailer } from '../activities/mailer';
import { createCodec } from '../codec/codec';
import { codecKeysFrom } from '../codec/codec-keys';
import { createDataConverter } from '../codec/data-converter';
import { createRulesStore } from '../codec/rules-store';
import { openRecords } from '../records/database';
import { buildWorkflowBundle } from '../worker/bundle';
import { createCaseWorker } from '../worker/worker';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { join } from 'node:path';
import { createPeerActivities } from './peer-activities';

const { BENCH_VARIANT, BENCH_TEMPORAL = '', BENCH_DATABASE = '', BENCH_SMTP = '', BENCH_FOLDER = '', BENCH_KEY = '', BENCH_QUEUE = '' } = process.env;
const CACHED = Number(process.env.BENCH_CACHED ?? 600);
// Activities that are tried again are counted and not logged one by one.
const logger = new DefaultLogger('ERROR');
Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

/** Calls of activities that failed; the workflow went another way or they were tried again. */
let failed = 0;

function counted<T extends object>(activities: T): T {
  const wrapped = Object.entries(activities).map(([name, run]) => [name, async (...args: unknown[]) => {
    try {
      return await (run as (...given: unknown[]) => Promise<unknown>)(...args);
    } catch (error) {
      failed += 1;
      throw error;
    }
  }]);
  return Object.fromEntries(wrapped) as T;
}

/** Ours, put together as worker/main.ts does, without the schedules of the post. */
async function ours(connection: NativeConnection): Promise<Worker> {
  const secret = Buffer.from(BENCH_KEY, 'base64');
  const records = openRecords({ url: BENCH_DATABASE, key: secret });
  const rules = createRulesStore({ folder: join(BENCH_FOLDER, 'rules'), fetch: (hash) => records.rulesBySet(hash) });
  for (const hash of await records.ruleSets()) await rules.get(hash);
  const entry = process.env.BENCH_ENTRY;
  return createCaseWorker({
    connection,
    bundle: await buildWorkflowBundle(entry === undefined ? {} : { entry }),
    activities: counted(createActivities({
      records,
      mailer: createMailer({ url: BENCH_SMTP, from: 'caseway@example.org' }),
      baseUrl: 'https://cases.example.org',
      copies: join(BENCH_FOLDER, 'copies'),
      now: () => new Date(),
      log: { info: () => undefined, warn: (details: object, message: string) => logger.warn(message, { ...details }) },
    })),
    codec: createCodec({ keys: codecKeysFrom(secret), rules }),
    taskQueue: BENCH_QUEUE,
    maxCachedWorkflows: CACHED,
  });
}

/** As the SDK's samples have it. */
async function plain(connection: NativeConnection): Promise<Worker> {
  return Worker.create({
    connection,
    taskQueue: BENCH_QUEUE,
    workflowBundle: await bundleWorkflowCode({ workflowsPath: join(__dirname, 'plain', 'workflows.ts'), logger }),
    activities: counted(await createPeerActivities(BENCH_DATABASE, BENCH_SMTP)),
    maxCachedWorkflows: CACHED,
  });
}

/** With everything that ours has: codec, short build id, the same settings. */
async function tuned(connection: NativeConnection): Promise<Worker> {
  const codec = createCodec({ keys: codecKeysFrom(Buffer.from(BENCH_KEY, 'base64')), rules: createRulesStore({ folder: join(BENCH_FOLDER, 'rules') }) });
  const dataConverter = createDataConverter(codec);
  return Worker.create({
    connection,
    taskQueue: BENCH_QUEUE,
    buildId: 'tuned-0123456789abcdef',
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: join(__dirname, 'tuned', 'workflows.ts'), failureConverterPath: dataConverter.failureConverterPath, logger,
    }),
    activities: counted(await createPeerActivities(BENCH_DATABASE, BENCH_SMTP)),
    dataConverter,
    maxCachedWorkflows: CACHED,
    stickyQueueScheduleToStartTimeout: 1_000,
  });
}

/** Nothing but a workflow that answers. */
async function bare(connection: NativeConnection): Promise<Worker> {
  return Worker.create({
    connection,
    taskQueue: BENCH_QUEUE,
    workflowBundle: await bundleWorkflowCode({ workflowsPath: join(__dirname, 'bare', 'workflows.ts'), logger }),
  });
}

const VARIANTS: Record<string, (connection: NativeConnection) => Promise<Worker>> = { plain, tuned, ours, bare };

async function main(): Promise<void> {
  const connection = await NativeConnection.connect({ address: BENCH_TEMPORAL });
  const make = VARIANTS[BENCH_VARIANT ?? ''];
  if (!make) throw new Error(`There is no variant ${BENCH_VARIANT}.`);
  const worker = await make(connection);
  const running = worker.run();
  process.once('SIGTERM', () => worker.shutdown());
  process.on('message', (message) => {
    if (message === 'collect') (globalThis as { gc?: () => void }).gc?.();
    process.send?.({ failed });
  });
  process.send?.({ ready: true });
  await running;
  await connection.close();
}

main().then(() => process.exit(0), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
