// What all commands that ask the API have in common: its address and token, and how answers and refusals are printed.

import type { Command } from 'commander';
import pc from 'picocolors';
import type { ApiAnswer, ApiClient } from '../api/client';
import { createApiClient } from '../api/client';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

const DEFAULT_URL = 'http://127.0.0.1:8080';

export interface ApiOptions {
  url?: string;
  token?: string;
  language?: string;
  key?: string;
  json?: boolean;
}

/** Adds the options by which a command finds the API. */
export function withApi(command: Command): Command {
  return command
    .option('--url <address>', `address of Caseway (or CASEWAY_URL; default ${DEFAULT_URL})`)
    .option('--token <token>', 'who you are: cw_… (or CASEWAY_TOKEN)')
    .option('--language <tag>', 'language of titles and errors, such as ar')
    .option('--json', 'print the answer as JSON');
}

/** As withApi, for a command that changes something. */
export const withKey = (command: Command): Command =>
  withApi(command).option('--key <key>', 'Idempotency-Key: the same key again gives the first answer (default: a new one)');

/** @throws WrongUse without a token or with an address that is none */
export function clientFor(options: ApiOptions, { env }: Terminal): ApiClient {
  const url = options.url ?? env['CASEWAY_URL'] ?? DEFAULT_URL;
  if (!/^https?:\/\/[^\s/]+/.test(url)) throw new WrongUse(`This is no address: ${JSON.stringify(url)}.`, `Write it as ${DEFAULT_URL}.`);
  const token = options.token ?? env['CASEWAY_TOKEN'];
  if (token === undefined || token === '') throw new WrongUse('Nobody is signed in.', 'Give your token with --token cw_… or in CASEWAY_TOKEN; `caseway start` prints tokens to try it with.');
  return createApiClient({ url, token, language: options.language });
}

/** Prints an answer: as JSON, or by `print`. A problem is printed with its fix. Gives the exit code. */
export function printAnswer(answer: ApiAnswer, { json }: ApiOptions, terminal: Terminal, print: (body: never) => string[]): ExitCode {
  if (json) writeLine(terminal.stdout, JSON.stringify(answer.ok ? answer.body : answer.problem, null, 2));
  else if (answer.ok) for (const line of print(answer.body as never)) writeLine(terminal.stdout, line);
  if (answer.ok) return 0;
  if (!json) for (const line of problemLines(answer.problem)) writeLine(terminal.stderr, line);
  return 1;
}

function problemLines({ title, detail, code, fix, against = [] }: Extract<ApiAnswer, { ok: false }>['problem']): string[] {
  const shown = detail === undefined ? against.map(({ id, text, expected }) => `  ${text ?? id ?? ''}${text === undefined && expected !== undefined ? `: expected ${expected}` : ''}`) : [];
  return [`${pc.red(detail ?? title)} ${pc.dim(`(${code})`)}`, ...shown, `${pc.dim('→')} ${fix}`];
}
