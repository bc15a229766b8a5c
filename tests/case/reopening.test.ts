// Opening a closed case again, and until when a closed one is kept.

import { eraseAt } from '../../case/retention';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { maha, rana, samir, story } from './story';

const closure = { ...CHILD_PROTECTION.closure, approve: [] };
const reopen = { within: '12 months', to: 'assessment', who: 'supervisor' };
const rules = rulesOf({ ...CHILD_PROTECTION, closure: { ...closure, reopen, retention: '7 years' } });
const closed = (by = rules) => story(by).open({ outcome: 'well', risk: 'low' }).seen().close('resolved');
const again = { type: 'reopen' as const, by: samir, reason: 'The family asks for help again' };

describe('opening a closed case again', () => {
  test('goes on in the stage that the process names, with the answers and the journal as they were', () => {
    const case_ = closed();
    const { sequence } = case_.state;
    case_.wait('3 months').does(again);
    expect(case_.state).toMatchObject({ status: 'open', stage: { id: 'assessment' }, answers: { outcome: { value: 'well' } } });
    expect(case_.state.closed).toBeUndefined();
    expect(case_.state.sequence).toBe(sequence + 1);
    expect(case_.journal.find((line) => line.includes('reopened'))).toBeDefined();
    expect(Object.keys(case_.items).sort()).toEqual(['follow_up.2', 'initial_assessment.1']);
    expect(case_.notices.some((line) => line.startsWith('rana: reopened'))).toBe(true);
  });

  test('closes again by the same criteria, and can be opened again after that', () => {
    const case_ = closed().does(again).close('resolved').does({ ...again, by: samir });
    expect(case_.state.status).toBe('open');
    expect(case_.state.closures).toBe(2);
  });

  test('is possible until the time has passed, to the instant', () => {
    const until = closed().state.closed?.at;
    expect(until).toBeDefined();
    const early = closed();
    early.wait('11 months');
    expect(early.refused(again)).toBeNull();
    const late = closed().wait('12 months').wait('1 day');
    expect(late.refusal(again)).toMatchObject({ code: 'reopening-too-late', against: [{ rule: 'closure.reopen' }] });
  });

  test.each([
    ['an open case', () => story(rules).open(), again, 'case-not-closed'],
    ['a process that has no reopening', () => closed(rulesOf({ ...CHILD_PROTECTION, closure })), again, 'reopening-not-possible'],
    ['somebody in another role', () => closed(), { ...again, by: rana }, 'not-for-you'],
    ['no reason', () => closed(), { ...again, reason: '  ' }, 'reason-missing'],
  ])('is refused for %s', (_, start, act, code) => {
    expect(start().refused(act)).toBe(code);
  });

  test('a case that is closed is refused everything else', () => {
    expect(closed().refused({ type: 'answer', by: rana, answers: { outcome: 'other' } })).toBe('case-closed');
  });

  test('an alert that nobody had acknowledged is told again', () => {
    const lenient = rulesOf({ ...CHILD_PROTECTION, closure: { ...closure, must: [], reopen } });
    const case_ = story(lenient).open({ outcome: 'well' }).raise('immediate_risk').close('resolved').seen();
    expect(case_.alert.climbAt).toBeNull();
    case_.does(again);
    expect(case_.alert.climbAt).not.toBeNull();
    expect(case_.notices.filter((one) => one.includes('alert_repeated'))).not.toEqual([]);
  });
});

describe('a closed case is kept', () => {
  test('for a length counted from its closing', () => {
    const case_ = closed();
    expect(case_.local(eraseAt(rules, case_.state) ?? '')).toMatch(/^2033-03-26|^2033-03-27 00:00/);
  });

  test('for ever where the process says nothing, and while it is open', () => {
    const forEver = rulesOf({ ...CHILD_PROTECTION, closure });
    expect(eraseAt(forEver, closed(forEver).state)).toBeNull();
    expect(eraseAt(rules, story(rules).open().state)).toBeNull();
  });

  test('as long as a date is not known that it counts from, and from that date on when it is', () => {
    const byBirth = rulesOf({ ...CHILD_PROTECTION, closure: { ...closure, retention: { length: '75 years', after: { kind: 'field', field: 'birth_date' } } } });
    expect(eraseAt(byBirth, closed(byBirth).state)).toBeNull();
    const known = story(byBirth).open({ outcome: 'well', birth_date: '2014-05-26', risk: 'low' }).close('resolved', maha);
    expect(eraseAt(byBirth, known.state)?.slice(0, 10)).toBe('2089-05-26');
  });
});
