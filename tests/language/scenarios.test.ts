// Scenarios: every mistake in one at its line with what was meant, and failures that say what came instead.

import { rulesOf } from '../../cli/scenarios';
import { openFile } from '../../language/open-file';
import type { Report } from '../../language/report';
import type { ScenarioResult } from '../../language/scenario';
import { parseScenario } from '../../language/scenario-parse';
import { runScenario } from '../../language/scenario-run';
import type { Rules } from '../../process/rules';
import { compileShipped, readFolder } from '../definitions';

const HEAD = `scenario: mine
process: child_protection
agency: amman_child_protection
starts: 2026-03-26T10:00
staff:
  rana: { roles: [case_worker], supervisor: samira }
  samira: { roles: [supervisor], language: en }
steps:
`;
/** The line on which the first step stands. */
const FIRST = HEAD.split('\n').length;

function parse(text: string, rules: Rules | 'broken' | undefined = compileShipped().rules) {
  const report = openFile('scenarios/child_protection/mine.yaml', text) as Report;
  const scenario = parseScenario(report, (agency, process) => (agency === 'amman_child_protection' && process === 'child_protection' ? rules : undefined));
  return { scenario, problems: report.problems };
}

const problemsOf = (text: string): string[] =>
  parse(text).problems.map(({ code, line, suggestion }) => `${line} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`);

function run(steps: string): ScenarioResult {
  const { scenario, problems } = parse(HEAD + steps);
  if (!scenario) throw new Error(JSON.stringify(problems, null, 1));
  return runScenario(compileShipped().rules, scenario);
}

const OPEN = '  - open: child_protection\n    by: rana\n';

