// `caseway case …`: opening, reading and working on cases through the API.

import type { Command } from 'commander';
import { clientFor, printAnswer, withApi, withKey } from '../api-command';
import type { ApiOptions } from '../api-command';
import type { AnswerOptions } from '../given-answers';
import { givenAnswers } from '../given-answers';
import { printActed, printCase, printCases, printExplained, printJournal } from '../print-case';
import type { Run } from '../terminal';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** Options by which answers are given. */
export const withAnswers = (command: Command): Command =>
  command
    .option('-a, --answer <field=value>', 'an answer; yes, no, numbers, [a, b] and a consent as {"given": true, "by": "client"} are understood; may be repeated', collect)
    .option('--answers <file>', 'a JSON file with answers; - reads standard input');

/** Adds the group of commands; gives it for those on parts of a case. */
export function addCaseCommands(program: Command, run: Run): Command {
  const group = program.command('case').description('open, read and work on cases').helpCommand(false);
  addReading(group, run);
  addWork(group, run);
  return group;
}

function addReading(group: Command, run: Run): void {
  withApi(group.command('list').description('list the cases you may read, latest first'))
    .option('--status <status>', 'open or closed')
    .option('--process <id>', 'of one process')
    .option('--stage <id>', 'in one stage')
    .option('--after <number>', 'go on after this case')
    .addHelpText('after', '\nExample:\n  $ caseway case list --status open')
    .action((options: ApiOptions & Record<'status' | 'process' | 'stage' | 'after', string | undefined>) => run(async (terminal) => {
      const { status, process, stage, after } = options;
      const wanted = Object.entries({ status, process, stage, after }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      const query = new URLSearchParams(wanted as [string, string][]).toString();
      return printAnswer(await clientFor(options, terminal).get(`/v1/cases${query === '' ? '' : `?${query}`}`), options, terminal, printCases);
    }));

  withApi(group.command('show').description('show a case: its stage, what is to be done, its answers').argument('<case>', 'number of the case'))
    .addHelpText('after', '\nExample:\n  $ caseway case show K7Q2-M4XW9T')
    .action((number: string, options: ApiOptions) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).get(pathOf(number)), options, terminal, printCase)));

  withApi(group.command('journal').description('read what happened in a case').argument('<case>', 'number of the case'))
    .option('--after <n>', 'only lines after this one')
    .addHelpText('after', '\nExample:\n  $ caseway case journal K7Q2-M4XW9T --after 20')
    .action((number: string, options: ApiOptions & { after?: string }) => run(async (terminal) => {
      const query = options.after === undefined ? '' : `&after=${encodeURIComponent(options.after)}`;
      return printAnswer(await clientFor(options, terminal).get(`${pathOf(number)}/journal?limit=200${query}`), options, terminal, printJournal);
    }));

  withApi(group.command('explain').description('say why each deadline is what it is, and what the stage and a closure wait for').argument('<case>', 'number of the case'))
    .option('--reason <id>', 'judge the closure criteria for this reason')
    .addHelpText('after', '\nExample:\n  $ caseway case explain K7Q2-M4XW9T --reason resolved')
    .action((number: string, options: ApiOptions & { reason?: string }) => run(async (terminal) => {
      const query = options.reason === undefined ? '' : `?reason=${encodeURIComponent(options.reason)}`;
      return printAnswer(await clientFor(options, terminal).get(`${pathOf(number)}/explain${query}`), options, terminal, printExplained);
    }));
}

