// Closed cases: opened again as new runs, kept as long as the process says, held, and erased.

import type { ClosedCases } from './closed-cases';
import { over, rules, startClosedCases } from './closed-cases';
import { SUPERVISOR, WORKER } from '../workflows/rules';

let all: ClosedCases;
beforeAll(async () => void (all = await startClosedCases()));
afterAll(() => all.stop());

test('a case is opened again as a new run from what the records hold, with its journal continued', async () => {
  const one = await all.closedCase();
  const closed = await all.records.getClosed(one.number);
  if (!closed) throw new Error('It is not closed.');
  const call = one.call({ type: 'reopen', by: SUPERVISOR, reason: 'Help is needed again' });
  const outcome = await all.shell.gateway.reopen(call, rules, closed);
  expect(outcome).toMatchObject({ kind: 'answered', answer: { status: 'open', sequence: closed.state.sequence + 1 } });
  // The same call again, as by who has not heard the answer, and somebody else's at the same time.
  expect(await all.shell.gateway.reopen(call, rules, closed)).toEqual(outcome);
  expect(await all.shell.gateway.reopen(one.call({ type: 'reopen', by: SUPERVISOR, reason: 'Me too' }), rules, closed)).toMatchObject({ kind: 'refused', refusal: { code: 'case-not-closed' } });
  expect(await one.act({ type: 'answer', by: WORKER, answers: { note: 'on' } })).toMatchObject({ sequence: closed.state.sequence + 2 });
  await all.recordAll(one);
  expect((await all.records.getCase(one.number))?.row).toMatchObject({ status: 'open', sequence: closed.state.sequence + 2 });
  expect(await all.records.verifyJournal(one.number)).toMatchObject({ problems: [] });
  await one.close();
  await one.ended();
});

test('a reopening that is refused leaves the case closed, and no run behind', async () => {
  const one = await all.closedCase();
  const closed = await all.records.getClosed(one.number);
  if (!closed) throw new Error('It is not closed.');
  const outcome = await all.shell.gateway.reopen(one.call({ type: 'reopen', by: WORKER, reason: 'I want to' }), rules, closed);
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'not-for-you' } });
  await one.ended();
  await all.recordAll(one);
  expect(await all.records.getClosed(one.number)).toEqual(closed);
});

test('a closed case is kept until its time is over, and then erased', async () => {
  const one = await all.closedCase();
  expect(await all.keep(new Date().toISOString())).toEqual({ erased: 0 });
  expect(await all.records.keptUntil(one.number)).toEqual(expect.any(String));
  expect((await all.keep(over())).erased).toBeGreaterThan(0);
  expect(await all.records.getCase(one.number)).toBeNull();
  expect(await all.keep(over())).toEqual({ erased: 0 });
});

test('a held case is passed over', async () => {
  const one = await all.closedCase();
  await all.records.placeHold(one.number, 'p-supervisor', 'A court asks for it');
  await all.keep(over());
  expect(await all.records.getCase(one.number)).not.toBeNull();
});

test('a date that newer rules have put off is reckoned again before anything is erased', async () => {
  const one = await all.closedCase();
  await all.keep(new Date().toISOString());
  const forEver = { ...rules, process: { ...rules.process, closure: { ...rules.process.closure } } };
  delete forEver.process.closure.retention;
  await all.keep(over(), forEver);
  expect(await all.records.keptUntil(one.number)).toBeNull();
  expect(await all.records.getCase(one.number)).not.toBeNull();
});
