// Everything that Caseway needs on one computer, brought up part by part and stopped in the other order.

import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config } from '../config';
import { toEnvironment } from '../config';
import type { DataFolder } from '../engine/data-folder';
import { openDataFolder } from '../engine/data-folder';
import { startMailCatcher } from '../engine/mail-catcher';
import { assertPortFree, findFreePort } from '../engine/ports';
import { startPostgres } from '../engine/postgres';
import { findTemporal } from '../engine/temporal-binary';
import { prepareNamespace } from '../engine/temporal-namespace';
import { startTemporalService } from '../engine/temporal-service';
import type { Records } from '../records/database';
import { openRecords } from '../records/database';
import { publishFolder } from './publish-folder';
import type { ServicePart } from './service-part';
import { startServicePart } from './service-part';
import type { TrialPerson } from './trial-staff';
import { ensureTrialStaff } from './trial-staff';

/** One line about a part that has come up, or about what is waited for. */
export type Say = (part: string, text: string) => void;

export interface InstallationOptions {
  /** The settings that replace embedded parts one by one. */
  config: Config;
  /** Passed on to the parts, and where programs are looked for. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Where the data are kept. */
  dataFolder: string;
  /** Port of the API. */
  port: number;
  definitionsFolder: string;
  /** Where built programs are kept, outside of any repository. */
  cacheDir: string;
  say: Say;
  /** For the demo: a Temporal service in which one case's clock can be moved ahead. */
  timeSkipping?: boolean;
}

export interface Installation {
  url: string;
  temporalAddress: string;
  /** Secrets may stand in both: never to be logged. */
  databaseUrl: string;
  smtpUrl: string;
  /** Process ids of the parts that run here; whoever measures or tests crashes needs them. */
  pids: { temporal?: number; postgres?: number; worker(): number; api(): number };
  /** The folder of the embedded mail catcher; undefined when SMTP_URL replaces it. */
  mailFolder: string | undefined;
  secretKey: Buffer;
  folder: DataFolder;
  /** People to try it with, each with a token; empty where the agency has staff of its own. */
  people: TrialPerson[];
  records: Records;
  /** Resolves with a sentence when a part has ended by itself and cannot go on. */
  broken: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts all parts and resolves when people can sign in. What was started is stopped again when a later part fails.
 *
 * @throws EngineError, RecordsError or PartFailed with one clear sentence and what to do.
 */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last().catch(() => undefined);
  };
  try {
    return await bringUp(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<unknown>)[];

async function bringUp(options: InstallationOptions, stops: Stops, stop: () => Promise<void>): Promise<Installation> {
  const { config, say, port } = options;
  const folder = await openDataFolder(options.dataFolder);
  stops.push(() => folder.close());
  say('data', folder.path);
  await assertPortFree(port, 'the API');
  const broken = createBroken();
  const [temporal, postgres] = await Promise.all([bringUpTemporal(options, folder, stops, broken), bringUpPostgres(options, folder, stops, broken)]);
  const [temporalAddress, databaseUrl] = [temporal.address, postgres.url];
  const mail = await bringUpMail(options, folder, stops);
  const secretKey = config.key === undefined ? folder.secretKey : Buffer.from(config.key, 'base64');
  const records = openRecords({ url: databaseUrl, key: secretKey });
  stops.push(() => records.close());
  const migrated = await records.migrate();
  if (migrated.length > 0) say('records', `tables brought up to date (${migrated.length} steps)`);
  await publishFolder({ folder: options.definitionsFolder, memory: join(folder.path, 'published.json'), records, say });
  const people = await ensureTrialStaff(records, join(folder.path, 'tokens.json'));
  const url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
  const environment = {
    ...options.environment,
    ...toEnvironment({
      temporalAddress, temporalNamespace: config.temporalNamespace, databaseUrl, smtpUrl: mail.url, mailFrom: config.mailFrom, publicUrl: url,
      key: secretKey.toString('base64'), dataFolder: folder.path, host: config.host, port, logLevel: config.logLevel,
      ...(mail.folder !== undefined && { mailFolder: mail.folder }),
    }),
    TZ: 'UTC',
  };
  const start = (name: 'worker' | 'api'): Promise<ServicePart> =>
    startServicePart({ name, environment, logFile: join(folder.logFolder, `${name}.log`), onBroken: broken.report });
  const parts = await Promise.all([start('worker'), start('api')]);
  for (const part of parts) stops.push(() => part.stop());
  say('worker', 'takes cases');
  say('api', url);
  const pids = { ...temporal.pids, ...postgres.pids, worker: () => parts[0].pid(), api: () => parts[1].pid() };
  return { url, temporalAddress, databaseUrl, smtpUrl: mail.url, pids, mailFolder: mail.folder, secretKey, folder, people, records, broken: broken.promise, stop };
}

interface Broken {
  promise: Promise<string>;
  report(sentence: string): void;
}

function createBroken(): Broken {
  let report: (sentence: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (report = resolve));
  return { promise, report: (sentence) => report(sentence) };
}

async function bringUpTemporal(options: InstallationOptions, folder: DataFolder, stops: Stops, broken: Broken): Promise<{ address: string; pids: { temporal?: number } }> {
  const { config, say } = options;
  if (config.temporalAddress !== undefined) {
    const connection = await Connection.connect({ address: config.temporalAddress, connectTimeout: '10 s' });
    await prepareNamespace(connection, { namespace: config.temporalNamespace }).finally(() => connection.close());
    say('temporal', `${config.temporalAddress}, namespace ${config.temporalNamespace}`);
    return { address: config.temporalAddress, pids: {} };
  }
  const binary = await findTemporal({
    cacheDir: options.cacheDir, path: options.environment['PATH'] ?? '', onProgress: (line) => say('temporal', line),
  });
  const service = await startTemporalService({
    binary, port: await findFreePort(), databaseFile: folder.temporalDatabase, logFile: folder.temporalLog, namespace: config.temporalNamespace,
    timeSkipping: options.timeSkipping === true,
  });
  stops.push(() => service.stop());
  void service.exited.then(() => broken.report(`The Temporal service has ended by itself; see ${folder.temporalLog}.`));
  say('temporal', `${service.address} (its data: ${folder.temporalDatabase})`);
  return { address: service.address, pids: { temporal: service.pid } };
}

async function bringUpPostgres(options: InstallationOptions, folder: DataFolder, stops: Stops, broken: Broken): Promise<{ url: string; pids: { postgres?: number } }> {
  const { config, say } = options;
  if (config.databaseUrl !== undefined) {
    say('postgres', 'the server that DATABASE_URL names');
    return { url: config.databaseUrl, pids: {} };
  }
  const server = await startPostgres({ folder: folder.postgresFolder, port: await findFreePort(), logFile: folder.postgresLog });
  stops.push(() => server.stop());
  void server.exited.then(() => broken.report(`PostgreSQL has ended by itself; see ${folder.postgresLog}.`));
  say('postgres', `127.0.0.1:${server.port}`);
  return { url: server.url, pids: { postgres: server.pid } };
}

async function bringUpMail(options: InstallationOptions, folder: DataFolder, stops: Stops): Promise<{ url: string; folder?: string }> {
  const { config, say } = options;
  if (config.smtpUrl !== undefined) {
    say('mail', 'the server that SMTP_URL names');
    return { url: config.smtpUrl };
  }
  const catcher = await startMailCatcher({ folder: folder.mailFolder, port: 0 });
  stops.push(() => catcher.stop());
  say('mail', `caught here and not delivered; read it with: npx caseway mail list --data ${folder.path}`);
  return { url: catcher.url, folder: folder.mailFolder };
}
