// What a command is given to work with: its input and outputs, the environment and the folder it was called in.

import type { Readable, Writable } from 'node:stream';

export interface Terminal {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  env: Readonly<Record<string, string | undefined>>;
  /** Paths are relative to it. */
  cwd: string;
  /** The present day as `YYYY-MM-DD`. @default the machine's, in UTC */
  today?: string;
  /** Resolves when the person wants it to end (Ctrl-C). @default never */
  ended?: Promise<unknown>;
}

/** Exit codes: 0 fine, 1 problems or a refusal, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** How a command is run: it gets the terminal and gives the exit code. */
export type Run = (command: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** Thrown by commands that were called wrongly: one sentence, and what to do. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';

  constructor(message: string, readonly fix: string) {
    super(message);
  }
}

export const writeLine = (to: Writable, line = ''): void => void to.write(`${line}\n`);

/** All that comes in on standard input. */
export async function readInput(stdin: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
