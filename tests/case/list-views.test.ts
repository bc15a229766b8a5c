// What is shown and explained of records, and what of them is hidden from whom.

import { explain } from '../../case/explain';
import { project } from '../../case/project';
import { view, visibleEntry } from '../../case/view';
import type { Actor } from '../../case/case';
import { is } from '../process/conditions';
import { add, change, end, family, FAMILY } from './families';
import { rulesOf } from './processes';
import { maha, rana, samir, story } from './story';

const started = () => story(family).open().does(add('goal', { what: 'sleep', secret: 'a word' }, maha)).does(add('child', { name: 'Sami' }));

describe('a case shows its records', () => {
  test('with their answers, and names those that somebody may not see', () => {
    const case_ = started();
    const records = (actor: Actor) => view(family, case_.state, actor).records;
    expect(records(rana)[0]).toMatchObject({ id: 'goal.1', list: 'goal', title: 'lists.goal.title', answers: { what: { value: 'sleep' } }, hidden: ['secret'] });
    expect(records(maha)[0]).toMatchObject({ answers: { secret: { value: 'a word' } }, hidden: [] });
    expect(JSON.stringify(records(rana))).not.toContain('a word');
  });

  test('with the stage that each is in, and how it has ended', () => {
    const case_ = started().complete('look@child.1', { 'child.safe': false }).does({ ...end('child.1', 'moved'), reason: 'to her aunt' });
    expect(view(family, case_.state, rana).records[1]).toMatchObject({
      stage: { id: 'watching', title: 'lists.child.stages.watching.title', round: 1 }, ended: { outcome: 'moved', by: { id: 'rana' }, reason: 'to her aunt' },
    });
  });

  test('in what is to be done, by their ids and never by their words', () => {
    const case_ = started();
    const { items } = project(family, case_.state);
    expect(items.map(({ id, record }) => [id, record])).toEqual([['goals.1', undefined], ['introduce.1', 'child.1'], ['look.1', 'child.1'], ['talk.1', 'child.1']]);
    expect(JSON.stringify(project(family, case_.state))).not.toMatch(/Sami|sleep|a word/);
    expect(JSON.stringify(case_.world.notices)).not.toMatch(/Sami|sleep|a word/);
    expect(view(family, case_.state, rana).clocks).toMatchObject([{ id: 'goal_date.1', title: 'lists.goal.clocks.goal_date.title', record: 'goal.1', dueAt: null }]);
  });

  test('in the journal without what somebody may not see', () => {
    const line = started().lines('answered')[0];
    expect(visibleEntry(family, samir, line as NonNullable<typeof line>).details?.['answers']).toEqual({ 'goal.what': { value: 'sleep' }, 'goal.secret': { hidden: true } });
  });
});

describe('it is explained', () => {
  test('what each record waits for in the stage that it is in', () => {
    const case_ = started().does(add('child')).complete('look@child.2', { 'child.safe': true });
    const { records, stage } = explain(family, case_.state, case_.world.now);
    expect(records).toMatchObject([
      { record: 'child.1', id: 'looking', round: 1, waitsForTasks: ['look'], ways: [{ holds: false, leadsTo: 'helping' }, { holds: false, leadsTo: 'watching' }] },
      { record: 'child.2', id: 'helping', waitsForTasks: ['help'], ways: [{ holds: true, leadsTo: 'close: home' }] },
    ]);
    expect(stage).toMatchObject({ id: 'plan', waitsForTasks: ['goals'] });
    case_.does(end('child.2', 'home')).complete('goals');
    expect(explain(family, case_.state, case_.world.now)).toMatchObject({ records: [{ record: 'child.1' }], stage: { id: 'work', waitsForTasks: ['visit', 'sum_up'] } });
  });

  test('by which answer of a record its date was chosen', () => {
    const source = { ...FAMILY, lists: { goal: { fields: { kind: { type: 'one_of' as const, options: ['short', 'long'] } }, clocks: { watch: { due: { depends_on: 'goal.kind', short: '1 day', long: '1 week' }, until: is('goal.kind', 'none') } } } } };
    const case_ = story(rulesOf(source)).open().does(add('goal')).does(add('goal', { kind: 'long' }));
    const deadlines = () => explain(case_.rules, case_.state, case_.world.now).deadlines.filter(({ kind }) => kind === 'clock');
    expect(deadlines()).toMatchObject([{ about: 'watch.1', record: 'goal.1', dueAt: null, waitsFor: 'fields.goal.kind' }, { about: 'watch.2', record: 'goal.2', chosenBy: { field: 'goal.kind', value: 'long' } }]);
    case_.does(change('goal.1', { kind: 'short' }));
    expect(deadlines()[0]).toMatchObject({ chosenBy: { field: 'goal.kind', value: 'short' }, rule: 'lists.goal.clocks.watch.due.short' });
  });
});
