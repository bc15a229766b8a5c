// `caseway staff …`, `caseway partner …` and giving work to somebody by name.

import type { Command } from 'commander';
import { clientFor, printAnswer, withApi, withKey } from '../api-command';
import type { ApiOptions } from '../api-command';
import { printActed } from '../print-case';
import { shortInstant, table } from '../table';
import { WrongUse } from '../terminal';
import type { Run } from '../terminal';
import { pathOf } from './case';

interface Colleague {
  id: string;
  name: string;
  roles: string[];
  deputy?: string;
  away: { from: string; until: string }[];
  onCall: boolean;
}

interface Worker {
  id: string;
  name: string;
  active: boolean;
  open: number;
  overdue: number;
  limits: { warn?: number; atMost?: number }[];
}

/** Adds the groups of commands about people and partners. */
export function addStaffCommands(program: Command, run: Run): void {
  const staff = program.command('staff').description('see who works here, and who is away').helpCommand(false);

  withApi(staff.command('list').description('list your colleagues'))
    .addHelpText('after', '\nExample:\n  $ caseway staff list')
    .action((options: ApiOptions) => run(async (terminal) => printAnswer(await clientFor(options, terminal).get('/v1/staff'), options, terminal, printStaff)));

  withApi(staff.command('workload').description('count the open cases of each case worker, and what of theirs is overdue'))
    .addHelpText('after', '\nExample:\n  $ caseway staff workload')
    .action((options: ApiOptions) => run(async (terminal) => printAnswer(await clientFor(options, terminal).get('/v1/workload'), options, terminal, printWorkload)));

  withApi(staff.command('away').description('say when somebody is away, and who acts in their stead; without days they are there again').argument('<person>', 'id of the person'))
    .option('--from <day>', 'first day, or an instant')
    .option('--to <day>', 'last day, which belongs to it, or an instant')
    .option('--deputy <id>', 'who acts in their stead')
    .addHelpText('after', '\nExamples:\n  $ caseway staff away rana --from 2026-05-03 --to 2026-05-07 --deputy omar\n  $ caseway staff away rana')
    .action((person: string, options: ApiOptions & { from?: string; to?: string; deputy?: string }) => run(async (terminal) => {
      const { from, to, deputy } = options;
      if ((from === undefined) !== (to === undefined)) throw new WrongUse('A time away has a beginning and an end.', 'Give both --from and --to, or neither.');
      const body = { away: from === undefined ? [] : [{ from, to }], ...(deputy !== undefined && { deputy }) };
      return printAnswer(await clientFor(options, terminal).send('PUT', `/v1/staff/${encodeURIComponent(person)}/away`, body), options, terminal, (one: Colleague) => printStaff({ staff: [one] }));
    }));

  addPartnerCommands(program, run);
}

const printStaff = ({ staff }: { staff: Colleague[] }): string[] => {
  const times = ({ away }: Colleague): string => away.map(({ from, until }) => `${shortInstant(from)} to ${shortInstant(until)}`).join(', ');
  return table([['ID', 'NAME', 'ROLES', 'ON CALL', 'DEPUTY', 'AWAY'], ...staff.map((one) => [one.id, one.name, one.roles.join(' '), one.onCall ? 'yes' : '', one.deputy ?? '', times(one)])]);
};

const printWorkload = ({ workload }: { workload: Worker[] }): string[] => {
  const limitsOf = (key: 'warn' | 'atMost', { limits }: Worker): string => limits.flatMap((limit) => limit[key] ?? []).join(', ');
  return table([['ID', 'NAME', 'OPEN', 'WARNED AT', 'AT MOST', 'OVERDUE', ''], ...workload.map((one) => [one.id, one.name, `${one.open}`, limitsOf('warn', one), limitsOf('atMost', one), `${one.overdue}`, one.active ? '' : 'has left'])]);
};

