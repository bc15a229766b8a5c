// One child's case from registration to closure on all real parts: deadlines, mails as received, the alert's chain, refusals, the journal.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialPerson } from '../../cli/trial-staff';
import { DEFINITIONS } from '../definitions';
import type { Answer } from './calls';
import { DAY, endOfWorkingDay, HOUR, workingMorning } from './working-days';
import type { Line, Mail } from './world';
import { until, World } from './world';

jest.setTimeout(120_000);

interface Deadline {
  about: string;
  dueAt: string;
  rule: string;
  line: number;
  chosenBy?: { field: string; value: string };
  notCounted: { date: string; why: string }[];
  reminders: { at: string; line: number }[];
}

let world: World;
let rana: TrialPerson;
let samira: TrialPerson;
let khalid: TrialPerson;
let yousef: TrialPerson;
/** The case whose life is told; the tests below go on from one to the next. */
let number = '';
const path = (rest = ''): string => `/v1/cases/${number}${rest}`;

beforeAll(async () => {
  world = await World.start();
  rana = world.person('case_worker');
  yousef = world.person('case_worker', 1);
  samira = world.person('supervisor');
  khalid = world.person('manager');
});
afterAll(() => world.stop());

async function deadline(about: string): Promise<Deadline> {
  const { deadlines } = await world.does(rana, 'GET', path('/explain'));
  const found = (deadlines as Deadline[]).find((one) => one.about.startsWith(about));
  if (!found) throw new Error(`Nothing is due for ${about}.`);
  return found;
}