function addWork(group: Command, run: Run): void {
  withAnswers(withKey(group.command('open').description('open a case').requiredOption('--process <id>', 'the process it follows')))
    .option('--owner <id>', 'who answers for it; you, when absent')
    .option('--despite <why>', 'why the owner gets it though they have as many cases as they should')
    .addHelpText('after', '\nExamples:\n  $ caseway case open --process child_protection --answer risk=high\n  $ caseway case open --process child_protection --owner rana --answers first.json')
    .action((options: ApiOptions & AnswerOptions & { process: string; owner?: string; despite?: string }) => run(async (terminal) => {
      const answers = await givenAnswers(options, terminal);
      const { process, owner, despite } = options;
      const body = { process, answers, ...(owner !== undefined && { owner }), ...(despite !== undefined && { despite }) };
      return printAnswer(await clientFor(options, terminal).send('POST', '/v1/cases', body, options.key), options, terminal, printActed);
    }));

  withAnswers(withKey(group.command('complete').description('complete a task').argument('<case>', 'number of the case').argument('<task>', 'id of the task')))
    .option('--ticked <ids...>', 'lines of its checklist that were gone through')
    .option('--despite <why>', 'why something that should hold is passed over')
    .addHelpText('after', '\nExamples:\n  $ caseway case complete K7Q2-M4XW9T screening -a eligible=yes -a risk=high\n  $ caseway case complete K7Q2-M4XW9T home_visit --ticked alone --despite "The school is closed"')
    .action((number: string, task: string, options: ApiOptions & AnswerOptions & { ticked?: string[]; despite?: string }) => run(async (terminal) => {
      const { ticked, despite } = options;
      const body = { answers: await givenAnswers(options, terminal), ...(ticked && { ticked }), ...(despite !== undefined && { despite }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'tasks', task, 'complete'), body, options.key), options, terminal, printActed);
    }));

  withAnswers(withKey(group.command('answer').description('answer fields outside of a task').argument('<case>', 'number of the case')))
    .addHelpText('after', '\nExample:\n  $ caseway case answer K7Q2-M4XW9T -a risk=low')
    .action((number: string, options: ApiOptions & AnswerOptions) => run(async (terminal) => {
      const body = { answers: await givenAnswers(options, terminal) };
      return printAnswer(await clientFor(options, terminal).send('PATCH', pathOf(number, 'fields'), body, options.key), options, terminal, printActed);
    }));

  withAnswers(withKey(group.command('record').description('record a review').argument('<case>', 'number of the case').argument('<review>', 'id of the review')))
    .option('--on <when>', 'when it was really done: a day, or an instant in UTC')
    .option('--extra', 'beside the series, which it leaves as it is')
    .addHelpText('after', '\nExamples:\n  $ caseway case record K7Q2-M4XW9T follow_up -a risk=low -a changes="Goes to school again"\n  $ caseway case record K7Q2-M4XW9T follow_up --on 2026-03-26 -a risk=low')
    .action((number: string, review: string, options: ApiOptions & AnswerOptions & { on?: string; extra?: true }) => run(async (terminal) => {
      const { on, extra } = options;
      const body = { answers: await givenAnswers(options, terminal), ...(on !== undefined && { on }), ...(extra && { extra }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'reviews', review, 'record'), body, options.key), options, terminal, printActed);
    }));

  withAnswers(withKey(group.command('event').description('record something that happened').argument('<case>', 'number of the case').argument('<event>', 'id of the event in the process')))
    .option('--on <when>', 'when it happened: a day, or an instant in UTC; now, when absent')
    .option('--about <record>', 'id of the record that it concerns')
    .addHelpText('after', '\nExample:\n  $ caseway case event K7Q2-M4XW9T missed_visit --on 2026-03-26')
    .action((number: string, event: string, options: ApiOptions & AnswerOptions & { on?: string; about?: string }) => run(async (terminal) => {
      const { on, about } = options;
      const body = { answers: await givenAnswers(options, terminal), ...(on !== undefined && { on }), ...(about !== undefined && { about }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'events', event), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('close').description('propose to close a case').argument('<case>', 'number of the case').requiredOption('--reason <id>', 'a closure reason of the process'))
    .option('--despite <why>', 'why something that should hold is passed over')
    .addHelpText('after', '\nExample:\n  $ caseway case close K7Q2-M4XW9T --reason resolved')
    .action((number: string, options: ApiOptions & { reason: string; despite?: string }) => run(async (terminal) => {
      const { reason, despite } = options;
      const body = { reason, ...(despite !== undefined && { despite }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'close'), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('pass').description('take a way out of the stage though not all that should holds').argument('<case>', 'number of the case').argument('<way>', 'the stage or the closure reason that it leads to').requiredOption('--reason <why>', 'why it is taken all the same'))
    .addHelpText('after', '\nExample:\n  $ caseway case pass K7Q2-M4XW9T planning --reason "The school is closed"')
    .action((number: string, way: string, options: ApiOptions & { reason: string }) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'ways', way, 'pass'), { reason: options.reason }, options.key), options, terminal, printActed)));
}

/** Path of a case, or of something in it. */
export const pathOf = (number: string, ...rest: string[]): string => ['/v1/cases', ...[number, ...rest].map(encodeURIComponent)].join('/');
