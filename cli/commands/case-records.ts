// `caseway case add-record …` and its like: the records of a case's lists, through the API.

import type { Command } from 'commander';
import { clientFor, printAnswer, withKey } from '../api-command';
import type { ApiOptions } from '../api-command';
import type { AnswerOptions } from '../given-answers';
import { givenAnswers } from '../given-answers';
import { printActed } from '../print-case';
import type { Run } from '../terminal';
import { pathOf, withAnswers } from './case';

/** Adds the commands to the group `case`. */
export function addRecordCommands(group: Command, run: Run): void {
  withAnswers(withKey(group.command('add-record').description('add a record to a list of the case').argument('<case>', 'number of the case').argument('<list>', 'id of the list in the process')))
    .addHelpText('after', '\nExample:\n  $ caseway case add-record K7Q2-M4XW9T goal -a what="Goes to school" -a due_on=2026-05-01')
    .action((number: string, list: string, options: ApiOptions & AnswerOptions) => run(async (terminal) => {
      const body = { list, answers: await givenAnswers(options, terminal) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'records'), body, options.key), options, terminal, printActed);
    }));

  withAnswers(withKey(group.command('change-record').description('answer fields of a record').argument('<case>', 'number of the case').argument('<record>', 'id of the record')))
    .addHelpText('after', '\nExample:\n  $ caseway case change-record K7Q2-M4XW9T goal.1 -a result=reached')
    .action((number: string, record: string, options: ApiOptions & AnswerOptions) => run(async (terminal) => {
      const body = { answers: await givenAnswers(options, terminal) };
      return printAnswer(await clientFor(options, terminal).send('PATCH', pathOf(number, 'records', record), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('end-record').description('end a record with an outcome of its list').argument('<case>', 'number of the case').argument('<record>', 'id of the record').requiredOption('--as <outcome>', 'an outcome of the list'))
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  $ caseway case end-record K7Q2-M4XW9T child.2 --as home')
    .action((number: string, record: string, options: ApiOptions & { as: string; reason?: string }) => run(async (terminal) => {
      const body = { outcome: options.as, ...(options.reason !== undefined && { reason: options.reason }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'records', record, 'end'), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('remove-record').description('take out a record that was added by mistake').argument('<case>', 'number of the case').argument('<record>', 'id of the record').requiredOption('--reason <text>', 'why it was a mistake'))
    .addHelpText('after', '\nExample:\n  $ caseway case remove-record K7Q2-M4XW9T goal.2 --reason "Written twice"')
    .action((number: string, record: string, options: ApiOptions & { reason: string }) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'records', record, 'remove'), { reason: options.reason }, options.key), options, terminal, printActed)));
}
