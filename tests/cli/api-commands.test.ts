// The commands that ask the API, against one that listens: what they print, how they refuse, and that a repetition is none.

import type { ApiHouse } from '../api/house';
import { AGENCY, startHouse } from '../api/house';
import { compileShipped } from '../definitions';
import type { Given, Ran } from './terminal';
import { caseway } from './terminal';

let house: ApiHouse;
let url: string;
beforeAll(async () => {
  house = await startHouse();
  url = await house.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house.close());

const as = (who: 'worker' | 'supervisor', argv: string[], given: Given = {}): Promise<Ran> =>
  caseway(argv, { env: { CASEWAY_URL: url, CASEWAY_TOKEN: house.tokens[who] }, ...given });

const open = async (...answers: string[]): Promise<string> => {
  const { out } = await as('worker', ['case', 'open', '--process', 'child_protection', '--json', ...answers.flatMap((one) => ['-a', one])]);
  return (JSON.parse(out) as { case: string }).case;
};

it('opens a case, works on it and shows it', async () => {
  const opened = await as('worker', ['case', 'open', '--process', 'child_protection', '--answer', 'risk=high']);
  expect([opened.code, opened.err]).toEqual([0, '']);
  const [, number = ''] = /^Case (\S+), in stage registration\n {2}opened: .*screening\.1/.exec(opened.out) ?? [];
  const done = await as('worker', ['case', 'complete', number, 'screening', '-a', 'eligible=yes', '--answers', '-'], { stdin: '{"risk": "medium"}' });
  expect(done.out).toMatch(/ended: {2}screening\.1\n {2}opened: informed_consent\.1/);
  expect((await as('worker', ['case', 'complete', number, 'informed_consent', '-a', 'consent={"given": true, "by": "guardian"}'])).code).toBe(0);
  const shown = await as('worker', ['case', 'show', number, '--language', 'en']);
  expect(shown.out).toMatch(/Assessment \(assessment\)/);
  expect(shown.out).toMatch(/initial_assessment\.1 +task +case_worker +due .*2026/);
  expect(shown.out).toMatch(/consent +given by guardian/);
  expect((await as('worker', ['case', 'list'])).out).toContain(number);
  expect((await as('worker', ['case', 'list', '--status', 'closed'])).out).toContain('no case that you may read');
  const journal = await as('worker', ['case', 'journal', number]);
  expect(journal.out.split('\n')[0]).toMatch(/^1 +2026-03-26 07:00Z +Case opened +Rana Test$/);
  expect((await as('worker', ['case', 'explain', number])).out).toMatch(/initial_assessment\.1 +due .*\n {2}rule stages\.assessment.*, line \d+, because risk is medium; counted from 2026-03-26 07:00Z/);
});

it('a refusal is printed with what stands against it and the fix, and the code is 1', async () => {
  const number = await open();
  const { code, out, err } = await as('worker', ['case', 'complete', number, 'screening', '-a', 'eligible=yes']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('An answer is missing.');
  expect(err).toContain('(answer-missing)');
  expect(err).toContain('→ Answer the fields named.');
  const asJson = await as('worker', ['case', 'complete', number, 'screening', '-a', 'eligible=yes', '--json']);
  expect([asJson.code, JSON.parse(asJson.out)]).toEqual([1, expect.objectContaining({ code: 'answer-missing', against: [expect.objectContaining({ id: 'risk' })] })]);
});

it('opening names other cases of perhaps the same person, and those that one may not read as a number', async () => {
  const first = await open('child_name=Planted Haddad', 'birth_date=2015-03');
  const argv = ['case', 'open', '--process', 'child_protection', '-a', 'child_name=Planted Haddad', '-a', 'birth_date=2015-03-04'];
  expect((await as('worker', argv)).out).toMatch(new RegExp(`Perhaps the same person\\n {2}${first} +open +Rana Test +2026-03-26 07:00Z +same name, birth date\\n$`));
  const [, third = ''] = /^Case (\S+),/.exec((await as('worker', argv)).out) ?? [];
  expect((await as('supervisor', ['case', 'assign', third, 'sami'])).code).toBe(0);
  expect((await as('worker', argv)).out).toContain('1 that you may not read');
});

it('a closure that waits is shown by name, and explain says what is settled', async () => {
  const number = await open('risk=low');
  expect((await as('worker', ['case', 'answer', number, '-a', 'outcome=Well'])).code).toBe(0);
  expect((await as('worker', ['case', 'close', number, '--reason', 'resolved'])).code).toBe(0);
  expect((await as('supervisor', ['case', 'show', number, '--language', 'en'])).out).toMatch(/closure\.1\.1 +approval +supervisor +due .* {2}Closure of the case/);
  expect((await as('supervisor', ['case', 'explain', number, '--reason', 'resolved', '--language', 'en'])).out).toMatch(/settled +An alert is still open\./);
});

it('the same key opens one case', async () => {
  const argv = ['case', 'open', '--process', 'child_protection', '--key', 'twice', '--json'];
  expect((await as('worker', argv)).out).toBe((await as('worker', argv)).out);
});

it('an alert is raised, listed, acknowledged once and resolved; approvals are given and sent back', async () => {
  const number = await open('risk=low');
  expect((await as('worker', ['alert', 'raise', number, 'immediate_risk', '--reason', 'Seen'])).out).toContain(`${number}-a1`);
  expect((await as('supervisor', ['alert', 'list', '--state', 'raised'])).out).toMatch(new RegExp(`${number}-a1 +raised`));
  expect((await as('supervisor', ['alert', 'acknowledge', `${number}-a1`, '--reason', 'On the way'])).code).toBe(0);
  const second = await as('supervisor', ['alert', 'acknowledge', `${number}-a1`, '--reason', 'Me too']);
  expect([second.code, second.err]).toEqual([1, expect.stringContaining('By Huda Test')]);
  expect((await as('supervisor', ['alert', 'resolve', `${number}-a1`, '-a', 'risk=low', '--reason', 'Safe'])).code).toBe(0);
  expect((await as('worker', ['case', 'record', number, 'follow_up', '-a', 'risk=low', '-a', 'changes=None'])).code).toBe(0);
  expect((await as('worker', ['case', 'answer', number, '-a', 'outcome=Well', '-a', 'not_eligible_why=None'])).code).toBe(0);
  expect((await as('worker', ['case', 'close', number, '--reason', 'resolved'])).code).toBe(0);
  expect((await as('supervisor', ['send-back', number, 'closure', '--reason', 'Wait'])).code).toBe(0);
  expect((await as('worker', ['case', 'close', number, '--reason', 'resolved'])).code).toBe(0);
  expect((await as('supervisor', ['approve', number, 'closure', '--note', 'Yes'])).out).toContain(`Case ${number}, closed`);
});

it('an id that would be another address stays an id', async () => {
  const { code, err } = await as('worker', ['case', 'show', '../me/tasks']);
  expect([code, err]).toEqual([1, expect.stringContaining('(request-wrong)')]);
});

it('a record of a list is added, changed, shown, and taken out again', async () => {
  const number = await open();
  expect((await as('worker', ['case', 'add-record', number, 'goal', '-a', 'what=Goes to school', '-a', 'due_on=2026-05-01'])).out).toContain('opened: goal.1');
  expect((await as('worker', ['case', 'change-record', number, 'goal.1', '-a', 'result=dropped'])).code).toBe(0);
  expect((await as('worker', ['case', 'show', number])).out).toMatch(/Records\n {2}goal\.1 +open +what: Goes to school; due_on: 2026-05-01; result: dropped/);
  const ended = await as('worker', ['case', 'end-record', number, 'goal.1', '--as', 'reached', '--reason', 'At last']);
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('(unknown-outcome)')]);
  expect((await as('worker', ['case', 'remove-record', number, 'goal.1', '--reason', 'Written twice'])).out).toContain('goal.1');
});

