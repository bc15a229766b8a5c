// `caseway alert …`, `caseway approve`, `caseway send-back`: what a supervisor takes, ends and decides.

import type { Command } from 'commander';
import { clientFor, printAnswer, withApi, withKey } from '../api-command';
import type { ApiOptions } from '../api-command';
import type { AnswerOptions } from '../given-answers';
import { givenAnswers } from '../given-answers';
import { printActed, printAlerts } from '../print-case';
import type { Run } from '../terminal';
import { pathOf } from './case';

const alertPath = (alert: string, what: string): string => `/v1/alerts/${encodeURIComponent(alert)}/${what}`;

/** Adds the group of commands. */
export function addAlertCommands(program: Command, run: Run): void {
  const group = program.command('alert').description('raise, list, acknowledge and resolve alerts').helpCommand(false);

  withApi(group.command('list').description('list alerts that are not resolved'))
    .option('--state <state>', 'raised, acknowledged, resolved, or open for all that are not resolved')
    .addHelpText('after', '\nExample:\n  $ caseway alert list --state raised')
    .action((options: ApiOptions & { state?: string }) => run(async (terminal) => {
      const query = options.state === undefined ? '' : `?state=${encodeURIComponent(options.state)}`;
      return printAnswer(await clientFor(options, terminal).get(`/v1/alerts${query}`), options, terminal, printAlerts);
    }));

  withKey(group.command('raise').description('raise an alert on a case').argument('<case>', 'number of the case').argument('<alert>', 'id of the alert in the process'))
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  $ caseway alert raise K7Q2-M4XW9T immediate_risk --reason "Seen with bruises"')
    .action((number: string, alert: string, options: ApiOptions & { reason?: string }) => run(async (terminal) => {
      const body = { alert, ...(options.reason !== undefined && { reason: options.reason }) };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'alerts'), body, options.key), options, terminal, printActed);
    }));

  withKey(group.command('acknowledge').description('take an alert: it climbs no further').argument('<alert>', 'id of the alert').requiredOption('--reason <text>', 'what you do about it'))
    .addHelpText('after', '\nExample:\n  $ caseway alert acknowledge K7Q2-M4XW9T-a1 --reason "On the way to the family"')
    .action((alert: string, options: ApiOptions & { reason: string }) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('POST', alertPath(alert, 'acknowledge'), { reason: options.reason }, options.key), options, terminal, printActed)));

  withKey(group.command('resolve').description('end an alert').argument('<alert>', 'id of the alert'))
    .option('-a, --answer <field=value>', 'an answer that the process asks for; may be repeated', (value: string, before: string[] = []) => [...before, value])
    .option('--answers <file>', 'a JSON file with answers; - reads standard input')
    .option('--reason <text>', 'why it has ended')
    .addHelpText('after', '\nExample:\n  $ caseway alert resolve K7Q2-M4XW9T-a1 -a risk=high --reason "Safe with relatives"')
    .action((alert: string, options: ApiOptions & AnswerOptions & { reason?: string }) => run(async (terminal) => {
      const body = { answers: await givenAnswers(options, terminal), ...(options.reason !== undefined && { reason: options.reason }) };
      return printAnswer(await clientFor(options, terminal).send('POST', alertPath(alert, 'resolve'), body, options.key), options, terminal, printActed);
    }));
}

/** Adds the two decisions on an approval. */
export function addApprovalCommands(program: Command, run: Run): void {
  withKey(program.command('approve').description('approve a task\'s work or a closure').argument('<case>', 'number of the case').argument('<approval>', 'id of the approval, of its task, or closure'))
    .option('--note <text>', 'what you want to add')
    .addHelpText('after', '\nExamples:\n  $ caseway approve K7Q2-M4XW9T case_plan\n  $ caseway approve K7Q2-M4XW9T closure')
    .action((number: string, approval: string, options: ApiOptions & { note?: string }) => run(async (terminal) => {
      const body = options.note === undefined ? {} : { note: options.note };
      return printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'approvals', approval, 'approve'), body, options.key), options, terminal, printActed);
    }));

  withKey(program.command('send-back').description('send back what waits for approval').argument('<case>', 'number of the case').argument('<approval>', 'id of the approval, of its task, or closure'))
    .requiredOption('--reason <text>', 'what is to be changed')
    .addHelpText('after', '\nExample:\n  $ caseway send-back K7Q2-M4XW9T case_plan --reason "Who takes the child to school?"')
    .action((number: string, approval: string, options: ApiOptions & { reason: string }) => run(async (terminal) =>
      printAnswer(await clientFor(options, terminal).send('POST', pathOf(number, 'approvals', approval, 'send-back'), { reason: options.reason }, options.key), options, terminal, printActed)));
}
