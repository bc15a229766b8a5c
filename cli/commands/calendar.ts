// `caseway calendar new`: the first draft of a country's calendar, to be checked by somebody who knows it.

import type { Command } from 'commander';
import type * as NewCalendarModule from '../new-calendar';
import type { NewCalendarOptions } from '../new-calendar';
import type { Run } from '../terminal';

/** Adds the command. */
export function addCalendarCommand(program: Command, run: Run): void {
  const calendar = program.command('calendar').description('calendars: weekend, working hours and holidays').helpCommand(false);
  calendar.command('new')
    .description('write the first draft of a calendar, with the public holidays of a country')
    .option('--country <code>', 'two letters of a country, as FR, or a part of it, as GB-SCT (default: a calendar to fill in yourself)')
    .option('--years <years>', 'years it covers, as 2026-2028 (default: this year and the two after it)')
    .option('-o, --output <file>', 'file to write; nothing is overwritten (default: standard output)')
    .addHelpText('after', `
The holidays come from the package date-holidays (data CC BY-SA 3.0). They are a draft: what has to be checked stands at the
head of the file and is printed. Days that depend on the moon are marked as expected.

Examples:
  $ caseway calendar new --country TR -o definitions/calendars/turkey.yaml
  $ caseway calendar new --country DE-BY --years 2026-2027`)
    .action((options: NewCalendarOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { newCalendar } = require('../new-calendar') as typeof NewCalendarModule;
      return newCalendar(options, terminal);
    }));
}
