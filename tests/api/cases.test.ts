// A case through the API: opened, read, worked on, approved, closed, by the people whose it is and nobody else.

import type { ApiHouse } from './house';
import { startHouse } from './house';

const CASE_NUMBER = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{6}$/;
const SCREENING = { eligible: true, risk: 'high', child_name: 'Planted Name' };

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

describe('opening a case', () => {
  it('gives a number that tells nothing, what opened, and where to look next', async () => {
    const { status, headers, body } = await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ sequence: 1, stage: 'registration', status: 'open', opened: expect.arrayContaining(['screening.1']) });
    expect(body.case).toMatch(CASE_NUMBER);
    expect(headers['location']).toBe(`/v1/cases/${body.case}`);
    expect(body.links.journal).toBe(`/v1/cases/${body.case}/journal`);
  });

  it('opens one case however often it is repeated with its key, and answers the same', async () => {
    const call = { body: { process: 'child_protection' }, key: 'once' };
    const first = await house.ask('worker', 'POST', '/v1/cases', call);
    const second = await house.ask('worker', 'POST', '/v1/cases', call);
    expect(second.body).toEqual(first.body);
  });

  it('opens different cases for different people with the same key, and without a key each time another', async () => {
    const call = { body: { process: 'child_protection' }, key: 'shared' };
    const numbers = [
      (await house.ask('worker', 'POST', '/v1/cases', call)).body.case,
      (await house.ask('colleague', 'POST', '/v1/cases', call)).body.case,
      await house.openCase(),
      await house.openCase(),
    ];
    expect(new Set(numbers).size).toBe(4);
  });

  it('refuses the key of another opening', async () => {
    await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection' }, key: 'mine' });
    const { status, body } = await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { risk: 'low' } }, key: 'mine' });
    expect([status, body.code]).toEqual([409, 'idempotency-key-reused']);
  });

  it('starts nothing when the rules refuse it', async () => {
    const before = house.gateway.calls.length;
    const { status, body } = await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { risk: 'hihg' } } });
    expect([status, body.code]).toEqual([422, 'answer-not-an-option']);
    expect(body.against).toEqual([expect.objectContaining({ id: 'risk', rule: 'fields.risk' })]);
    expect(house.gateway.calls).toHaveLength(before);
  });

  it.each([
    ['the supervisor for themselves, who owns no cases', 'supervisor', {}, 422, 'unknown-owner'],
    ['a case worker for a colleague', 'worker', { owner: 'sami' }, 403, 'not-for-you'],
    ['for somebody of another agency', 'supervisor', { owner: 'omar' }, 422, 'unknown-owner'],
    ['for nobody', 'supervisor', { owner: 'nobody' }, 422, 'unknown-owner'],
    ['by a process that is not there', 'worker', { process: 'adoption' }, 404, 'process-not-found'],
  ] as const)('is refused %s', async (_what, who, body, status, code) => {
    const reply = await house.ask(who, 'POST', '/v1/cases', { body: { process: 'child_protection', ...body } });
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });

  it('lets the supervisor assign a case', async () => {
    const { body } = await house.ask('supervisor', 'POST', '/v1/cases', { body: { process: 'child_protection', owner: 'sami' } });
    const shown = await house.ask('colleague', 'GET', `/v1/cases/${body.case}`);
    expect(shown.body.owner).toEqual({ id: 'sami', name: 'Sami Test' });
  });
});

