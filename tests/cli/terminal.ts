// A terminal under test: what a command is given, and what it has written.

import { Readable, Writable } from 'node:stream';
import { runCli } from '../../cli/program';
import type { ExitCode } from '../../cli/terminal';
import { ROOT } from '../house/tree';

export interface Ran {
  code: ExitCode;
  out: string;
  err: string;
}

export interface Given {
  stdin?: string;
  env?: Record<string, string>;
  cwd?: string;
}

/** Runs a command as it would be typed, in this process; colours are taken off. */
export async function caseway(argv: string[], { stdin = '', env = {}, cwd = ROOT }: Given = {}): Promise<Ran> {
  const out = collector();
  const err = collector();
  const code = await runCli({ argv, stdin: Readable.from([stdin]), stdout: out.stream, stderr: err.stream, env, cwd, today: '2026-06-01' });
  return { code, out: out.text(), err: err.text() };
}

function collector(): { stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk.toString()), done()) });
  return { stream, text: () => chunks.join('').replace(/\u001b\[\d+m/g, '') };
}
