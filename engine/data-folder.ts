// The one folder in which Caseway on one computer keeps everything: where each part's things are, who has it open, which version made it.
import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { writeDurably } from './durable-file';
import { EngineError, reasonOf, systemCode } from './engine-error';
import { acquireLock, type Lock } from './lock-file';
import { POSTGRES_MAJOR } from './postgres-programs';
import { openSecretKey, type SecretKey } from './secret-key';
import { isAtLeast } from './temporal-build';
import { TEMPORAL_VERSION } from './temporal-binary';

/** Raised when the arrangement of the folder changes so that an older Caseway could not read it. */
const FORMAT = 1;

/** Where things are in a data folder. Nothing of it needs to exist. */
export interface DataFolderPlaces {
  /** Absolute. */
  path: string;
  temporalDatabase: string;
  temporalLog: string;
  postgresFolder: string;
  postgresLog: string;
  mailFolder: string;
  /** The installation's own logs. */
  logFolder: string;
}

/** A data folder that this process has open, and no other. */
export interface DataFolder extends DataFolderPlaces {
  /** The installation's secret. Never to be logged or sent. */
  secretKey: Buffer;
  /** Says which secret it is without giving it away. */
  keyId: string;
  /** Lets another process open it. May be called again. */
  close(): Promise<void>;
}

interface Versions {
  format: number;
  temporal: string;
  postgres: number;
  keyId: string;
}

/** Where things are in the data folder at this path, for whoever only reads some of them. */
export function placesIn(folder: string): DataFolderPlaces {
  const path = resolve(folder);
  return {
    path,
    temporalDatabase: join(path, 'temporal', 'temporal.db'),
    temporalLog: join(path, 'logs', 'temporal.log'),
    postgresFolder: join(path, 'postgres'),
    postgresLog: join(path, 'logs', 'postgres.log'),
    mailFolder: join(path, 'mails'),
    logFolder: join(path, 'logs'),
  };
}

/**
 * Opens the data folder, creating it when there is none, and keeps other processes out until it is closed or this process ends.
 *
 * @throws EngineError `data-folder-in-use`, `data-folder-newer`, `data-folder-older-postgres`, `data-folder-unusable`, `data-folder-key-missing`.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const places = placesIn(folder);
  const versionsFile = join(places.path, 'caseway.json');
  await createFolder(places.path, versionsFile);
  const lock = await lockFolder(places.path);
  try {
    const versions = await readVersions(versionsFile);
    if (versions !== undefined) assertReadable(places.path, versions);
    const secret = await openSecretKey(join(places.path, 'secret.key'), versions?.keyId);
    await writeVersions(versionsFile, versions, secret);
    for (const part of ['temporal', 'logs', 'mails']) await mkdir(join(places.path, part), { recursive: true, mode: 0o700 });
    return { ...places, secretKey: secret.key, keyId: secret.id, close: lock.release };
  } catch (error) {
    await lock.release();
    throw asEngineError(places.path, error);
  }
}

/** Creates the folder, or makes sure that one which is there is ours or empty: nothing is strewn into somebody's home. */
async function createFolder(path: string, versionsFile: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if ((await readVersionsText(versionsFile)) !== undefined) return;
    const foreign = (await readdir(path)).find((name) => !isOurs(name));
    if (foreign !== undefined) {
      throw new EngineError(
        'data-folder-unusable',
        `The folder ${path} is not a data folder of Caseway and is not empty (it has "${foreign}").`,
        'Choose an empty folder, or one that does not exist yet, with --data.',
      );
    }
    // Started by root, PostgreSQL runs as another user, who must pass through; what is inside is closed to everybody else.
    await chmod(path, userInfo().uid === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw asEngineError(path, error);
  }
}

/** Names that a start which was cut short can leave before the folder has its versions. */
function isOurs(name: string): boolean {
  return /^(lock|secret\.key|caseway\.json)(\.|$)/.test(name);
}

async function lockFolder(path: string): Promise<Lock> {
  const answer = await acquireLock(join(path, 'lock')).catch((error: unknown) => {
    throw asEngineError(path, error);
  });
  if (answer.lock !== undefined) return answer.lock;
  throw new EngineError(
    'data-folder-in-use',
    `The data folder ${path} is used by a Caseway that is running (process ${answer.holder.pid}).`,
    'Stop that one, or choose another folder with --data.',
  );
}

async function readVersionsText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readVersions(file: string): Promise<Versions | undefined> {
  const text = await readVersionsText(file);
  if (text === undefined) return undefined;
  const read = parseVersions(text);
  if (read !== undefined) return read;
  throw new EngineError(
    'data-folder-unusable',
    `The file ${file} is damaged, so it cannot be told which version of Caseway made this folder.`,
    'Put the file back from a copy of the data folder, or choose another folder with --data.',
  );
}

function parseVersions(text: string): Versions | undefined {
  try {
    const read = JSON.parse(text) as Partial<Record<keyof Versions, unknown>> | null;
    if (typeof read !== 'object' || read === null) return undefined;
    const { format, temporal, postgres, keyId } = read;
    if (typeof format !== 'number' || typeof temporal !== 'string') return undefined;
    if (typeof postgres !== 'number' || typeof keyId !== 'string') return undefined;
    return { format, temporal, postgres, keyId };
  } catch {
    return undefined;
  }
}

function assertReadable(path: string, made: Versions): void {
  if (made.format > FORMAT || made.postgres > POSTGRES_MAJOR || !isAtLeast(TEMPORAL_VERSION, made.temporal)) {
    throw new EngineError(
      'data-folder-newer',
      `The data folder ${path} was made by a newer Caseway (format ${made.format}, Temporal ${made.temporal}, PostgreSQL ${made.postgres}; this one has format ${FORMAT}, Temporal ${TEMPORAL_VERSION}, PostgreSQL ${POSTGRES_MAJOR}).`,
      'Use that version or a later one, or choose another folder with --data.',
    );
  }
  if (made.postgres < POSTGRES_MAJOR) {
    throw new EngineError(
      'data-folder-older-postgres',
      `The data folder ${path} holds a database of PostgreSQL ${made.postgres}, which PostgreSQL ${POSTGRES_MAJOR} cannot open.`,
      'Start the Caseway that made it and move the database to a PostgreSQL server, then set DATABASE_URL.',
    );
  }
}

/** Written before the parts start, because a newer Temporal changes its file when it opens it. */
async function writeVersions(file: string, before: Versions | undefined, secret: SecretKey): Promise<void> {
  const now: Versions = { format: FORMAT, temporal: TEMPORAL_VERSION, postgres: POSTGRES_MAJOR, keyId: secret.id };
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  await writeDurably(file, `${JSON.stringify(now)}\n`);
}

function asEngineError(path: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(
    'data-folder-unusable',
    `The data folder ${path} cannot be used (${reasonOf(error)}).`,
    'Choose a folder that can be written, with --data.',
    { cause: error },
  );
}