/** Number, from 1, of the first line with these words behind the line `task:` in the shipped process. */
function lineBehind(task: string, words: string): number {
  const lines = readFileSync(join(DEFINITIONS, 'processes', 'child_protection.yaml'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.trim() === `${task}:`);
  return lines.findIndex((line, i) => i > start && line.trim().startsWith(words)) + 1;
}

const to = (mails: Mail[], person: TrialPerson): Mail[] => mails.filter((mail) => mail.to === `${person.id}@example.org`);
const linesAbout = (lines: Line[], what: string, about: string): Line[] => lines.filter((line) => line.what === what && line.about?.startsWith(about) === true);
const code = ({ status, body }: Answer): [number, unknown] => [status, body['code']];

test('opening: the same key gives the same case, with another body it is refused', async () => {
  const body = { process: 'child_protection', answers: { child_name: 'Salma Haddad', birth_date: '2015-04' } };
  const opened = await world.call(rana, 'POST', '/v1/cases', body, { key: 'open-once' });
  expect(opened.status).toBe(201);
  number = String(opened.body['case']);
  expect(opened.headers['location']).toBe(path());
  const again = await world.call(rana, 'POST', '/v1/cases', body, { key: 'open-once' });
  expect(again.body).toEqual(opened.body);
  expect(code(await world.call(rana, 'POST', '/v1/cases', { ...body, answers: {} }, { key: 'open-once' }))).toEqual([409, 'idempotency-key-reused']);
  const { cases } = await world.does(rana, 'GET', '/v1/cases');
  expect(cases).toHaveLength(1);
});

test('a deadline in hours is exact, with its reminder and its line in the file', async () => {
  const { openedAt } = await world.does(rana, 'GET', path());
  const due = Date.parse(String(openedAt)) + DAY;
  expect(await deadline('screening')).toMatchObject({
    dueAt: new Date(due).toISOString(), rule: 'stages.registration.tasks.screening.due', line: lineBehind('screening', 'due: 24 hours'),
    notCounted: [], reminders: [{ at: new Date(due - 4 * HOUR).toISOString(), line: lineBehind('screening', 'remind: [4 hours]') }],
  });
});

test('what nobody does is reminded of, then late, then climbs: one mail each, in their language and its direction', async () => {
  await world.newMails();
  await world.passUntil(number, workingMorning(await world.now(number), 3 * DAY, { beforeWeekend: true }));
  const mails = await world.newMails();
  expect(to(mails, rana)).toHaveLength(1);
  expect(to(mails, samira)).toHaveLength(1);
  expect(to(mails, khalid)).toHaveLength(1);
  const [reminder] = to(mails, rana);
  expect(reminder?.parsed.subject).toBe(`مهمة يقترب موعدها: الفرز والتسجيل – الحالة \u2068${number}\u2069`);
  expect(reminder?.parsed.html).toMatch(/<html[^>]* lang="ar"[^>]* dir="rtl"|<html[^>]* dir="rtl"[^>]* lang="ar"/);
  expect(reminder?.parsed.headers.get('content-language')).toBe('ar');
  expect(reminder?.parsed.text).toContain('الفرز والتسجيل');
  const [late] = to(mails, samira);
  expect(late?.parsed.subject).toBe(`Task late: Screening and registration – case ${number}`);
  expect(late?.parsed.html).not.toContain('dir="rtl"');

  const lines = await world.journal(rana, number);
  expect(linesAbout(lines, 'reminded', 'screening')).toHaveLength(1);
  expect(linesAbout(lines, 'became_late', 'screening')).toHaveLength(1);
  const steps = linesAbout(lines, 'late_step', 'screening');
  expect(steps[0]).toMatchObject({ rule: 'stages.registration.tasks.screening.late.0', line: lineBehind('screening', '- { at_once: true, tell: supervisor }') });
  expect(steps.length).toBeGreaterThanOrEqual(2);
});

test('a deadline in working days passes over the weekend, and says so', async () => {
  await world.complete(rana, number, 'screening', { eligible: true, risk: 'medium' });
  const { end, notCounted } = endOfWorkingDay(await world.now(number), 3);
  const consent = await deadline('informed_consent');
  expect(consent).toMatchObject({ dueAt: new Date(end).toISOString(), line: lineBehind('informed_consent', 'due: 3 working days') });
  expect(consent.notCounted.map(({ date }) => date)).toEqual(notCounted);
  expect(consent.notCounted.filter(({ why }) => why === 'weekend').length).toBeGreaterThanOrEqual(2);
});

test('without consent it does not go on', async () => {
  const missing = await world.call(rana, 'POST', path('/tasks/informed_consent/complete'), { answers: {} });
  expect(code(missing)).toEqual([422, 'answer-missing']);
  expect(missing.body['against']).toEqual([expect.objectContaining({ id: 'consent' })]);
  expect(code(await world.call(rana, 'POST', path('/tasks/initial_assessment/complete'), { answers: {} }))).toEqual([409, 'task-not-ready']);
  await world.complete(rana, number, 'informed_consent', { consent: { given: true, by: 'guardian' } });
  expect(await world.does(rana, 'GET', path())).toMatchObject({ stage: { id: 'assessment', title: 'Assessment' } });
});

test('a deadline chosen by the risk, its reminder, its lateness and the step to the supervisor at their times', async () => {
  const { end, notCounted } = endOfWorkingDay(await world.now(number), 5);
  const due = await deadline('initial_assessment');
  expect(due).toMatchObject({
    dueAt: new Date(end).toISOString(), chosenBy: { field: 'risk', value: 'medium' }, line: lineBehind('initial_assessment', 'medium: 5 working days'),
  });
  expect(due.notCounted.map(({ date }) => date)).toEqual(notCounted);
  await world.newMails();
  const stepAt = endOfWorkingDay(end - 1, 1).end - 16 * HOUR;
  await world.passUntil(number, stepAt + 2 * HOUR);
  const mails = await world.newMails();
  expect(to(mails, rana)).toHaveLength(1);
  expect(to(mails, samira).map(({ parsed }) => parsed.subject)).toEqual([expect.stringContaining(number)]);
  const lines = await world.journal(rana, number);
  const [owner, supervisor] = linesAbout(lines, 'late_step', 'initial_assessment');
  // A step that ran some milliseconds late says when it was due.
  expect([owner, supervisor].map((step) => Date.parse(step?.due ?? step?.at ?? ''))).toEqual([end, stepAt]);
  await world.complete(rana, number, 'initial_assessment', { risk: 'medium', vulnerabilities: 'none told', strengths: 'an aunt' });
});

/** Mails that say URGENT, in either language. */
const urgent = (mails: Mail[]): Mail[] => mails.filter(({ parsed }) => /^(URGENT|عاجل)/.test(parsed.subject ?? ''));

/** Awaits that so many urgent mails have come since the last look. */
async function urgentMails(count: number): Promise<Mail[]> {
  const found: Mail[] = [];
  await until(`${count} urgent mails have come`, async () => {
    found.push(...urgent(await world.newMails()));
    return found.length >= count;
  });
  return found;
}

test('an immediate risk is told at once, climbs three steps and repeats until somebody acknowledges it', async () => {
  await world.newMails();
  const answers = { risk: 'immediate', changes: 'bruises' };
  const recorded = await world.does(rana, 'POST', path('/reviews/follow_up/record'), { answers });
  expect(recorded['opened']).toContain(`${number}-a1`);
  expect((await urgentMails(1)).map((mail) => mail.to)).toEqual(['samira@example.org']);
  await world.pass(number, HOUR + 60_000);
  expect((await urgentMails(2)).map((mail) => mail.to).sort()).toEqual(['khalid@example.org', 'samira@example.org']);
  await world.pass(number, 2 * HOUR + 60_000);
  const third = await urgentMails(2);
  expect(third).toHaveLength(2);
  const [arabic] = to(third, khalid);
  expect(arabic?.parsed.html).toContain('dir="rtl"');
  await world.pass(number, HOUR + 60_000);
  expect((await urgentMails(2)).map((mail) => mail.to).sort()).toEqual(['khalid@example.org', 'samira@example.org']);
  const kinds = (await world.journal(rana, number)).map(({ what }) => what).filter((what) => what.startsWith('alert_'));
  expect(kinds.filter((what) => what !== 'alert_told')).toEqual(['alert_raised', 'alert_climbed', 'alert_climbed', 'alert_repeated']);
  expect(kinds.filter((what) => what === 'alert_told').length).toBeGreaterThanOrEqual(4);
  expect((await world.does(samira, 'GET', '/v1/alerts'))['alerts']).toEqual([expect.objectContaining({ id: `${number}-a1`, state: 'raised' })]);
});

test('who acknowledges first is named to the second, with time and reason; the chain ends', async () => {
  const ack = `/v1/alerts/${number}-a1/acknowledge`;
  const reason = 'On my way to the family';
  expect((await world.call(samira, 'POST', ack, {})).status).toBe(400);
  expect(code(await world.call(rana, 'POST', ack, { reason }))).toEqual([403, 'not-for-you']);
  const first = await world.call(samira, 'POST', ack, { reason }, { key: 'ack' });
  expect(first.status).toBe(200);
  const second = await world.call(khalid, 'POST', ack, { reason: 'I take it' }, { key: 'ack' });
  expect(code(second)).toEqual([409, 'already-acknowledged']);
  expect(second.type).toBe('application/problem+json');
  const line = (await world.journal(rana, number)).find(({ what }) => what === 'alert_acknowledged');
  expect(line).toMatchObject({ by: { id: 'samira' }, details: { reason } });
  expect(second.body['first']).toEqual({ name: 'Samira', at: line?.at, reason });
  expect((await world.call(samira, 'POST', ack, { reason }, { key: 'ack' })).body).toEqual(first.body);
  expect(code(await world.call(samira, 'POST', ack, { reason: 'something else' }, { key: 'ack' }))).toEqual([409, 'idempotency-key-reused']);
  await world.newMails();
  await world.pass(number, 5 * HOUR);
  expect(urgent(await world.newMails())).toEqual([]);
});

test('a case with an open alert is not closed; the alert is resolved by answers', async () => {
  const close = await world.call(rana, 'POST', path('/close'), { reason: 'resolved' });
  expect(code(close)).toEqual([409, 'closure-criteria-unmet']);
  expect((close.body['against'] as { text?: string }[]).map(({ text }) => text)).toContain('An alert is still open.');
  const resolve = `/v1/alerts/${number}-a1/resolve`;
  expect(code(await world.call(samira, 'POST', resolve, { reason: 'safe' }))).toEqual([422, 'answer-missing']);
  await world.complete(rana, number, 'urgent_protection', { safety_measures: 'with the aunt' });
  await world.does(samira, 'POST', resolve, { answers: { risk: 'high' }, reason: 'safe with relatives' });
  expect(code(await world.call(samira, 'POST', resolve, { answers: { risk: 'high' } }))).toEqual([409, 'already-resolved']);
  expect((await world.does(samira, 'GET', '/v1/alerts'))['alerts']).toEqual([]);
});

test('a plan is approved by a second person, and not by who handed it in', async () => {
  await world.complete(rana, number, 'comprehensive_assessment', { needs: ['safety'], complex: false });
  await world.complete(rana, number, 'case_plan', { plan: 'a safe home' }, [{ list: 'goal', answers: { what: 'at home again' } }]);
  const approve = path('/approvals/case_plan/approve');
  expect(code(await world.call(rana, 'POST', approve, {}))).toEqual([403, 'not-for-you']);
  expect(await world.does(samira, 'POST', path('/approvals/case_plan/send-back'), { reason: 'Add the school' })).toMatchObject({ stage: 'planning' });
  await world.complete(rana, number, 'case_plan', { plan: 'a safe home, and school' });
  expect(await world.does(samira, 'POST', approve, {})).toMatchObject({ stage: 'implementation' });
});

test('somebody who has both roles does not approve their own work', async () => {
  const { records } = world.installation;
  await records.upsertStaff({
    id: 'dana', name: 'Dana', email: 'dana@example.org', language: 'en', agency: rana.agency, roles: ['case_worker', 'supervisor'], supervisor: 'khalid', active: true,
  });
  const dana = { token: await records.createToken('dana') };
  const own = await world.open(dana);
  await world.complete(dana, own, 'screening', { eligible: true, risk: 'low' });
  await world.complete(dana, own, 'informed_consent', { consent: { given: true, by: 'client' } });
  await world.complete(dana, own, 'initial_assessment', { risk: 'low', vulnerabilities: 'few', strengths: 'many' });
  await world.complete(dana, own, 'comprehensive_assessment', { needs: ['health'], complex: false });
  await world.complete(dana, own, 'case_plan', { plan: 'a doctor' }, [{ list: 'goal', answers: { what: 'well again' } }]);
  expect(code(await world.call(dana, 'POST', `/v1/cases/${own}/approvals/case_plan/approve`, {}))).toEqual([403, 'not-by-who-did-it']);
  await world.does(samira, 'POST', `/v1/cases/${own}/approvals/case_plan/approve`, {});
});

test('nobody reads or changes a case of others, and nobody without a token', async () => {
  const acts: [string, string, unknown][] = [
    ['GET', path(), undefined], ['GET', path('/journal'), undefined], ['GET', path('/explain'), undefined],
    ['PATCH', path('/fields'), { answers: { outcome: 'x' } }], ['POST', path('/close'), { reason: 'resolved' }],
    ['POST', path('/tasks/carry_out_plan/complete'), { answers: { needs_met: true } }], ['POST', path('/alerts'), { alert: 'immediate_risk' }],
    ['POST', `/v1/alerts/${number}-a1/acknowledge`, { reason: 'mine' }], ['POST', path('/approvals/case_plan/approve'), {}],
  ];
  const before = await world.does(rana, 'GET', path());
  for (const [method, where, body] of acts) {
    expect(code(await world.call(yousef, method as 'GET', where, body))).toEqual([404, 'case-not-found']);
    expect(code(await world.call(null, method as 'GET', where, body))).toEqual([401, 'sign-in-needed']);
    expect(code(await world.call({ token: `cw_${'A'.repeat(43)}` }, method as 'GET', where, body))).toEqual([401, 'sign-in-needed']);
  }
  expect((await world.does(yousef, 'GET', '/v1/cases'))['cases']).toEqual([]);
  expect(await world.does(rana, 'GET', path())).toEqual(before);
});

test('the case is closed by its criteria and a second person; its journal is whole', async () => {
  await world.does(rana, 'POST', path('/reviews/follow_up/record'), { answers: { risk: 'low', changes: 'she sleeps again' } });
  await world.complete(rana, number, 'carry_out_plan', { needs_met: true }, [{ record: 'goal.1', answers: { result: 'reached' } }]);
  expect(code(await world.call(rana, 'POST', path('/close'), { reason: 'resolved' }))).toEqual([409, 'closure-criteria-unmet']);
  await world.does(rana, 'PATCH', path('/fields'), { answers: { outcome: 'back at school' } });
  expect(code(await world.call(rana, 'POST', path('/approvals/closure/approve'), {}))).toEqual([403, 'not-for-you']);
  expect(await world.does(samira, 'POST', path('/approvals/closure/approve'), {})).toMatchObject({ status: 'closed' });
  const closed = await world.does(rana, 'GET', path());
  expect(closed).toMatchObject({ status: 'closed', items: [], closed: { reason: 'resolved' } });
  expect(code(await world.call(rana, 'PATCH', path('/fields'), { answers: { outcome: 'x' } }))).toEqual([409, 'case-closed']);

  const lines = await world.journal(rana, number, 7);
  expect(lines.map(({ n }) => n)).toEqual(lines.map((_, i) => i + 1));
  expect(lines.at(-1)).toMatchObject({ sequence: closed['sequence'] });
  for (const [i, line] of lines.entries()) expect(i === 0 || line.at >= (lines[i - 1]?.at ?? '')).toBe(true);
  expect(await world.installation.records.verifyJournal(number)).toEqual({ entries: lines.length, problems: [] });
});

test('no mail was delivered twice', async () => {
  const ids = (await world.allMails()).map(({ messageId }) => messageId);
  expect(ids.length).toBeGreaterThan(10);
  expect(new Set(ids).size).toBe(ids.length);
});
