// `caseway start`: everything on one computer in one terminal, a line for each part, and at the end how to sign in and what to try.

import { homedir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Config } from '../config';
import { EngineError } from '../engine/engine-error';
import { RecordsError } from '../records/records-error';
import type { Installation } from './installation';
import { startInstallation } from './installation';
import { PartFailed } from './service-part';
import type { TrialPerson } from './trial-staff';

export interface StartOptions {
  config: Config;
  environment: Readonly<Record<string, string | undefined>>;
  dataFolder: string;
  port: number;
  definitionsFolder: string;
  write(line: string): void;
  /** Resolves when the person wants it to end (Ctrl-C). */
  ended: Promise<unknown>;
}

/** Where programs that were built or downloaded are kept for all installations of this user. */
export const cacheFolder = (environment: StartOptions['environment']): string => environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');

/** Runs until it is ended. Gives the exit code: 0 when ended by the person, 1 when something could not start or broke. */
export async function start(options: StartOptions): Promise<number> {
  const { write } = options;
  const say = (part: string, text: string): void => write(`${pc.cyan(part.padEnd(12))}${text}`);
  let installation: Installation;
  try {
    installation = await startInstallation({ ...options, cacheDir: cacheFolder(options.environment), say });
  } catch (error) {
    write(`${pc.red('not started')} ${explain(error)}`);
    return 1;
  }
  welcome(installation, write);
  const broken = await Promise.race([options.ended.then(() => null), installation.broken]);
  write(broken === null ? 'Stopping …' : `${pc.red('stopped')} ${broken}`);
  await installation.stop();
  write('All parts have stopped. Nothing is lost: start again with the same command.');
  return broken === null ? 0 : 1;
}

/** One clear sentence and what to do; a defect shows itself as it is. */
export function explain(error: unknown): string {
  if (error instanceof EngineError || error instanceof RecordsError) return `${error.message}\n            ${error.fix}`;
  if (error instanceof PartFailed) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Who may sign in to try it, and with what. */
export function sayPeople(people: readonly TrialPerson[], write: (line: string) => void): void {
  if (people.length === 0) return;
  write('');
  write('Sign in with a token: Authorization: Bearer TOKEN, or for the caseway command:');
  const agencies = [...new Set(people.map(({ agency }) => agency))];
  for (const agency of agencies) {
    if (agencies.length > 1) write(`  ${pc.bold(agency)}`);
    for (const { name, roles, token } of people.filter((one) => one.agency === agency)) write(`  ${name.padEnd(8)} ${roles.join(', ').padEnd(14)} CASEWAY_TOKEN=${token}`);
  }
}

function welcome({ url, people, mailFolder }: Installation, write: (line: string) => void): void {
  write('');
  write(`${pc.bold('Caseway is running')} at ${url}   (API: ${url}/docs${mailFolder === undefined ? '' : `, mails: ${url}/dev/mail`})`);
  if (people.length > 0) {
    sayPeople(people, write);
    write('');
    write('Try this next, in a second terminal:');
    write(`  export CASEWAY_URL=${url} CASEWAY_TOKEN=${people[0]?.token}`);
    write('  npx caseway case open --process child_protection --answer risk=high');
    write('  npx caseway case list');
  }
  write('');
  write('Ctrl-C stops everything; what it keeps survives.');
}
