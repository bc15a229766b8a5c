// Deputies: who acts in another's stead, with both on record; and what neither the doer of a work nor the doer's deputy may decide.

import fc from 'fast-check';
import { capacitiesOf, mayRead } from '../../case/access';
import { standsInFor } from '../../case/addressees';
import type { Actor } from '../../case/case';
import { didIt, doersIn } from '../../case/doers';
import type { StaffMember } from '../../case/staff';
import { view } from '../../case/view';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, salma, samir, story } from './story';

const childProtection = rulesOf({ ...CHILD_PROTECTION, reviews: {} });
const planned = rulesOf({
  stages: { planning: { tasks: { case_plan: { may: ['outcome'], due: '10 working days', approve: [{ who: 'supervisor', due: '2 working days' }] } }, next: [{ to: 'done' }] }, done: { next: [] } },
});

/** Somebody as the API establishes them while these are away. */
const inStead = (deputy: Actor, ...absent: Actor[]): Actor => ({ ...deputy, standsInFor: absent.map(({ id, name, roles }) => ({ id, name, roles })) });

describe('acting in another’s stead', () => {
  test('is on record with whom', () => {
    const by = inStead(omar, rana);
    const case_ = story(childProtection).open().complete('screening', { eligible: true, risk: 'low' }, by);
    const person = { id: 'omar', name: 'OMAR', for: { id: 'rana', name: 'RANA' } };
    expect(case_.lines('task_done')[0]?.by).toEqual(person);
    expect(case_.lines('answered').at(-1)?.by).toEqual(person);
    expect(case_.state.tasks[0]?.submittedBy).toEqual(person);
  });

  test('is no more than that one’s own part: the owner’s for the owner’s deputy, nothing of another case', () => {
    const case_ = story(childProtection).open();
    expect(case_.refused({ type: 'complete', by: omar, task: 'screening', answers: {} })).toBe('not-your-task');
    expect(case_.refused({ type: 'complete', by: inStead(omar, samir), task: 'screening', answers: {} })).toBe('not-your-task');
    expect(case_.refused({ type: 'complete', by: inStead(clerk, rana), task: 'screening', answers: {} })).toBe('answer-missing');
  });

  test('is what somebody does only where it is not theirs anyway', () => {
    const case_ = story(childProtection).open().raise('immediate_risk').acknowledge(inStead(samir, maha));
    expect(case_.alert.acknowledged?.by).toEqual({ id: 'samir', name: 'SAMIR' });
  });

  test('of several who are away the first that it is for counts', () => {
    const case_ = story(childProtection).open().raise('immediate_risk').acknowledge(inStead(clerk, omar, maha, samir));
    expect(case_.alert.acknowledged?.by).toMatchObject({ id: 'clerk', for: { id: 'maha' } });
  });

  test('cannot be claimed from outside: who acts says for whom they stand in, not as whom they act', () => {
    const case_ = story(childProtection).open();
    expect(case_.refused({ type: 'note', by: { ...clerk, for: { id: 'rana', name: 'RANA' } }, text: 'x' })).toBe('malformed-act');
    expect(case_.refused({ type: 'note', by: { ...clerk, standsInFor: [{ id: 'rana' }] as never }, text: 'x' })).toBe('malformed-act');
    expect(case_.refused({ type: 'note', by: { ...clerk, onCall: true }, text: 'x' })).toBe('malformed-act');
    expect(case_.refused({ type: 'note', by: { ...clerk, duty: [7] as never }, text: 'x' })).toBe('malformed-act');
  });

  test('lets the case be read, with the fields of that one’s roles', () => {
    const rules = rulesOf({ ...CHILD_PROTECTION, reviews: {}, fields: { ...CHILD_PROTECTION.fields, outcome: { type: 'text', visibleTo: ['supervisor'] } } });
    const { state } = story(rules).open().answer({ outcome: 'Wounds' }, samir);
    expect(mayRead(rules, state, clerk)).toBe(false);
    expect(mayRead(rules, state, inStead(clerk, rana))).toBe(true);
    expect(view(rules, state, inStead(clerk, rana)).hidden).toEqual(['outcome']);
    expect(view(rules, state, inStead(clerk, samir)).answers['outcome']?.value).toBe('Wounds');
    expect(mayRead(rules, state, { ...inStead(clerk, rana), agency: 'zarqa' })).toBe(false);
  });
});

