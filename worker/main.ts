// The worker as a process: settings, records, rules at hand, codec, activities and the worker put together; ready when it polls.

process.env['TZ'] = 'UTC';

import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { createActivities } from '../activities';
import { createMailer } from '../activities/mailer';
import { createWebhookPost } from '../activities/webhook-post';
import { createWebhookRound } from '../activities/webhooks';
import { createCodec } from '../codec/codec';
import { codecKeysFrom } from '../codec/codec-keys';
import { createDataConverter } from '../codec/data-converter';
import { createRulesStore } from '../codec/rules-store';
import { readConfig, SERVICE_SETTINGS } from '../config';
import { openRecords } from '../records/database';
import { onPublished } from '../records/publications';
import { buildWorkflowBundle } from './bundle';
import { followPublications } from './follow-publications';
import { confirmRecords } from './confirm-records';
import { keepRetention } from './keep-retention';
import { repeat } from './rounds';
import { createCaseWorker } from './worker';

async function main(): Promise<void> {
  const config = readConfig(process.env, [...SERVICE_SETTINGS, 'smtpUrl', 'dataFolder'] as const);
  const log = pino({ level: config.logLevel });
  Runtime.install({ logger: runtimeLogger(log), shutdownSignals: [] });
  const secret = Buffer.from(config.key, 'base64');
  const records = openRecords({ url: config.databaseUrl, key: secret });
  const rules = createRulesStore({ folder: join(config.dataFolder, 'rules'), fetch: (hash) => records.rulesBySet(hash) });
  const codec = createCodec({ keys: codecKeysFrom(secret), rules });
  const mailer = createMailer({ url: config.smtpUrl, from: config.mailFrom });
  const [bundle, connection, clientConnection] = await Promise.all([
    buildWorkflowBundle(),
    NativeConnection.connect({ address: config.temporalAddress }),
    Connection.connect({ address: config.temporalAddress }),
  ]);
  const client = new Client({ connection: clientConnection, namespace: config.temporalNamespace, dataConverter: createDataConverter(codec) });
  const follower = followPublications({ records, rules, client, log });
  const subscription = await onPublished(config.databaseUrl, () => void follower.follow());
  await follower.follow();
  const tellWebhooks = createWebhookRound({
    records, post: createWebhookPost({ allowPrivate: config.webhookNetworks === 'all' }), baseUrl: config.publicUrl.replace(/\/+$/, ''), now: () => new Date(), log,
  });
  const { watch, ...activities } = createActivities({
    records, mailer, baseUrl: config.publicUrl, copies: join(config.dataFolder, 'copies'), now: () => new Date(), log,
  });
  const worker = await createCaseWorker({ connection, namespace: config.temporalNamespace, bundle, activities, codec });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => worker.shutdown());
  const running = worker.run();
  const now = (): Date => new Date();
  const rounds = [
    repeat(() => confirmRecords({ records, client, log }), { everyMs: 5_000, what: 'compare the records with the histories', log }),
    repeat(watch, { everyMs: 60_000, what: 'look for cases that have missed their time', log }),
    repeat(tellWebhooks, { everyMs: 5_000, what: 'tell the webhooks', log }),
    repeat(() => keepRetention({ records, client, now, log }), { everyMs: 3_600_000, what: 'see to the cases whose time is over', log }),
  ];
  process.stdout.write('{"ready":true}\n');
  await running;
  await Promise.all(rounds.map((one) => one.stop()));
  await subscription.close();
  mailer.close();
  await Promise.all([records.close(), clientConnection.close(), connection.close()]);
}

/** Temporal's own messages among ours, without the details that could hold more than is meant for a log. */
function runtimeLogger(log: pino.Logger) {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string) => log[level]({ from: 'temporal' }, message);
  return {
    log: (level: string, message: string) => log[level === 'WARN' ? 'warn' : level === 'ERROR' ? 'error' : 'debug']({ from: 'temporal' }, message),
    trace: at('debug'), debug: at('debug'), info: at('debug'), warn: at('warn'), error: at('error'),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
  process.exit();
});