function addPartnerCommands(program: Command, run: Run): void {
  const partner = program.command('partner').description('see the partners, make and take back their keys').helpCommand(false);
  const pathOfKeys = (id: string): string => `/v1/partners/${encodeURIComponent(id)}/keys`;

  withApi(partner.command('list').description('list the partners of your agency'))
    .addHelpText('after', '\nExample:\n  $ caseway partner list')
    .action((options: ApiOptions) => run(async (terminal) => printAnswer(await clientFor(options, terminal).get('/v1/partners'), options, terminal, printPartners)));

  withApi(partner.command('key').description('make a key with which a partner can raise alerts; it is shown this once').argument('<partner>', 'id of the partner in the agency\'s file'))
    .addHelpText('after', '\nExample:\n  $ caseway partner key hope_clinic')
    .action((id: string, options: ApiOptions) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('POST', pathOfKeys(id), undefined), options, terminal, ({ key }: { key: string }) => [key])));

  withApi(partner.command('revoke').description('make all keys of a partner useless').argument('<partner>', 'id of the partner'))
    .addHelpText('after', '\nExample:\n  $ caseway partner revoke hope_clinic')
    .action((id: string, options: ApiOptions) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('DELETE', pathOfKeys(id), undefined), options, terminal, ({ revoked }: { revoked: number }) => [`${revoked} keys are useless now.`])));
}

const printPartners = ({ partners }: { partners: { id: string; kind: string; language: string; title: string }[] }): string[] =>
  partners.length === 0 ? ['The agency\'s file has no partners.'] : table([['ID', 'KIND', 'LANGUAGE', 'TITLE'], ...partners.map(({ id, kind, language, title }) => [id, kind, language, title])]);

/** Adds to the commands about cases: giving work to somebody, and tasks of one's own. */
export function addAssigningCommands(group: Command, run: Run): void {
  withKey(group.command('assign').description('give a case, or one task of it, to somebody by name').argument('<case>', 'number of the case').argument('<person>', 'id of the person'))
    .option('--task <id>', 'that task alone')
    .option('--despite <why>', 'why they get the case though they have as many as they should')
    .addHelpText('after', '\nExamples:\n  $ caseway case assign K7Q2-M4XW9T omar\n  $ caseway case assign K7Q2-M4XW9T omar --task home_visit')
    .action((number: string, to: string, options: ApiOptions & { task?: string; despite?: string }) => run(async (terminal) => {
      const { task, despite } = options;
      if (task !== undefined && despite !== undefined) throw new WrongUse('How many cases somebody has is nothing that a task could pass over.', 'Leave --despite out, or --task.');
      const path = task === undefined ? pathOf(number, 'assign') : pathOf(number, 'tasks', task, 'assign');
      return printAnswer(await clientFor(options, terminal).send('POST', path, { to, ...(despite !== undefined && { despite }) }, options.key), options, terminal, printActed);
    }));

  withKey(group.command('add-task').description('add a dated task of your own').argument('<case>', 'number of the case').argument('<title>', 'what is to be done').requiredOption('--due <day>', 'a day, or an instant'))
    .option('--who <role>', 'for a role')
    .option('--person <id>', 'for somebody by name')
    .addHelpText('after', '\nExample:\n  $ caseway case add-task K7Q2-M4XW9T "Call the school" --due 2026-03-30')
    .action((number: string, title: string, options: ApiOptions & { due: string; who?: string; person?: string }) => run(async (terminal) => {
      const { due, who, person } = options;
      const body = { title, due, ...(who !== undefined && { who }), ...(person !== undefined && { person }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'tasks'), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('withdraw').description('take back an added task that need not be done').argument('<case>', 'number of the case').argument('<task>', 'id of the task'))
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  $ caseway case withdraw K7Q2-M4XW9T own_task.1')
    .action((number: string, task: string, options: ApiOptions & { reason?: string }) => run(async (terminal) => {
      const body = options.reason === undefined ? {} : { reason: options.reason };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'tasks', task, 'withdraw'), body, options.key), options, terminal, printActed);
    }));
}
