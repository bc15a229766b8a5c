// `caseway start --only`: one part of an installation that runs on several computers, or what has to be done once before them.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config, SettingName } from '../config';
import { toEnvironment } from '../config';
import { openDataFolder } from '../engine/data-folder';
import { EngineError } from '../engine/engine-error';
import { prepareNamespace } from '../engine/temporal-namespace';
import { openRecords } from '../records/database';
import { publishFolder } from './publish-folder';
import { explain, sayPeople } from './start';
import type { TrialPerson } from './trial-staff';
import { ensureTrialStaff } from './trial-staff';

/** `prepare` brings tables, namespace and rules up to date and ends; the others run until they are ended. */
export type PartName = 'prepare' | 'worker' | 'api';

/** None of these is embedded where an installation runs on several computers: all of them share the same. */
export const SHARED_SETTINGS = ['temporalAddress', 'databaseUrl', 'smtpUrl', 'publicUrl', 'key'] as const satisfies readonly SettingName[];

export type SharedConfig = Config<(typeof SHARED_SETTINGS)[number]>;

export interface PartOptions {
  config: SharedConfig;
  /** Of this part alone. */
  dataFolder: string;
  definitionsFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
  write(line: string): void;
  /** Resolves when the person, or who looks after containers, wants it to end. */
  ended: Promise<unknown>;
}

/** Runs one part. Gives the exit code; what could not be done is said in a sentence. */
export async function startOnlyPart(part: PartName, options: PartOptions): Promise<number> {
  try {
    if (part !== 'prepare') return await runPart(part, options);
    sayPeople(await prepare(options), options.write);
    return 0;
  } catch (error) {
    options.write(`not started: ${explain(error)}`);
    return 1;
  }
}

/** Prepares what all parts share; gives the people to try it with. It may run again at any time, and changes nothing where all is up to date. */
async function prepare({ config, dataFolder, definitionsFolder, write }: PartOptions): Promise<TrialPerson[]> {
  const say = (what: string, text: string): void => write(`${what}: ${text}`);
  const connection = await Connection.connect({ address: config.temporalAddress, connectTimeout: '10 s' }).catch((error: unknown) => {
    throw new EngineError('temporal-not-answering', `No Temporal service answers at ${config.temporalAddress}.`, 'Check TEMPORAL_ADDRESS and that the service runs, and start this again.', { cause: error });
  });
  await prepareNamespace(connection, { namespace: config.temporalNamespace }).finally(() => connection.close());
  say('temporal', `${config.temporalAddress}, namespace ${config.temporalNamespace}`);
  const folder = await openDataFolder(dataFolder);
  const records = openRecords({ url: config.databaseUrl, key: Buffer.from(config.key, 'base64') });
  try {
    const migrated = await records.migrate();
    say('records', migrated.length > 0 ? `tables brought up to date (${migrated.length} steps)` : 'tables are up to date');
    await publishFolder({ folder: definitionsFolder, memory: join(folder.path, 'published.json'), records, say });
    return await ensureTrialStaff(records, join(folder.path, 'tokens.json'));
  } finally {
    await records.close();
    await folder.close();
  }
}

const ROOT = join(__dirname, '..');

/**
 * Runs a worker or an API with its log on the outputs of this process, as whoever looks after containers expects it, until it is ended.
 * One that ends by itself is not started again: that is left to who started this. Gives its exit code.
 */
async function runPart(name: 'worker' | 'api', { config, environment, dataFolder, ended }: PartOptions): Promise<number> {
  const records = openRecords({ url: config.databaseUrl, key: Buffer.from(config.key, 'base64'), poolSize: 1 });
  await records.assertMigrated().finally(() => records.close());
  const folder = await openDataFolder(dataFolder);
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), join(ROOT, name, 'main.ts')], {
    cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...toEnvironment({ ...config, dataFolder: folder.path }), TZ: 'UTC' },
  });
  let isWanted = false;
  void ended.then(() => ((isWanted = true), child.kill('SIGTERM')));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exit) => resolve(exit ?? 1));
  }).finally(() => folder.close());
  return isWanted ? code : code || 1;
}
