// A PostgreSQL data directory of our own: created once, whole or not at all, with a password that only its owner can read.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from './engine-error';
import { type PostgresPrograms, type SystemUser, findClosedFolder } from './postgres-programs';

/** The database user, owner of everything in this cluster. */
export const DATABASE_USER = 'caseway';

export interface PostgresCluster {
  /** What `postgres -D` is given. */
  directory: string;
  password: string;
}

/**
 * Opens the cluster in a folder, or creates it there: `<folder>/cluster` and `<folder>/password`.
 *
 * @param user as whom PostgreSQL runs, see findPostgresUser.
 * @param durable false only for tests: the new files are not synced.
 * @throws EngineError `data-folder-not-traversable`, `postgres-program-unreachable`, `postgres-start-failed`, `data-folder-key-missing`.
 */
export async function openCluster(
  folder: string,
  programs: PostgresPrograms,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<PostgresCluster> {
  // 0711 for root: the user postgres must pass through, and may see nothing else.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) {
    await chmod(folder, 0o711);
    await assertWayIsFree(join(folder, 'cluster'), programs, user);
  }
  const directory = join(folder, 'cluster');
  const passwordFile = join(folder, 'password');
  const existing = await readFile(passwordFile, 'utf8').catch(() => undefined);
  if ((await stat(join(directory, 'PG_VERSION')).catch(() => undefined)) !== undefined) {
    if (existing === undefined) throw passwordMissing(passwordFile);
    return { directory, password: existing.trim() };
  }
  // The password first: a cluster that stands has one.
  const password = existing?.trim() ?? randomBytes(24).toString('base64url');
  if (existing === undefined) await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await createCluster(directory, password, programs, user, durable);
  return { directory, password };
}

/** Creates it under another name first, so that one cut short is never taken for a whole one. */
async function createCluster(
  directory: string,
  password: string,
  { initdb }: PostgresPrograms,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<void> {
  const unfinished = `${directory}.new`;
  const passwordForInit = `${directory}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordForInit, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) {
    await chown(unfinished, user.uid, user.gid);
    await chown(passwordForInit, user.uid, user.gid);
  }
  try {
    // The built-in locale is the same on every computer; lists that people read name their collation themselves.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--auth=scram-sha-256', `--username=${DATABASE_USER}`, `--pwfile=${passwordForInit}`];
    await runInit(initdb, [`--pgdata=${unfinished}`, ...access, ...locale, ...(durable ? [] : ['--no-sync'])], user);
    await rename(unfinished, directory);
  } finally {
    await rm(passwordForInit, { force: true });
  }
}

async function runInit(initdb: string, args: string[], user: SystemUser | undefined): Promise<void> {
  // Where it may stand: the folder that this process was started in need not be open to the other user.
  const child = spawn(initdb, args, { ...(user ?? {}), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new EngineError(
    'postgres-start-failed',
    `The database could not be created (${code}): ${output.trim().split('\n').at(-1) ?? ''}`,
    'Check that the disk is not full and that the data folder can be written, or set DATABASE_URL to a PostgreSQL server.',
  );
}

async function assertWayIsFree(directory: string, programs: PostgresPrograms, user: SystemUser): Promise<void> {
  const closed = await findClosedFolder(directory, user);
  if (closed !== undefined) {
    throw new EngineError(
      'data-folder-not-traversable',
      `PostgreSQL runs as the user "postgres" when Caseway is started by root, and that user may not pass through ${closed}.`,
      `Choose a data folder elsewhere (--data /var/lib/caseway), start Caseway as an ordinary user, or open the folder: chmod o+x ${closed}`,
    );
  }
  const closedToProgram = await findClosedFolder(programs.postgres, user);
  if (closedToProgram === undefined) return;
  throw new EngineError(
    'postgres-program-unreachable',
    `PostgreSQL runs as the user "postgres" when Caseway is started by root, and that user may not pass through ${closedToProgram} to the program ${dirname(programs.postgres)}.`,
    `Put Caseway elsewhere (/opt/caseway), start it as an ordinary user, or open the folder: chmod o+x ${closedToProgram}`,
  );
}

function passwordMissing(file: string): EngineError {
  return new EngineError(
    'data-folder-key-missing',
    `The data folder has a database but not the password for it (${file}).`,
    'Put the file back from a copy of the data folder.',
  );
}