describe('nobody decides on their own work', () => {
  const handedIn = (by: Actor) => story(planned).open().complete('case_plan', {}, by);
  const approve = (by: Actor) => ({ type: 'approve', by, approval: 'case_plan' }) as const;

  test('also not in the stead of the one who should decide', () => {
    expect(handedIn(rana).refusal(approve(inStead(rana, samir)))).toEqual({ code: 'not-by-who-did-it', against: [{ id: 'case_plan.1.1' }] });
  });

  test('nor does the deputy of who did it, in that one’s stead; as themselves they may', () => {
    const both: Actor = { ...rana, roles: ['case_worker', 'supervisor'] };
    const case_ = handedIn(both);
    expect(case_.refused(approve(inStead(clerk, both)))).toBe('not-by-who-did-it');
    expect(case_.approve('case_plan', inStead(salma, both)).state.approvals[0]?.decidedBy).toEqual({ id: 'salma', name: 'SALMA' });
  });

  test('what was done in somebody’s stead is the work of both', () => {
    const both: Actor = { ...rana, roles: ['case_worker', 'supervisor'] };
    const case_ = handedIn(inStead(omar, both));
    expect(case_.state.approvals[0]?.notBy).toEqual(['omar', 'rana']);
    expect(case_.refused(approve(both))).toBe('not-by-who-did-it');
    expect(case_.refused(approve({ ...omar, roles: ['supervisor'] }))).toBe('not-by-who-did-it');
    expect(case_.approve('case_plan', samir).state.stage.id).toBe('done');
  });

  test('a deputy of two goes on as the one who has not done it', () => {
    const both: Actor = { ...rana, roles: ['case_worker', 'supervisor'] };
    const case_ = handedIn(both).approve('case_plan', inStead(clerk, both, samir));
    expect(case_.state.approvals[0]?.decidedBy).toMatchObject({ id: 'clerk', for: { id: 'samir' } });
  });

  test('whoever acts, and whoever has done it, nobody decides as or for a doer', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const person = fc.record({ id, name: fc.constant('N'), for: fc.option(fc.record({ id, name: fc.constant('N') }), { nil: undefined }) })
      .map(({ for: principal, ...one }) => ({ ...one, agency: 'x', roles: [], ...(principal && { for: principal }) }));
    fc.assert(fc.property(fc.array(person, { maxLength: 3 }), person, (done, by) => {
      const touches = done.some((one) => [one.id, one.for?.id].some((each) => each !== undefined && [by.id, by.for?.id].includes(each)));
      expect(didIt(doersIn(done), by)).toBe(touches);
    }));
  });
});

describe('for whom somebody stands in', () => {
  const AT = '2026-03-26T07:00:00.000Z';
  const away = [{ from: '2026-03-20T00:00:00.000Z', until: '2026-03-27T00:00:00.000Z' }];
  const member = (id: string, more: Partial<StaffMember> = {}): StaffMember => ({ id, name: id, email: `${id}@x.example`, language: 'ar', agency: 'amman', roles: [], active: true, ...more });
  const ids = (id: string, ...staff: StaffMember[]): string[] => standsInFor(id, staff, AT).map((one) => one.id);

  test('those who are away now and have named them, also by way of a deputy who is away or has left', () => {
    const staff = [member('a', { away, deputy: 'b' }), member('b', { away, deputy: 'c' }), member('c'), member('d', { away, deputy: 'e' }), member('e', { active: false, deputy: 'c' })];
    expect(ids('c', ...staff)).toEqual(['a', 'b', 'd']);
    expect(ids('b', ...staff)).toEqual([]);
  });

  test('nobody who is there, has left, or has named another', () => {
    expect(ids('b', member('a', { deputy: 'b' }), member('b'))).toEqual([]);
    expect(ids('b', member('a', { away, deputy: 'b', active: false }), member('b'))).toEqual([]);
    expect(ids('b', member('a', { away, deputy: 'c' }), member('b'), member('c'))).toEqual([]);
    expect(ids('b', member('a', { away, deputy: 'b' }), member('b', { away }))).toEqual([]);
  });

  test('oneself comes first, then each of them, then what one is on call for', () => {
    expect(capacitiesOf({ ...inStead(clerk, rana), duty: true }).map((one) => [one.for?.id, one.onCall])).toEqual([[undefined, undefined], ['rana', undefined], [undefined, true]]);
  });
});