describe('reading a case', () => {
  it('shows it to its owner and to those above, in their language', async () => {
    const number = await house.openCase(SCREENING);
    const own = await house.ask('worker', 'GET', `/v1/cases/${number}`, { headers: { 'accept-language': 'ar-JO, en;q=0.5' } });
    expect(own.body.stage.title).toBe('التحديد والتسجيل');
    const above = await house.ask('supervisor', 'GET', `/v1/cases/${number}`);
    expect(above.body).toMatchObject({ number, status: 'open', answers: { risk: { value: 'high' } } });
    expect(above.body.stage.title).not.toBe(own.body.stage.title);
    expect(above.body.items[0]).toMatchObject({ id: 'screening.1', who: 'case_worker', person: 'rana' });
  });

  it.each(['', '/journal', '/explain'])('answers a colleague and a stranger as if %s were not there', async (path) => {
    const number = await house.openCase(SCREENING);
    const missing = await house.ask('worker', 'GET', `/v1/cases/0000-000000${path}`);
    for (const who of ['colleague', 'stranger', 'lead'] as const) {
      const { status, body } = await house.ask(who, 'GET', `/v1/cases/${number}${path}`);
      expect([status, { ...body, instance: '' }]).toEqual([404, { ...missing.body, instance: '' }]);
    }
  });

  it('reads the journal page by page, with words and lines', async () => {
    const number = await house.openCase(SCREENING);
    const first = await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=2`);
    expect(first.body.entries.map(({ n, what, text }: { n: number; what: string; text: string }) => [n, what, text])).toEqual([[1, 'opened', 'Case opened'], [2, 'answered', 'Answers given']]);
    const rest = await house.ask('worker', 'GET', `/v1/cases/${number}/journal?after=${first.body.next}`);
    expect(rest.body.entries[0].n).toBe(3);
    expect(rest.body.next).toBeNull();
    expect(rest.body.entries.find((entry: { what: string }) => entry.what === 'task_opened').line).toBeGreaterThan(100);
  });

  it('explains each deadline with its rule and line, and what a closure waits for', async () => {
    const number = await house.openCase(SCREENING);
    const { body } = await house.ask('worker', 'GET', `/v1/cases/${number}/explain?reason=resolved`);
    expect(body.deadlines).toEqual(expect.arrayContaining([expect.objectContaining({ about: 'screening.1', dueAt: '2026-03-27T07:00:00.000Z', line: expect.any(Number) })]));
    expect(body.stage.waitsForTasks).toContain('screening');
    const unmet = body.closure.criteria.filter((one: { holds: boolean }) => !one.holds);
    expect(unmet).toEqual([expect.objectContaining({ rule: 'closure.must.2', text: 'Write down the outcome.' })]);
  });

  it('lists a case worker their own cases alone, and a supervisor all', async () => {
    const mine = await house.openCase({}, 'worker');
    const theirs = await house.openCase({}, 'colleague');
    const numbers = async (who: 'worker' | 'supervisor' | 'stranger' | 'lead'): Promise<string[]> =>
      (await house.ask(who, 'GET', '/v1/cases?limit=200')).body.cases.map((one: { number: string }) => one.number);
    expect(await numbers('worker')).toContain(mine);
    expect(await numbers('worker')).not.toContain(theirs);
    expect(await numbers('supervisor')).toEqual(expect.arrayContaining([mine, theirs]));
    expect(await numbers('stranger')).toEqual([]);
    expect(await numbers('lead')).toEqual([]);
  });

  it('lists page by page without leaving out or repeating any', async () => {
    for (let i = 0; i < 3; i += 1) await house.openCase();
    const all = (await house.ask('supervisor', 'GET', '/v1/cases?limit=200')).body.cases.map((one: { number: string }) => one.number);
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await house.ask('supervisor', 'GET', `/v1/cases?limit=2${next === '' ? '' : `&after=${next}`}`);
      paged.push(...body.cases.map((one: { number: string }) => one.number));
      next = body.next;
    }
    expect(paged).toEqual(all);
  });
});

describe('working on a case', () => {
  it('goes from screening to closure, each step by whom it is for', async () => {
    const number = await house.openCase();
    const act = async (who: 'worker' | 'supervisor', path: string, body: unknown): Promise<unknown[]> => {
      const reply = await house.ask(who, 'POST', `/v1/cases/${number}/${path}`, { body });
      return [reply.status, reply.body.code ?? reply.body.stage, reply.body.status];
    };
    expect(await act('supervisor', 'tasks/screening/complete', { answers: SCREENING })).toEqual([403, 'not-your-task', 403]);
    expect(await act('worker', 'tasks/screening/complete', { answers: { eligible: true } })).toEqual([422, 'answer-missing', 422]);
    expect(await act('worker', 'tasks/screening/complete', { answers: SCREENING })).toEqual([200, 'registration', 'open']);
    expect(await act('worker', 'tasks/informed_consent.1/complete', { answers: { consent: { given: true, by: 'guardian' } } })).toEqual([200, 'assessment', 'open']);
    expect(await act('worker', 'tasks/initial_assessment/complete', { answers: { risk: 'low', vulnerabilities: 'v', strengths: 's' } })).toEqual([200, 'assessment', 'open']);
    expect(await act('worker', 'tasks/comprehensive_assessment/complete', { answers: { needs: ['safety'], complex: false } })).toEqual([200, 'planning', 'open']);
    expect(await act('worker', 'tasks/case_plan/complete', { answers: { plan: 'p' }, records: [{ list: 'goal', answers: { what: 'w', result: 'reached' } }] })).toEqual([200, 'planning', 'open']);
    expect(await act('worker', 'approvals/case_plan.1/approve', {})).toEqual([403, 'not-for-you', 403]);
    expect(await act('supervisor', 'approvals/case_plan.1/send-back', { reason: 'Say who does it.' })).toEqual([200, 'planning', 'open']);
    expect(await act('worker', 'tasks/case_plan/complete', { answers: { plan: 'p2' } })).toEqual([200, 'planning', 'open']);
    expect(await act('supervisor', 'approvals/case_plan.1/approve', { note: 'Good.' })).toEqual([200, 'implementation', 'open']);
    expect(await act('worker', 'reviews/follow_up/record', { answers: { risk: 'low', changes: 'c' } })).toEqual([200, 'implementation', 'open']);
    expect(await act('worker', 'close', { reason: 'resolved' })).toEqual([409, 'closure-criteria-unmet', 409]);
    const patched = await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { outcome: 'o' } } });
    expect(patched.status).toBe(200);
    expect(await act('worker', 'close', { reason: 'resolved' })).toEqual([200, 'implementation', 'open']);
    expect(await act('supervisor', 'approvals/closure/approve', {})).toEqual([200, 'implementation', 'closed']);
    expect(await act('worker', 'close', { reason: 'resolved' })).toEqual([409, 'case-closed', 409]);
    const { body } = await house.ask('worker', 'GET', `/v1/cases/${number}`);
    expect(body).toMatchObject({ status: 'closed', closed: { reason: 'resolved', by: { id: 'huda' } }, items: [] });
  });

  it('puts what is due on the list of the one who does it, soonest first', async () => {
    const number = await house.openCase();
    const { body } = await house.ask('worker', 'GET', '/v1/me/tasks', { headers: { 'accept-language': 'en' } });
    const mine = body.tasks.filter((one: { case: string }) => one.case === number);
    expect(mine[0]).toMatchObject({ id: 'screening.1', process: 'child_protection', dueAt: expect.any(String) });
    const due = body.tasks.map((one: { dueAt: string | null }) => one.dueAt ?? '~');
    expect(due).toEqual([...due].sort());
    expect((await house.ask('stranger', 'GET', '/v1/me/tasks')).body.tasks).toEqual([]);
  });

  it('hides a case from whom it is not for when they act, too', async () => {
    const number = await house.openCase();
    const before = house.gateway.calls.length;
    const { status, body } = await house.ask('colleague', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers: SCREENING } });
    expect([status, body.code]).toEqual([404, 'case-not-found']);
    expect(house.gateway.calls).toHaveLength(before);
  });
});
