// A case full of planted names leaves none of them in any mail, log, search attribute, id or error, nor in clear in any file.

import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { TrialPerson } from '../../cli/trial-staff';
import { POST_WORKFLOW } from '../../workflows/messages';
import { DAY, HOUR, workingMorning } from './working-days';
import { until, World } from './world';

jest.setTimeout(180_000);

/** Each is planted in one place, so that whatever leaks says where it leaked from. */
const planted = (where: string): string => `Zaynab-${where} زينب-${where}`;
const MARKS = ['Zaynab', 'زينب', '2013-07-19', ...['زينب', 'Zaynab'].map(escaped)];

/** As JSON in ASCII has it. */
function escaped(text: string): string {
  return [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

const marksIn = (text: string): string[] => MARKS.filter((mark) => text.toLowerCase().includes(mark.toLowerCase()));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

let world: World;
let rana: TrialPerson;
let samira: TrialPerson;
let number = '';
const errors: string[] = [];
/** What the files are searched for when the installation has stopped. */
let dataFolder = '';

const path = (rest = ''): string => `/v1/cases/${number}${rest}`;

async function refused(person: TrialPerson, method: 'GET' | 'POST' | 'PATCH', where: string, body?: unknown, headers?: Record<string, string>): Promise<void> {
  const answer = await world.call(person, method, where, body, headers && { headers });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  // Who was first, and why, is for the second person to read: they may read the case.
  const { first: _first, detail: _detail, ...rest } = answer.body;
  errors.push('first' in answer.body ? JSON.stringify(rest) : answer.text, JSON.stringify(answer.headers));
}

beforeAll(async () => {
  world = await World.start();
  dataFolder = world.installation.folder.path;
  rana = world.person('case_worker');
  samira = world.person('supervisor');
  await fillCase();
});
afterAll(() => world.stop());

/** A case with something planted in every private field, in every reason, and in what goes wrong beside it. */
async function fillCase(): Promise<void> {
  number = await world.open(rana, { child_name: planted('child'), birth_date: '2013-07-19' });
  await world.does(rana, 'PATCH', path('/fields'), { answers: { child_name: planted('changed'), outcome: planted('outcome'), not_eligible_why: planted('why') } });
  await world.passUntil(number, workingMorning(await world.now(number), 3 * DAY));
  await world.complete(rana, number, 'screening', { eligible: true, risk: 'high', not_eligible_why: planted('screening') });
  await world.complete(rana, number, 'informed_consent', { consent: { given: true, by: 'guardian' } });
  await world.does(rana, 'POST', path('/reviews/follow_up/record'), { answers: { risk: 'immediate', changes: planted('changes'), safety_measures: planted('measures') } });
  await world.does(samira, 'POST', path('/alerts'), { alert: 'immediate_risk', reason: planted('joined') });
  await world.pass(number, HOUR + 60_000);
  const alert = `/v1/alerts/${number}-a1`;
  await world.does(samira, 'POST', `${alert}/acknowledge`, { reason: planted('acknowledged') });
  await refused(world.person('manager'), 'POST', `${alert}/acknowledge`, { reason: planted('second') });
  await world.complete(rana, number, 'urgent_protection', { safety_measures: planted('protection') });
  await world.does(samira, 'POST', `${alert}/resolve`, { answers: { risk: 'low' }, reason: planted('resolved') });
  await world.complete(rana, number, 'initial_assessment', { risk: 'low', vulnerabilities: planted('vulnerable'), strengths: planted('strong') });
  await world.complete(rana, number, 'comprehensive_assessment', { needs: ['safety'], complex: false });
  await world.complete(rana, number, 'case_plan', { plan: planted('plan') }, [{ list: 'goal', answers: { what: planted('goal') } }]);
  await world.does(samira, 'POST', path('/approvals/case_plan/send-back'), { reason: planted('sent-back') });
  await world.complete(rana, number, 'case_plan', { plan: planted('plan-again') });
  await world.does(samira, 'POST', path('/approvals/case_plan/approve'), { note: planted('note') });
  await goWrong();
  await world.passUntil(number, workingMorning(await world.now(number), 40 * DAY));
  await world.does(rana, 'POST', path('/reviews/follow_up/record'), { answers: { risk: 'low', changes: planted('late') } });
  await world.complete(rana, number, 'carry_out_plan', { needs_met: true, outcome: planted('end') }, [{ record: 'goal.1', answers: { result: 'reached' } }]);
  await world.does(samira, 'POST', path('/approvals/closure/approve'), { note: planted('closed') });
  await world.post(number);
}

/** Names where they do not belong: they go into errors and logs most easily. */
async function goWrong(): Promise<void> {
  const name = encodeURIComponent(planted('address'));
  await refused(rana, 'GET', `/v1/cases/${name}`);
  await refused(rana, 'GET', `/${name}`);
  await refused(rana, 'GET', `/v1/cases?owner=${name}`);
  await refused(rana, 'PATCH', path('/fields'), { answers: { risk: planted('option') } });
  await refused(rana, 'PATCH', path('/fields'), { answers: { birth_date: planted('date') } });
  await refused(rana, 'PATCH', path('/fields'), { answers: { child_name: [planted('list')] } });
  await refused(rana, 'PATCH', path('/fields'), { answers: { consent: { given: true, by: planted('by') } } });
  await refused(rana, 'PATCH', path('/fields'), { answers: { child_name: planted('long').repeat(4_000) } });
  await refused(rana, 'PATCH', path('/fields'), `{"answers": {"child_name": "${planted('json')}", }`);
  await refused(rana, 'POST', path('/close'), { reason: planted('reason') });
  await refused(rana, 'POST', path('/tasks/carry_out_plan/complete'), { answers: { child_name: planted('unasked'), needs_met: true } });
  await refused(rana, 'POST', '/v1/cases', { process: 'child_protection', owner: 'nobody', answers: { child_name: planted('owner') } }, { 'idempotency-key': 'Zaynab-key' });
  await refused(rana, 'GET', '/v1/nothing', undefined, { 'x-request-id': 'Zaynab-id', referer: 'http://x/Zaynab', 'user-agent': 'Zaynab' });
}

test('what was planted is there for those who may read the case', async () => {
  const shown = JSON.stringify(await world.does(rana, 'GET', path()));
  for (const where of ['changed', 'end', 'screening', 'late', 'protection', 'vulnerable', 'strong', 'plan-again', 'goal']) expect(shown).toContain(planted(where));
  const journal = JSON.stringify(await world.journal(samira, number));
  for (const where of ['acknowledged', 'resolved', 'sent-back', 'note', 'closed']) expect(journal).toContain(planted(where));
});

test('in no mail, neither as sent nor as read', async () => {
  const mails = await until('the mails have come', async () => {
    const all = await world.allMails();
    return all.length >= 8 && all;
  });
  for (const { raw, parsed } of mails) {
    const { subject, text, html, headerLines } = parsed;
    expect(marksIn([raw, subject, text, html, JSON.stringify(headerLines)].join('\n'))).toEqual([]);
    expect(text).toContain(number);
  }
});

test('in no answer to what went wrong', () => {
  expect(errors.length).toBeGreaterThan(20);
  for (const error of errors) expect(marksIn(error)).toEqual([]);
});

test('in no id, search attribute or memo of the Temporal service', async () => {
  const connection = await Connection.connect({ address: world.installation.temporalAddress });
  try {
    const client = new Client({ connection });
    const listed: string[] = [];
    const types: string[] = [];
    for await (const one of client.workflow.list()) {
      types.push(one.type);
      listed.push(JSON.stringify([one.workflowId, one.type, one.taskQueue, one.memo, one.searchAttributes, one.raw.searchAttributes, one.raw.memo]));
      const { raw } = await client.workflow.getHandle(one.workflowId, one.runId).describe();
      listed.push(JSON.stringify(raw));
    }
    expect(types).toContain(POST_WORKFLOW);
    expect(listed.join('\n')).toContain(number);
    expect(marksIn(listed.join('\n'))).toEqual([]);
  } finally {
    await connection.close();
  }
});

test('in no log, nor any token or key', async () => {
  const { secretKey, people, folder } = world.installation;
  const password = (await readFile(join(folder.postgresFolder, 'password'), 'utf8')).trim();
  const secrets = [password, secretKey.toString('base64'), secretKey.toString('hex'), ...people.map(({ token }) => token)];
  const files = filesBelow(folder.logFolder);
  expect(files.length).toBeGreaterThanOrEqual(4);
  const api = readFileSync(join(folder.logFolder, 'api.log'), 'utf8');
  expect(api).toContain('/v1/cases/:case');
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect([relative(folder.path, file), marksIn(text)]).toEqual([relative(folder.path, file), []]);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

test('in clear in no file of the data folder, once all of it is on the disk', async () => {
  await world.halt();
  const files = filesBelow(dataFolder);
  const contents = files.map((file) => [relative(dataFolder, file), readFileSync(file)] as const);
  // The search does find what stands there in clear: the staff's own addresses, and the case's number.
  const holding = (text: string): string[] => contents.filter(([, content]) => content.includes(text)).map(([file]) => file);
  expect(holding('samira@example.org').some((file) => file.startsWith('postgres/'))).toBe(true);
  expect(holding(number).some((file) => file.startsWith('temporal/'))).toBe(true);
  expect(Object.fromEntries(MARKS.map((mark) => [mark, holding(mark)]))).toEqual(Object.fromEntries(MARKS.map((mark) => [mark, []])));
});
