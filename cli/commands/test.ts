// `caseway test`: plays scenarios of a definitions folder on a virtual clock, and says what none of them reaches.

import type { Command } from 'commander';
import type * as PlayScenariosModule from '../play-scenarios';
import type { TestOptions } from '../tested';
import type { Run } from '../terminal';

/** Adds the command. */
export function addTestCommand(program: Command, run: Run): void {
  program.command('test')
    .description('play scenarios: a process\'s own tests, in milliseconds, by the code that runs the cases')
    .argument('[paths...]', 'definitions folders, or scenario files in them (default: definitions)')
    .option('--json', 'print results, coverage and problems as JSON')
    .option('--uncovered', 'list what no scenario reaches, each with its line')
    .option('--min-coverage <percent>', 'fail where the scenarios of a process reach less of it')
    .addHelpText('after', `
Scenarios are YAML files in scenarios/<process>/. Exit code 1 when one fails or cannot be read, or when too little is reached.

Examples:
  $ caseway test
  $ caseway test --min-coverage 90 definitions
  $ caseway test definitions/scenarios/child_protection/nobody_answers.yaml`)
    .action((paths: string[], options: TestOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { playScenarios } = require('../play-scenarios') as typeof PlayScenariosModule;
      return playScenarios(paths, options, terminal);
    }));
}
