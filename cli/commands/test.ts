// `caseway test`: plays the scenarios of a definitions folder on a virtual clock, and says what none of them reaches.

import type { Command } from 'commander';
import type * as PlayScenariosModule from '../play-scenarios';
import type { Run } from '../terminal';

/** Adds the command. */
export function addTestCommand(program: Command, run: Run): void {
  program.command('test')
    .description('play scenarios: a process\'s own tests, in milliseconds, by the code that runs the cases')
    .argument('[paths...]', 'definitions folders, or scenario files in them (default: definitions)')
    .option('--json', 'print results, coverage and problems as JSON')
    .option('--uncovered', 'list every rule that no scenario reaches')
    .addHelpText('after', `
Scenarios are YAML files in scenarios/<process>/. Exit code 1 when one fails, or cannot be read.

Examples:
  $ caseway test
  $ caseway test definitions/scenarios/child_protection/immediate_risk.yaml`)
    .action((paths: string[], options: { json?: boolean; uncovered?: boolean }) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { playScenarios } = require('../play-scenarios') as typeof PlayScenariosModule;
      return playScenarios(paths, options, terminal);
    }));
}
