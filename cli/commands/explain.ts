// `caseway explain`: the timetable of a hypothetical case, before there is one.

import type { Command } from 'commander';
import type * as ExplainModule from '../explain';
import type { ExplainOptions } from '../explain';
import type { Run } from '../terminal';

const gather = (value: string, before: string[] = []): string[] => [...before, value];

/** Adds the command. */
export function addExplainCommand(program: Command, run: Run): void {
  program.command('explain')
    .description('the timetable of a hypothetical case: what opens, is due, and who is told when')
    .argument('<process>', 'id of a process of the definitions folder, or the path of its file')
    .option('--set <field=value>', 'suppose an answer, from the opening on (may be repeated)', gather)
    .option('--done <task=time>', 'suppose that a task, review or alert is done then; named again: approved, or resolved', gather)
    .option('--at <time>', 'when the case is opened, local time (default: 2026-03-01T09:00)')
    .option('--until <time>', 'where to stop (default: when nothing new comes any more)')
    .option('--agency <id>', 'whose calendar and languages hold (default: the first that has the process in use)')
    .option('--definitions <folder>', 'where the process is looked for by its id (default: definitions)')
    .option('--json', 'print the timetable as JSON')
    .addHelpText('after', `
Nobody does anything unless you say so: you see what lateness brings. Each line names its rule's line in the process file.

Examples:
  $ caseway explain child_protection
  $ caseway explain child_protection --set risk=immediate
  $ caseway explain child_protection --set risk=high --done screening=2026-03-01T12:00 --done informed_consent=2026-03-02T10:00`)
    .action((named: string, options: ExplainOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { explainProcess } = require('../explain') as typeof ExplainModule;
      return explainProcess(named, options, terminal);
    }));
}
