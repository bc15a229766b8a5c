// `caseway start` and `caseway demo`: everything on one computer, to work with or to watch.

import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type * as ConfigModule from '../../config';
import type * as DemoModule from '../demo';
import type * as StartModule from '../start';
import type * as PartModule from '../start-part';
import type { PartName } from '../start-part';
import type { Config, SettingName } from '../../config';
import { dataFolderOf, withData } from '../data-option';
import type { Run, Terminal } from '../terminal';
import { WrongUse, writeLine } from '../terminal';

/** Definitions of the repository, where no folder is named. */
const SHIPPED_DEFINITIONS = join(__dirname, '..', '..', 'definitions');

const PART_NAMES = ['prepare', 'worker', 'api'] as const satisfies readonly PartName[];

interface StartOptions {
  data?: string;
  port?: string;
  definitions?: string;
  only?: PartName;
}

/** Adds both commands. Their parts are loaded when they are called: `caseway check` has no need of a Temporal client. */
export function addStartCommands(program: Command, run: Run): void {
  withData(program.command('start').description('run everything on this computer: Temporal service, PostgreSQL, mail catcher, worker, API'))
    .option('--port <number>', 'port of the API (or PORT; default 8080)')
    .option('--definitions <folder>', 'the folder of processes, calendars and agencies (default: the shipped one)')
    .addOption(new Option('--only <part>', 'one part alone, where an installation runs on several computers').choices(PART_NAMES))
    .addHelpText('after', `
TEMPORAL_ADDRESS, DATABASE_URL, SMTP_URL and PUBLIC_URL replace the embedded parts one by one.
Ctrl-C stops everything; what it keeps survives in the data folder.
With --only all of them and CASEWAY_KEY are needed: \`prepare\` brings the tables and the rules up to date and ends, then any
number of \`worker\` and \`api\` run, each with a data folder of its own.

Examples:
  $ caseway start
  $ caseway start --data ~/cases --port 9000
  $ caseway start --only worker --data /var/lib/caseway-worker`)
    .action((options: StartOptions) => run(async (terminal) => {
      if (options.only !== undefined) return (await startOnly(options.only, options, terminal)) === 0 ? 0 : 1;
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { start } = require('../start') as typeof StartModule;
      const config = settings(options, terminal);
      return (await start({
        config, port: config.port, dataFolder: resolve(terminal.cwd, dataFolderOf(options, terminal)), ...common(options, terminal),
      })) === 0 ? 0 : 1;
    }));

  program.command('demo')
    .description('play one case from registration to closure, with its real clocks, in a minute')
    .addHelpText('after', '\nIt runs in a folder of its own and leaves nothing behind.\n\nExample:\n  $ caseway demo')
    .action(() => run(async (terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { demo } = require('../demo') as typeof DemoModule;
      return (await demo({ config: settings({}, terminal), ...common({}, terminal) })) === 0 ? 0 : 1;
    }));
}

/** One part alone. Gives its exit code. */
async function startOnly(part: PartName, options: StartOptions, terminal: Terminal): Promise<number> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
  const { SHARED_SETTINGS, startOnlyPart } = require('../start-part') as typeof PartModule;
  return startOnlyPart(part, { config: settings(options, terminal, SHARED_SETTINGS), dataFolder: resolve(terminal.cwd, dataFolderOf(options, terminal)), ...common(options, terminal) });
}

const common = ({ definitions }: StartOptions, terminal: Terminal) => ({
  environment: terminal.env,
  definitionsFolder: definitions === undefined ? SHIPPED_DEFINITIONS : resolve(terminal.cwd, definitions),
  write: (line: string): void => writeLine(terminal.stdout, line),
  ended: terminal.ended ?? new Promise<never>(() => undefined),
});

/** @throws WrongUse for a port that is none, and for settings of the environment that are wrong */
function settings<Needed extends SettingName = never>({ port }: StartOptions, { env }: Terminal, needed: readonly Needed[] = []): Config<Needed> {
  if (port !== undefined && !/^\d+$/.test(port)) throw new WrongUse(`This is no port: ${JSON.stringify(port)}.`, 'Give a number from 1 to 65535.');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
  const { ConfigError, readConfig } = require('../../config') as typeof ConfigModule;
  try {
    return readConfig({ ...env, ...(port !== undefined && { PORT: port }) }, needed);
  } catch (error) {
    if (error instanceof ConfigError) throw new WrongUse(error.message, 'Correct them, or unset them for the defaults.');
    throw error;
  }
}
