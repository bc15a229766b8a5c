// The `caseway` program: hands the process over to the command and sets its exit code.

import { runCli } from './program';

/** npm passes Ctrl-C on to a process that the terminal has told already: a second one so soon is the same. */
const SAME_MS = 2_000;

/** Resolves at the first Ctrl-C or request to end; a later one, from somebody who has waited enough, ends the process as it is. */
const ended = new Promise<void>((resolve) => {
  let first: number | undefined;
  const end = (): void => {
    if (first !== undefined && performance.now() - first > SAME_MS) process.exit(130);
    first ??= performance.now();
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
});

const { argv, stdin, stdout, stderr, env } = process;
// A reader that has seen enough (`caseway check | head`) is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// npm runs scripts in the repository's folder; INIT_CWD is where the person is.
const cwd = env['npm_lifecycle_event'] !== undefined && env['INIT_CWD'] !== undefined ? env['INIT_CWD'] : process.cwd();

runCli({ argv: argv.slice(2), stdin, stdout, stderr, env, cwd, ended }).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