it('gives work to somebody, adds and takes back tasks, and plans absences', async () => {
  const number = await open('risk=low');
  expect((await as('worker', ['case', 'assign', number, 'sami', '--task', 'screening'])).code).toBe(0);
  expect((await as('worker', ['case', 'assign', number, 'sami'])).err).toContain('not-for-you');
  expect((await as('worker', ['case', 'add-task', number, 'Call the school', '--due', '2026-05-12'])).out).toContain('opened: own_task.1');
  expect((await as('worker', ['case', 'show', number])).out).toMatch(/own_task\.1 +task .*Call the school/);
  expect((await as('worker', ['case', 'withdraw', number, 'own_task.1', '--reason', 'Done by phone'])).out).toContain('ended:  own_task.1');
  expect((await as('supervisor', ['case', 'assign', number, 'sami'])).code).toBe(0);
  const away = await as('worker', ['staff', 'away', 'rana', '--from', '2026-05-03', '--to', '2026-05-04', '--deputy', 'sami']);
  expect(away.out).toMatch(/rana +Rana Test +case_worker +sami +2026-05-02 21:00Z to 2026-05-04 21:00Z/);
  expect((await as('worker', ['staff', 'away', 'rana'])).out).not.toContain('2026-05');
  expect((await as('worker', ['staff', 'away', 'rana', '--from', '2026-05-03'])).code).toBe(2);
  expect((await as('worker', ['staff', 'list'])).out).toMatch(/huda +Huda Test +supervisor/);
});

it('a partner’s key is made and taken back by the lead', async () => {
  const { profile } = compileShipped();
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY, partners: [{ id: 'clinic', title: 'The clinic', kind: 'health', language: 'en', email: 'x@clinic.example' }] } });
  const lead = { env: { CASEWAY_URL: url, CASEWAY_TOKEN: house.tokens.lead } };
  expect((await caseway(['partner', 'list'], lead)).out).toMatch(/clinic +health +en +The clinic/);
  expect((await caseway(['partner', 'key', 'clinic'], lead)).out).toMatch(/^cwp_[\w-]{43}\n$/);
  expect((await as('worker', ['partner', 'key', 'clinic'])).code).toBe(1);
  expect((await caseway(['partner', 'revoke', 'clinic'], lead)).out).toContain('1 keys');
});