describe('a scenario with a mistake', () => {
  test.each<[string, string, string[]]>([
    ['a key that is not there', '  - open: child_protection\n    by: rana\n    anwsers: { risk: low }\n', [`${FIRST + 2} unknown-key → answers`]],
    ['a verb that is not there', '  - compleet: screening\n    by: rana\n', [`${FIRST} unknown-key → complete`]],
    ['a verb of a later version', '  - refer: service\n    by: rana\n', [`${FIRST} not-yet`]],
    ['no verb', '  - by: rana\n    answers: { risk: low }\n', [`${FIRST} missing-key`]],
    ['a verb that is like none', '  - carry_out: screening\n    by: rana\n', [`${FIRST} unknown-key`]],
    ['a verb by another word', '  - finish: screening\n    by: rana\n', [`${FIRST} unknown-key → complete`]],
    ['a verb as the API calls it', '  - open: child_protection\n    by: rana\n  - remove_record: goal.1\n    by: rana\n    reason: x\n', [`${FIRST + 2} unknown-key → remove`]],
    ['two verbs in one step', '  - complete: screening\n    by: rana\n    close: resolved\n', [`${FIRST + 2} keys-exclude`]],
    ['a task that is not there', '  - complete: screning\n    by: rana\n', [`${FIRST} unknown-name → screening`]],
    ['an approval of what nobody approves', '  - approve: screening\n    by: samira\n', [`${FIRST} unknown-name`]],
    ['another process opened', '  - open: adult_protection\n    by: rana\n', [`${FIRST} unknown-name`]],
    ['nobody who acts', '  - complete: screening\n', [`${FIRST} missing-key`]],
    ['somebody who is not there', '  - complete: screening\n    by: rania\n', [`${FIRST + 1} unknown-name → rana`]],
    ['an owner who is not there', '  - open: child_protection\n    by: samira\n    owner: rania\n', [`${FIRST + 2} unknown-name → rana`]],
    ['an owner where nothing is opened', '  - close: resolved\n    by: samira\n    owner: rana\n', [`${FIRST + 2} keys-exclude`]],
    ['a field that is not there', `${OPEN}    answers:\n      rsik: low\n`, [`${FIRST + 3} unknown-name → risk`]],
    ['an option that is not there', `${OPEN}    answers:\n      risk: hihg\n      needs: [safety, helth]\n`, [`${FIRST + 3} unknown-option → high`, `${FIRST + 4} unknown-option → health`]],
    ['an option that is not there, in what is expected', '  - expect:\n      answers: { risk: hihg }\n', [`${FIRST + 1} unknown-option → high`]],
    ['a refusal that is not there', '  - complete: screening\n    by: rana\n    refused: not-your-tsk\n', [`${FIRST + 2} unknown-name → not-your-task`]],
    ['a length that is none', '  - wait: 3 wroking days\n', [`${FIRST} bad-length`]],
    ['a time that is none', '  - wait_until: 2026-13-01\n', [`${FIRST} bad-date`]],
    ['an act in a wait', '  - wait: 3 days\n    by: rana\n', [`${FIRST + 1} keys-exclude`]],
    ['an expectation of nothing', '  - expect: {}\n', [`${FIRST} no-value`]],
    ['an expectation of the wrong kind', '  - expect:\n      silence: sure\n      open: screening\n', [`${FIRST + 1} wrong-kind`, `${FIRST + 2} wrong-kind → [screening]`]],
    ['a state that is none', '  - expect:\n      status: opened\n', [`${FIRST + 1} wrong-value → open`]],
    ['a thing that is not there', '  - expect:\n      open: [screning]\n', [`${FIRST + 1} unknown-name → screening`]],
    ['a due date that is none', '  - expect:\n      open:\n        screening: tomorrow\n', [`${FIRST + 2} bad-date`]],
    ['an alert that is not there', '  - expect:\n      alerts:\n        immediate_rsk:\n          state: raised\n', [`${FIRST + 2} unknown-name → immediate_risk`]],
    ['a step of a chain by name', '  - expect:\n      alerts:\n        immediate_risk:\n          step: two\n', [`${FIRST + 3} wrong-kind → 2`]],
    ['a notice to nobody', '  - expect:\n      notices:\n        - to: samra\n          says: task_lat\n', [`${FIRST + 2} unknown-name → samira`, `${FIRST + 3} unknown-name → task_late`]],
    ['a journal line about what is not there', '  - expect:\n      journal:\n        - reminded: screning\n        - remindd: screening\n', [`${FIRST + 2} unknown-name → screening`, `${FIRST + 3} unknown-name → reminded`]],
    ['an answer of a field that is not there', '  - expect:\n      answers: { rsik: low }\n      unanswered: [outcom]\n', [`${FIRST + 1} unknown-name → risk`, `${FIRST + 2} unknown-name → outcome`]],
    ['silence of somebody who is not there', '  - expect:\n      silence: [samra]\n', [`${FIRST + 1} unknown-name → samira`]],
    ['what stands against an act that is not refused', '  - complete: screening\n    by: rana\n    against: [risk]\n', [`${FIRST + 2} keys-exclude`]],
    ['a list that is not there', '  - add: gaol\n    by: rana\n', [`${FIRST} unknown-name → goal`]],
    ['a field that the records do not have', '  - add: goal\n    by: rana\n    answers: { due_no: 2026-05-01 }\n', [`${FIRST + 2} unknown-name → due_on`]],
    ['a field of the case in a record', '  - change: goal.1\n    by: rana\n    answers: { risk: low }\n', [`${FIRST + 2} unknown-name`]],
    ['an option that records do not have', '  - change: goal.1\n    by: rana\n    answers: { result: reach }\n', [`${FIRST + 2} unknown-option → reached`]],
    ['an answer of a record put right without its number', '  - correct: x\n    by: rana\n    reason: x\n    answers: { goal.due_on: 2026-05-01 }\n', [`${FIRST + 3} unknown-name → goal.1.due_on`]],
    ['an option that the record put right does not have', '  - correct: x\n    by: rana\n    reason: x\n    answers: { goal.12.result: reach }\n', [`${FIRST + 3} unknown-option → reached`]],
    ['a record without its number', '  - change: goal\n    by: rana\n', [`${FIRST} unknown-name → goal.1`]],
    ['a record of a list without outcomes that ends', '  - end_record: goal.1\n    by: rana\n    as: reached\n', [`${FIRST + 2} unknown-name`]],
    ['a record that ends without saying how', '  - end_record: goal.1\n    by: rana\n', [`${FIRST} missing-key`]],
    ['records of a list that is not there', '  - complete: case_plan\n    by: rana\n    records:\n      - gaol: { what: x }\n      - goal.1: { waht: x }\n', [`${FIRST + 3} unknown-name → goal`, `${FIRST + 4} unknown-name → what`]],
    ['a record of what is none', '  - complete: case_plan\n    by: rana\n    about: plan.1\n', [`${FIRST + 2} unknown-name`]],
    ['a record beside what is about none', '  - close: resolved\n    by: rana\n    about: goal.1\n', [`${FIRST + 2} keys-exclude`]],
    ['a day that is none', '  - record: follow_up\n    by: rana\n    on: yesterday\n', [`${FIRST + 2} bad-date`]],
    ['a number of records that is none', '  - expect:\n      records:\n        goal: { due_on: 2026-05-01 }\n', [`${FIRST + 2} wrong-kind`]],
    ['a record that is expected of no list', '  - expect:\n      records:\n        gaol.1: { due_on: 2026-05-01 }\n', [`${FIRST + 2} unknown-name → goal.1`]],
    ['a field that is expected of no record', '  - expect:\n      records:\n        goal.1: { due: 2026-05-01 }\n', [`${FIRST + 2} unknown-name`]],
    ['a task of a record that is none', '  - expect:\n      open: [screening@gaol.1]\n', [`${FIRST + 1} unknown-name → goal.1`]],
    ['a journal line of no kind', '  - expect:\n      journal: [remindet]\n', [`${FIRST + 1} unknown-name → reminded`]],
  ])('%s', (_, steps, problems) => {
    expect(problemsOf(HEAD + steps)).toEqual(problems);
  });

  test.each([
    ['without steps', HEAD.replace('steps:\n', 'steps: []\n'), [`${FIRST - 1} no-value`]],
    ['of a role that is not there', HEAD.replace('[supervisor]', '[superviser]') + OPEN, ['7 unknown-name → supervisor']],
    ['with somebody above who is not there', HEAD.replace('supervisor: samira', 'supervisor: samir') + OPEN, ['6 unknown-name → samira']],
    ['that begins at no time', HEAD.replace('2026-03-26T10:00', 'soon') + OPEN, ['4 bad-date']],
    ['of a process that is not in use', HEAD.replace('child_protection', 'adult_protection') + OPEN, ['2 unknown-name']],
    ['that is a list', '- open: child_protection\n', ['1 wrong-kind']],
    ['that is empty', '', ['1 empty-file']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('is told what a step needs, and where all of it stands, without a list of every act', () => {
    const [nothing] = parse(`${HEAD}  - by: rana\n`).problems;
    expect(nothing).toMatchObject({ message: 'What happens is missing: a step needs an act, a wait or an expectation.', fix: 'Add `complete:`, `wait:`, `expect:` or another; docs/trying.md has them all.' });
    const [unlike] = parse(`${HEAD}  - carry_out: screening\n    by: rana\n`).problems;
    expect(unlike?.fix).toBe('docs/trying.md has the keys of a step.');
  });

  test('is not played; all of its mistakes are told at once', () => {
    const { scenario, problems } = parse(`${HEAD}  - complete: screning\n    by: rania\n  - wait: soon\n`);
    expect(scenario).toBeUndefined();
    expect(problems).toHaveLength(3);
  });

  test('waits in silence for a process that has mistakes itself', () => {
    const { scenario, problems } = parse(HEAD + OPEN, 'broken');
    expect([scenario, problems]).toEqual([undefined, []]);
  });

  test('may name what is not there where it expects to be refused', () => {
    expect(run(`${OPEN}  - complete: party\n    by: rana\n    refused: unknown-task\n`).passed).toBe(true);
  });
});

test('an answer of a record is put right under the id of the record', () => {
  const right = `${OPEN}  - add: goal\n    by: rana\n    answers: { due_on: 2026-05-01 }\n  - correct: the wrong month\n    by: rana\n    reason: the wrong month\n    answers: { goal.1.due_on: 2026-04-01 }\n`;
  expect(run(`${right}  - expect:\n      records:\n        goal.1: { due_on: 2026-04-01 }\n`)).toMatchObject({ passed: true, failures: [] });
});

describe('a scenario that fails', () => {
  const failing: [string, string, number, string, string][] = [
    ['an act that is refused', '  - complete: case_plan\n    by: rana\n', 2, 'complete to be accepted', 'to be refused: task-not-ready (stages.planning.tasks.case_plan)'],
    ['an act that is not refused', '  - answer: risk\n    by: rana\n    answers: { risk: low }\n    refused: not-for-you\n', 2, 'answer to be refused: not-for-you', 'to be accepted'],
    ['another refusal', '  - complete: screening\n    by: rana\n    refused: not-your-task\n', 2, 'complete to be refused: not-your-task', 'to be refused: answer-missing (fields.eligible, fields.risk)'],
    ['the stage', '  - expect:\n      stage: planning\n', 3, 'stage planning', 'stage registration'],
    ['the status', '  - expect:\n      status: closed\n', 3, 'status closed', 'status open'],
    ['the reason', '  - expect:\n      closed_as: resolved\n', 3, 'closed as resolved', 'closed as not closed'],
    ['what is open', '  - expect:\n      open: [screening]\n', 3, 'open: screening', 'open: screening, follow_up'],
    ['when it is due', "  - expect:\n      open:\n        screening: 2026-03-27T12:00\n        follow_up: none\n", 4, 'screening due 2026-03-27T12:00', 'due 2026-03-27T10:00'],
    ['a notice', '  - expect:\n      notices:\n        - to: samira\n          says: task_late\n          about: screening\n          language: en\n', 4, 'samira: task_late screening in en', 'nobody was told'],
    ['an alert', '  - expect:\n      alerts:\n        immediate_risk:\n          state: raised\n', 4, 'alert immediate_risk', 'not raised'],
    ['the journal', '  - expect:\n      journal: [opened, became_late]\n', 3, 'journal: … became_late', 'journal: stage_entered registration, task_opened screening, review_opened follow_up'],
    ['the journal of one thing', '  - expect:\n      journal:\n        - task_opened: screening\n        - task_opened: case_plan\n', 5, 'journal: … task_opened case_plan', 'journal: review_opened follow_up'],
    ['an answer', '  - expect:\n      answers: { risk: low }\n', 3, 'risk: low', 'risk: no answer'],
    ['a field without an answer', '  - answer: risk\n    by: rana\n    answers: { risk: low }\n  - expect:\n      unanswered: [risk]\n', 6, 'risk: no answer', 'risk: low'],
    ['what stands against an act', '  - complete: screening\n    by: rana\n    refused: answer-missing\n    against: [risk, outcome]\n', 2, 'against it: outcome', 'against it: eligible, risk'],
    ['one whom nobody was to tell', '  - wait: 25 hours\n  - expect:\n      silence: [samira]\n', 4, 'none is told of samira', 'samira: task_late screening'],
    ['a number of records', '  - expect:\n      records: { goal: 1 }\n', 3, 'goal: 1', 'goal: 0'],
    ['a record', '  - expect:\n      records:\n        goal.1: { open: true }\n', 4, 'goal.1', 'no such record'],
    ['a field of a record', '  - add: goal\n    by: rana\n    answers: { due_on: 2026-05-01 }\n  - expect:\n      records:\n        goal.1: { due_on: 2026-05-02 }\n', 7, 'goal.1 due_on: 2026-05-02', 'goal.1 due_on: 2026-05-01'],
    ['a field of a record without an answer', '  - add: goal\n    by: rana\n    answers: { due_on: 2026-05-01 }\n  - expect:\n      records:\n        goal.1:\n          due_on:\n', 8, 'goal.1 due_on: no answer', 'goal.1 due_on: 2026-05-01'],
    ['whether a record is open', '  - add: goal\n    by: rana\n  - expect:\n      records:\n        goal.1: { open: no }\n', 6, 'goal.1 open: no', 'goal.1 open: yes'],
    ['a time that has passed', '  - wait_until: 2026-03-26T09:00\n', 2, 'a time after 2026-03-26T10:00', '2026-03-26T09:00'],
  ];

  test.each(failing)('says of %s what was expected and what came, at its line', (_, steps, line, expected, came) => {
    const { passed, failures } = run(OPEN + steps);
    expect(passed).toBe(false);
    expect(failures[0]).toEqual({ line: FIRST + line, expected, came });
  });

  test('stops there, with the journal up to then', () => {
    const result = run(`${OPEN}  - wait: 2 days\n  - expect:\n      stage: planning\n  - wait: 1 year\n`);
    expect(result.steps).toBe(3);
    expect(result.journal.at(0)).toEqual({ at: '2026-03-26T07:00:00.000Z', local: '2026-03-26 10:00', what: 'opened' });
    expect(result.journal.at(-1)).toMatchObject({
      local: '2026-03-27 10:00', what: 'late_step', about: 'screening', titlePath: 'stages.registration.tasks.screening.title',
      rule: 'stages.registration.tasks.screening.late.0',
    });
  });

  test('counts silence and lists from the last expectation on', () => {
    expect(run(`${OPEN}  - wait: 25 hours\n  - expect:\n      journal: [reminded, became_late, late_step]\n  - expect:\n      silence: true\n`).passed).toBe(true);
    expect(run(`${OPEN}  - wait: 25 hours\n  - expect:\n      silence: true\n`).failures).toEqual([
      { line: FIRST + 4, expected: 'nobody is told', came: 'rana: task_due_soon screening; samira: task_late screening' },
    ]);
  });

  test('before anything was opened says so', () => {
    expect(run('  - expect:\n      stage: planning\n').failures).toEqual([{ line: FIRST, expected: 'a case', came: 'none was opened' }]);
  });
});

describe('answers in a scenario', () => {
  const { rules } = compileShipped();
  const { fields } = rules.process;
  const withTime: Rules = { ...rules, process: { ...rules.process, fields: { ...fields, seen_at: { ...(fields['outcome'] as (typeof fields)[string]), type: 'time' } } } };
  const runWithTime = (steps: string): ScenarioResult => {
    const { scenario, problems } = parse(HEAD + steps, withTime);
    if (!scenario) throw new Error(JSON.stringify(problems, null, 1));
    return runScenario(withTime, scenario);
  };
  const seen = (at: string): string => `${OPEN}  - answer: a call\n    by: rana\n    answers: { seen_at: ${at} }\n`;

  test('are times by the clocks of the agency, as everything else there', () => {
    expect(runWithTime(`${seen('2026-03-26T09:30')}  - expect:\n      answers: { seen_at: 2026-03-26T09:30 }\n`).failures).toEqual([]);
    const { failures } = runWithTime(`${seen('2026-03-26T09:30')}  - expect:\n      answers: { seen_at: 2026-03-26T10:30 }\n`);
    expect(failures[0]).toMatchObject({ expected: 'seen_at: 2026-03-26T10:30', came: 'seen_at: 2026-03-26T09:30' });
  });

  test('may be a year alone where the field takes one', () => {
    expect(run(`${OPEN}  - answer: a call\n    by: rana\n    answers: { birth_date: 2014 }\n  - expect:\n      answers: { birth_date: 2014 }\n`).failures).toEqual([]);
  });

  test('that are refused say what was to stand there', () => {
    const { failures } = runWithTime(`${OPEN}  - answer: a call\n    by: rana\n    answers: { birth_date: spring }\n`);
    expect(failures[0]?.came).toBe('to be refused: answer-wrong-type (fields.birth_date: a date such as 2014-05-26, 2014-05, 2014)');
  });
});

describe('the shipped scenarios', () => {
  const files = Object.entries(readFolder()).filter(([path]) => path.startsWith('scenarios/'));

  test('are two at least', () => {
    expect(files.length).toBeGreaterThanOrEqual(2);
  });

  test.each(files)('pass: %s', (_, text) => {
    const report = openFile('mine.yaml', Buffer.from(text).toString('utf8')) as Report;
    const scenario = parseScenario(report, (agency, process) => rulesOf(compileShipped().folder, agency, process));
    expect(report.problems).toEqual([]);
    const rules = scenario && rulesOf(compileShipped().folder, scenario.agency, scenario.process);
    if (!scenario || !rules || rules === 'broken') throw new Error('not read');
    expect(runScenario(rules, scenario).failures).toEqual([]);
  });
});
