// The shell's own bookkeeping over a toy core: judged once, answered once, owed until told and recorded.

import { ApplicationFailure } from '@temporalio/common';
import type { Advanced, Refused } from '../../case/advance';
import type { Case } from '../../case/case';
import type { Effect, Notice } from '../../case/effect';
import type { Act, CaseEvent } from '../../case/event';
import type { Rules } from '../../process/rules';
import { CaseRunner } from '../../workflows/case-runner';
import type { Core } from '../../workflows/core';
import { CORE_ERROR, KEY_REUSED } from '../../workflows/messages';
import type { ActCall, CaseInput } from '../../workflows/messages';
import { testRules, WORKER } from './rules';

const notice = (id: string, urgent: boolean): Notice => ({
  id, says: 'alert_raised', urgent, to: { part: { owner: true }, owner: 'p' }, at: '2026-01-01T00:00:00.000Z', notBefore: '2026-01-01T00:00:00.000Z',
});

/** Counts; refuses `refuse me`; breaks at `break`; brings about what it is told to. */
class ToyCore implements Core {
  judged: CaseEvent[] = [];
  effects: Effect[] = [];

  advance = (_rules: Rules, before: Case | null, event: CaseEvent): Advanced | Refused => {
    this.judged.push(event);
    const note = event.type === 'answer' ? event.answers['note'] : undefined;
    if (note === 'break') throw new TypeError('Layla is not a function');
    if (note === 'refuse me') return { refusal: { code: 'not-for-you', against: [] } };
    const sequence = (before?.sequence ?? 0) + (event.type === 'time' ? 0 : 1);
    const next = { sequence, status: 'open' } as Case;
    return { case: next, effects: this.effects, answer: { case: 'C', sequence, stage: 's', status: 'open', opened: [], ended: [] } };
  };
  nextWake = () => null;
  project = () => ({}) as never;
}

const INPUT: CaseInput = { number: 'C', agency: 'agency', state: null, run: 0, answered: [], unrecorded: [], untold: [] };
const OPEN: Act = { type: 'open', by: WORKER, number: 'C', owner: WORKER, answers: {} };
const call = (note: string, key = note, digest = 'd'): ActCall => ({ key, digest, act: { type: 'answer', by: WORKER, answers: { note } } });

let core: ToyCore;
let clock: number;
let runner: CaseRunner;
const run = (input: Partial<CaseInput> = {}) => new CaseRunner(testRules(), { ...INPUT, ...input }, core, () => new Date(clock).toISOString());
beforeEach(() => {
  core = new ToyCore();
  clock = 0;
  runner = run();
  runner.act({ key: 'opening', digest: 'd', act: OPEN });
});

function thrownBy(act: () => unknown): ApplicationFailure {
  try {
    act();
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
  }
  throw new Error('no failure was thrown');
}

test('what the validator has judged the handler does not judge again, as long as nothing has changed', () => {
  core.judged = [];
  runner.check(call('a'));
  runner.act(call('a'));
  expect(core.judged).toHaveLength(1);
  runner.check(call('b'));
  runner.act(call('c'));
  runner.act(call('b'));
  expect(core.judged).toHaveLength(4);
  runner.check(call('d'));
  clock += 1;
  runner.act(call('d'));
  expect(core.judged).toHaveLength(6);
});

test('a refusal leaves as a failure that is not repeated, with its code as type and itself as detail', () => {
  for (const act of [() => runner.check(call('refuse me')), () => runner.act(call('refuse me'))]) {
    expect(thrownBy(act)).toMatchObject({ type: 'not-for-you', nonRetryable: true, details: [{ code: 'not-for-you', against: [] }] });
  }
  expect(runner.state?.sequence).toBe(1);
});

test('a defect of the core leaves as a failure without what the error said, and the state as it was', () => {
  const failure = thrownBy(() => runner.act(call('break')));
  expect(failure).toMatchObject({ type: CORE_ERROR, nonRetryable: true });
  expect(failure.message).not.toContain('Layla');
  expect(runner.state?.sequence).toBe(1);
  expect(runner.act(call('a')).sequence).toBe(2);
});

test('a defect at an event that nobody waits for is thrown, so that the task is repeated by a worker that has it mended', () => {
  core.advance = () => {
    throw new TypeError('a defect');
  };
  expect(() => runner.wake()).toThrow(TypeError);
});

test('the fifty latest calls are remembered, in the next run too; older ones are forgotten', () => {
  for (let n = 0; n < 50; n += 1) runner.act(call(`${n}`));
  const [, input] = runner.carry();
  expect(input.answered).toHaveLength(50);
  const next = run(input);
  expect(next.act(call('0'))).toEqual(runner.act(call('0')));
  expect(next.state?.sequence).toBe(51);
  expect(thrownBy(() => next.check(call('other', '0', 'other digest'))).type).toBe(KEY_REUSED);
  expect(next.act({ ...call('x'), key: 'opening' }).sequence).toBe(52);
});

test('what is owed is carried: transitions until recorded, urgent notices until told', () => {
  core.effects = [{ kind: 'notice', notice: notice('u', true) }, { kind: 'notice', notice: notice('n', false) }];
  runner.act(call('a'));
  core.effects = [];
  runner.act(call('b'));
  const [, input] = runner.carry();
  expect(input).toMatchObject({ run: 1, untold: [{ id: 'u' }], unrecorded: [{ sequence: 1 }, { sequence: 2, notices: [{ id: 'n' }] }, { sequence: 3 }] });
  const next = run(input);
  next.recorded(2);
  next.told([notice('u', true)], []);
  expect(next.carry()[1]).toMatchObject({ run: 2, untold: [], unrecorded: [{ sequence: 3 }] });
});

test('a wake-up for which nothing was due leaves nothing to record', () => {
  runner.recorded(1);
  runner.wake();
  expect(runner.owesRecords).toBe(false);
});

test('an opening is judged by the handler alone: its refusal is to end the run', () => {
  const fresh = run();
  core.advance = () => ({ refusal: { code: 'not-for-you', against: [] } });
  expect(() => fresh.check({ key: 'k', digest: 'd', act: OPEN })).not.toThrow();
  expect(thrownBy(() => fresh.act({ key: 'k', digest: 'd', act: OPEN })).type).toBe('not-for-you');
  expect(fresh.openingRefused).toBe(true);
});
