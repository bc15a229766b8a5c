// The API as a process: settings, records, rules at hand, codec, gateway and the application put together; ready when it listens.

process.env['TZ'] = 'UTC';

import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createCodec } from '../codec/codec';
import { codecKeysFrom } from '../codec/codec-keys';
import { createDataConverter } from '../codec/data-converter';
import { createRulesStore } from '../codec/rules-store';
import { ConfigError, readConfig, SERVICE_SETTINGS } from '../config';
import { openRecords } from '../records/database';
import { buildApp } from './app';
import type { CaseGateway } from './case-gateway';
import { logFailure } from './logging';
import { createMailReading } from './mail-reading';
import { createReadiness } from './readiness';
import type { App } from './route';
import { createTemporalGateway } from './temporal-gateway';

async function main(): Promise<void> {
  const config = readConfig(process.env, [...SERVICE_SETTINGS, 'dataFolder'] as const);
  const key = Buffer.from(config.key, 'base64');
  const now = (): Date => new Date();
  const records = openRecords({ url: config.databaseUrl, key });
  const rules = createRulesStore({ folder: join(config.dataFolder, 'rules'), fetch: (hash) => records.rulesBySet(hash) });
  const codec = createCodec({ keys: codecKeysFrom(key), rules });
  // Lazy: the API answers, and says that the service is away, also when the service comes up later than the API.
  const connection = Connection.lazy({ address: config.temporalAddress });
  const client = new Client({ connection, namespace: config.temporalNamespace, dataConverter: createDataConverter(codec) });
  const log: { of?: App } = {};
  const gateway = createTemporalGateway(client, (failure) => log.of && logFailure(log.of.log, failure));
  // Rules that are at hand here travel as their hash.
  const cases: CaseGateway = {
    act: (call) => gateway.act(call),
    bounced: (agency, number, outcomes) => gateway.bounced(agency, number, outcomes),
    open: async (call, of) => (await rules.put(of), gateway.open(call, of)),
    reopen: async (call, of, closed) => (await rules.put(of), gateway.reopen(call, of, closed)),
  };
  const app = await buildApp({
    records, cases, installationKey: key, publicUrl: config.publicUrl.replace(/\/+$/, ''), now, logLevel: config.logLevel,
    readiness: createReadiness({ records, connection, namespace: config.temporalNamespace, now }),
    ...(config.mailFolder !== undefined && { mails: createMailReading(config.mailFolder) }),
  });
  log.of = app;
  const stop = async (): Promise<void> => {
    await app.close();
    await records.close();
    await connection.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  await app.listen({ host: config.host, port: config.port });
  process.stdout.write('{"ready":true}\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
  process.exit();
});
