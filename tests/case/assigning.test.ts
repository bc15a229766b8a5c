// Work given by name: a task to one who holds its role, the case to another owner; who is told, who may do it, who may read.

import { mayRead } from '../../case/access';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, salma, samir, story, stranger } from './story';

const childProtection = rulesOf({ ...CHILD_PROTECTION, reviews: {} });
const conference = rulesOf({ stages: { planning: { tasks: { case_conference: { who: 'supervisor', due: '10 working days', remind: ['1 day'], late: [{ tell: 'supervisor' }] } } } } });
const toTask = (to: typeof omar, by = rana, task = 'screening') => ({ type: 'assign', by, task, to }) as const;
const toOwner = (to: typeof omar, by = samir) => ({ type: 'assign', by, to }) as const;

describe('a task given to somebody by name', () => {
  test('is told them, stands on their list alone, and is theirs to do, though they do not own the case', () => {
    const case_ = story(childProtection).open().seen().does(toTask(omar));
    expect(case_.notices).toEqual(['omar: task_assigned screening.1']);
    expect(case_.rows[0]).toMatchObject({ id: 'screening.1', person: 'omar' });
    expect(case_.lines('task_assigned')).toMatchObject([{ by: { id: 'rana' }, about: 'screening.1', details: { to: { id: 'omar', name: 'OMAR' } } }]);
    case_.complete('screening', { eligible: true, risk: 'low' }, omar);
    expect(case_.state.tasks[0]?.submittedBy?.id).toBe('omar');
  });

  test('may still be done by others of its role', () => {
    expect(story(childProtection).open().does(toTask(omar)).complete('screening', { eligible: true, risk: 'low' }, rana).state.tasks[0]?.state).toBe('done');
  });

  test('lets them read the case as long as it is open', () => {
    const case_ = story(childProtection).open().does(toTask(omar));
    expect(mayRead(childProtection, case_.state, omar)).toBe(true);
    case_.complete('screening', { eligible: true, risk: 'low' }, omar);
    expect(mayRead(childProtection, case_.state, omar)).toBe(false);
  });

  test('is reminded of and told late to them, and of the owner’s task the owner hears too', () => {
    const case_ = story(conference).open().does(toTask(salma, samir, 'case_conference')).seen().until('2026-04-10T12:00');
    expect(case_.notices).toEqual(['salma: task_due_soon case_conference.1', 'salma: task_late case_conference.1']);
    const own = rulesOf({ stages: { visits: { tasks: { visit: { due: '24 hours', late: [{ tell: 'case_worker' }] } } } } });
    expect(story(own).open().does(toTask(omar, rana, 'visit')).seen().wait('24 hours').notices).toEqual(['omar: task_late visit.1', 'rana: task_late visit.1']);
  });

  test('calls for the supervisor of who does it', () => {
    const rules = rulesOf({ stages: { visits: { tasks: { visit: { due: '24 hours', late: [{ tell: 'supervisor' }] } } } } });
    const member = (id: string, role: string, supervisor?: string) => ({ id, name: id, email: `${id}@x.example`, language: 'ar', agency: 'amman', roles: [role], active: true, ...(supervisor !== undefined && { supervisor }) });
    const staff = [member('rana', 'case_worker', 'samir'), member('omar', 'case_worker', 'salma'), member('samir', 'supervisor'), member('salma', 'supervisor')];
    expect(story(rules, undefined, staff).open().does(toTask(omar, rana, 'visit')).seen().wait('24 hours').notices).toEqual(['salma: task_late visit.1']);
  });

  test('is given on to another, with both on record; giving it to oneself tells nobody', () => {
    const case_ = story(childProtection).open().does(toTask(omar)).seen().does(toTask(rana));
    expect(case_.notices).toEqual([]);
    expect(case_.lines('task_assigned').at(-1)?.details).toEqual({ was: { id: 'omar', name: 'OMAR' }, to: { id: 'rana', name: 'RANA' } });
  });

  test.each([
    ['by one who does not answer for the case', toTask(omar, omar), 'not-for-you'],
    ['by a stranger', toTask(omar, stranger), 'not-for-you'],
    ['to one without its role', toTask(samir), 'not-in-role'],
    ['to somebody of another agency', toTask(stranger), 'not-in-role'],
    ['of an id that the process does not have', toTask(omar, rana, 'nothing'), 'unknown-task'],
    ['before it is there', toTask(omar, rana, 'initial_assessment'), 'task-not-ready'],
  ])('is refused %s', (_, act, code) => {
    expect(story(childProtection).open().refused(act)).toBe(code);
  });

  test('is refused once it is theirs, or done', () => {
    const case_ = story(childProtection).open().does(toTask(omar));
    expect(case_.refused(toTask(omar))).toBe('assigned-already');
    case_.complete('screening', { eligible: true, risk: 'low' });
    expect(case_.refused(toTask(omar, rana, 'screening.1'))).toBe('task-not-open');
  });
});

describe('a case given to another owner', () => {
  test('tells both, keeps the old one on record, and moves all that is the owner’s', () => {
    const case_ = story(childProtection).open().seen().does(toOwner(omar));
    expect(case_.notices).toEqual(['omar: case_assigned', 'rana: case_handed_on']);
    expect(case_.state.owner).toEqual({ id: 'omar', name: 'OMAR' });
    expect(case_.lines('case_assigned')).toMatchObject([{ by: { id: 'samir' }, details: { was: { id: 'rana', name: 'RANA' }, to: { id: 'omar', name: 'OMAR' } } }]);
    expect(case_.rows.every((row) => row.person === 'omar')).toBe(true);
    expect(case_.refused({ type: 'complete', by: rana, task: 'screening', answers: { eligible: true, risk: 'low' } })).toBe('not-your-task');
    expect([rana, omar].map((one) => mayRead(childProtection, case_.state, one))).toEqual([false, true]);
  });

  test('leaves the clocks as they were: what is late stays late', () => {
    const case_ = story(childProtection).open().wait('25 hours');
    const before = case_.clock('task:screening.1');
    expect(case_.does(toOwner(omar, maha)).clock('task:screening.1')).toEqual(before);
  });

  test('takes back what the old owner had by name', () => {
    const case_ = story(childProtection).open().does(toTask(rana, samir)).does(toOwner(omar));
    expect(case_.rows[0]?.person).toBe('omar');
    expect(mayRead(childProtection, case_.state, rana)).toBe(false);
  });

  test.each([
    ['by the owner', toOwner(omar, rana), 'not-for-you'],
    ['by somebody without a role', toOwner(omar, clerk), 'not-for-you'],
    ['by a stranger', toOwner(omar, stranger), 'not-for-you'],
    ['to one without the role that owns cases', toOwner(maha), 'unknown-owner'],
    ['to somebody of another agency', toOwner(stranger), 'unknown-owner'],
    ['to whose it is', toOwner(rana), 'assigned-already'],
  ])('is refused %s', (_, act, code) => {
    expect(story(childProtection).open().refused(act)).toBe(code);
  });
});
