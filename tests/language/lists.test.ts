// Lists and events from their YAML to what is compiled: names inside and outside of a record, what is one for each, and what conditions ask of records.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
import type { Problem } from '../../language/problems';
import type { Condition } from '../../process/condition';
import { tasksOf } from '../../process/parts';
import type { List, Process, Task } from '../../process/process';
import { compileShipped } from '../definitions';

const TEXT = readFileSync(join(__dirname, 'fixtures', 'lists.yaml'), 'utf8');

/** The file with some of its text replaced. */
function compile(...edits: [from: string, to: string][]): { process: Process | undefined; problems: Problem[] } {
  const text = edits.reduce((now, [from, to]) => {
    expect(now).toContain(from);
    return now.replace(from, () => to);
  }, TEXT);
  const { process, problems } = compileProcess({ path: 'processes/lists.yaml', text });
  return { process, problems };
}

const whole = compile().process as Process;
const listOf = (id: string): List => whole.lists?.find((one) => one.id === id) as List;
const taskOf = (id: string, process = whole): Task => tasksOf(process).find((one) => one.id === id) as Task;

/** The condition of a way out of the case's stage, or the codes of what is wrong with it. */
function wayWhen(when: string): Condition | string[] {
  const { process, problems } = compile(['      - when: risk is high', `      - when: ${when}`]);
  return process?.stages[0]?.next[1]?.when?.tree ?? problems.filter((one) => one.severity === 'error').map(({ code, suggestion }) => (suggestion === undefined ? code : `${code} → ${suggestion}`));
}

/** The condition of a task of each child, or the codes of what is wrong with it. */
function childWhen(when: string): Condition | string[] {
  const { process, problems } = compile(['        title: See the child\n', `        title: See the child\n        when: ${when}\n`]);
  return (process && taskOf('see_child', process).when?.tree) ?? problems.filter((one) => one.severity === 'error').map(({ code, suggestion }) => (suggestion === undefined ? code : `${code} → ${suggestion}`));
}

it('the fixture has no problems', () => expect(compile().problems).toEqual([]));

describe('a list', () => {
  it('has its fields, who may add to it, its outcomes, tasks, stages and ways', () => {
    const child = listOf('child');
    expect(child).toMatchObject({ id: 'child', rule: 'lists.child', addedBy: ['case_worker'], outcomes: ['home', 'moved'] });
    expect(Object.keys(child.fields)).toEqual(['name', 'safe', 'agreed', 'decision']);
    expect(child.fields['name']).toEqual({ type: 'text', private: true });
    expect(child.tasks.map((task) => task.id)).toEqual(['see_child']);
    expect(child.stages.map((stage) => [stage.rule, stage.tasks.map((task) => task.id)])).toEqual([['lists.child.stages.placement', ['find_place']], ['lists.child.stages.at_home', []]]);
    expect(child.atAnyTime).toEqual([expect.objectContaining({ rule: 'lists.child.at_any_time.0', close: 'moved' })]);
  });

  it('is added to by who owns the case where it does not say who', () => expect(listOf('goal').addedBy).toEqual(['case_worker']));

  it('may say that nobody adds to it at any time', () => {
    const { process } = compile(['  goal:\n    title: Goal\n', '  goal:\n    title: Goal\n    added_by: []\n']);
    expect(process?.lists?.[1]?.addedBy).toEqual([]);
  });

  it('has its reviews and clocks among those of the process, with what they are for each of', () => {
    expect(whole.reviews).toEqual([expect.objectContaining({ id: 'child_visit', rule: 'lists.child.reviews.child_visit', forEach: 'child' })]);
    expect(whole.clocks.map(({ id, rule, forEach }) => [id, rule, forEach])).toEqual([['child_clock', 'lists.child.clocks.child_clock', 'child'], ['goal_date', 'lists.goal.clocks.goal_date', 'goal']]);
  });

  it('is absent from a process that has none, as are events', () => {
    const { process } = compileProcess({ path: 'p.yaml', text: readFileSync(join(__dirname, 'fixtures', 'small.yaml'), 'utf8') });
    expect(process && ['lists' in process, 'events' in process]).toEqual([false, false]);
  });

  it('of the shipped process is where its plan is written down', () => {
    const { process } = compileShipped().rules;
    expect(taskOf('case_plan', process).records).toEqual({ list: 'goal', atLeast: 1 });
    expect(process.clocks.find((one) => one.id === 'goal_date')?.forEach).toBe('goal');
  });
});

describe('what is one for each', () => {
  it.each<[string, object]>([
    ['plan', { records: { list: 'goal', atLeast: 1 }, mustAnswer: ['child.decision', 'risk'] }],
    ['judge', { forEach: { event: 'missed_visit' } }],
    ['each_goal', { forEach: { list: 'goal' }, mustAnswer: ['goal.result', 'child.decision'] }],
    ['see_child', { mustAnswer: ['child.safe'] }],
  ])('is compiled with its fields by their full names: %s', (id, expected) => expect(taskOf(id)).toMatchObject(expected));

  it('counts from what is answered of its record, and of the task beside it', () => {
    expect(taskOf('each_goal').clock.due).toMatchObject({ form: 'before', of: { kind: 'field', field: 'goal.due_on' } });
    expect(whole.clocks[1]?.clock).toMatchObject({ due: { form: 'on', of: { field: 'goal.due_on' } }, until: { tree: { op: 'answered', field: 'goal.result' } } });
    expect(taskOf('find_place').clock.due).toMatchObject({ after: { kind: 'task', id: 'see_child' } });
  });

  it('is about the record that its event concerns', () => {
    const when = taskOf('judge').when?.tree;
    expect(when).toMatchObject({ op: 'and', of: [{ op: 'gt', left: { op: 'count', event: 'missed_visit', window: { n: 12, unit: 'month' } } }, { op: 'not', of: { op: 'field', field: 'child.safe' } }] });
  });

  it('may be a review or a clock of the process, too', () => {
    const { process } = compile(['closure:\n', 'reviews:\n  look:\n    title: Look\n    who: case_worker\n    for_each: child\n    may_answer: [safe]\n    first: 1 day\n    every: 1 week\nclosure:\n']);
    expect(process?.reviews[0]).toMatchObject({ id: 'look', rule: 'reviews.look', forEach: 'child', mayAnswer: ['child.safe'] });
  });
});

describe('an event', () => {
  it('has who records it, what it is about, its answers and what judges it', () => {
    expect(whole.events).toEqual([{
      id: 'missed_visit', rule: 'events.missed_visit', recordedBy: ['case_worker'], about: 'child', mustAnswer: ['child.safe', 'risk'], mayAnswer: [], provisionalUntil: 'judge',
    }]);
  });

  it.each<[string, [string, string], string[]]>([
    ['asks for fields of a list that it is not about', ['must_answer: [child.safe, risk]', 'must_answer: [goal.due_on, risk]'], ['wrong-name']],
    ['asks for a field of its record without the list', ['must_answer: [child.safe, risk]', 'must_answer: [safe, risk]'], []],
    ['is about a list that is not there, which is said once', ['about: child', 'about: chlid'], ['unknown-name → child']],
    ['is judged by a task that is not there', ['provisional_until: judge', 'provisional_until: juge'], ['unknown-name → judge']],
  ])('that %s', (_, edit, codes) => {
    const { problems } = compile(edit);
    expect(problems.map(({ code, suggestion }) => (suggestion === undefined ? code : `${code} → ${suggestion}`))).toEqual(codes);
  });
});

describe('a condition outside of any record', () => {
  const goals: Condition = { op: 'records', list: 'goal' };
  it.each<[string, Condition]>([
    ['goal.exists(g, g.result is reached)', { op: 'each', macro: 'exists', list: goals, as: 'g', test: { op: 'eq', left: { op: 'item', as: 'g', field: 'result' }, right: { op: 'value', value: 'reached' } } }],
    ['size(goal) > 2', { op: 'gt', left: { op: 'call', name: 'size', args: [goals] }, right: { op: 'value', value: 2 } }],
    ['size(goal.filter(g, not g.open)) > 2', { op: 'gt', left: { op: 'call', name: 'size', args: [{ op: 'each', macro: 'filter', list: goals, as: 'g', test: { op: 'not', of: { op: 'item', as: 'g', field: 'open' } } }] }, right: { op: 'value', value: 2 } }],
    ['goal.exists(g, answered(g.due_on))', { op: 'each', macro: 'exists', list: goals, as: 'g', test: { op: 'answered', field: 'due_on', as: 'g' } }],
    ['child.exists(c, c.outcome in [home, moved])', { op: 'each', macro: 'exists', list: { op: 'records', list: 'child' }, as: 'c', test: { op: 'in', item: { op: 'item', as: 'c', field: 'outcome' }, list: { op: 'list', of: [{ op: 'value', value: 'home' }, { op: 'value', value: 'moved' }] } } }],
    ['child.exists(c, c.agreed.given)', { op: 'each', macro: 'exists', list: { op: 'records', list: 'child' }, as: 'c', test: { op: 'item', as: 'c', field: 'agreed' } }],
    ['child.exists(c, goal.exists(g, g.of_child is c))', { op: 'each', macro: 'exists', list: { op: 'records', list: 'child' }, as: 'c', test: { op: 'each', macro: 'exists', list: goals, as: 'g', test: { op: 'eq', left: { op: 'item', as: 'g', field: 'of_child' }, right: { op: 'item', as: 'c' } } } }],
    ['goal.exists(g, g.of_child in child.filter(c, c.open))', { op: 'each', macro: 'exists', list: goals, as: 'g', test: { op: 'in', item: { op: 'item', as: 'g', field: 'of_child' }, list: { op: 'each', macro: 'filter', list: { op: 'records', list: 'child' }, as: 'c', test: { op: 'item', as: 'c', field: 'open' } } } }],
    ['count(missed_visit, "2 weeks") >= 3', { op: 'ge', left: { op: 'count', event: 'missed_visit', window: { n: 2, unit: 'week' } }, right: { op: 'value', value: 3 } }],
    ['passed("2 weeks after first missed_visit")', { op: 'passed', due: expect.objectContaining({ after: { kind: 'event', id: 'missed_visit', edge: 'end', which: 'first' } }) as never }],
  ])('is read: %s', (text, tree) => expect(wayWhen(text)).toEqual(tree));

  it.each<[string, string[]]>([
    ['goal.result is reached', ['wrong-name → goal.all(g, g.result is reached)']],
    ['risk is high and goal.due_on < today', ['wrong-name → goal.all(g, g.due_on < today)']],
    ['child.open', ['wrong-name → child.all(c, c.open)']],
    ['child.opend', ['unknown-name → open']],
    ['goal.outcome is reached', ['unknown-name']],
    ['result is reached', ['unknown-name']],
    ['goal.exists(g, result is reached)', ['unknown-name → g.result']],
    ['goal.exists(g, g.result is done)', ['unknown-option']],
    ['goal.exists(g, g.resul is reached)', ['unknown-name → result']],
    ['goal.exists(g, g)', ['condition-type']],
    ['goal.exists(g, g.of_child is g)', ['condition-type']],
    ['goal.exists(g, g.of_child < g.of_child)', ['condition-type']],
    ["goal.exists(g, g.of_child is 'child.1')", ['condition-type']],
    ['goal.exists(g, g.due_on in child)', ['condition-type']],
    ['goal.exists(g, g.result is yes)', ['unknown-option']],
    ['child.exists(c, c.safe is yes)', ['yes-or-no → c.safe']],
    ['goal.exists(risk, risk is high)', ['id-taken']],
    ['goal.exists(child, child.open)', ['id-taken']],
    ['goal is child', ['condition-type']],
    ['answered(goal)', ['condition-type']],
    ['answered(goal.due_on)', ['wrong-name → goal.all(g, answered(g.due_on))']],
    ['goal.any(g, g.open)', ['unknown-function']],
    ['goal.exists(g, child.exists(c, goal.exists(x, x.open)))', ['condition-too-deep']],
    ['count(child, "2 weeks") > 1', ['wrong-name']],
    ['count("missed_visit", "2 weeks") > 1', ['wrong-name']],
    ['count(missed_visit) > 1', ['wrong-arguments']],
    ['missed_visit', ['wrong-name → count(missed_visit, "12 months") > 0']],
    ['passed("2 weeks after goal.due_on")', ['wrong-name']],
    ['stage is placement', ['unknown-option']],
  ])('is refused: %s', (text, codes) => expect(wayWhen(text)).toEqual(codes));
});

describe('a condition about one record', () => {
  const safe: Condition = { op: 'field', field: 'child.safe' };
  it.each<[string, Condition]>([
    ['safe', safe], ['child.safe', safe], ['answered(decision)', { op: 'answered', field: 'child.decision' }], ['answered(child.decision)', { op: 'answered', field: 'child.decision' }],
    ['child.open', { op: 'fact', name: 'child.open' }],
    ['child.outcome is home', { op: 'eq', left: { op: 'fact', name: 'child.outcome' }, right: { op: 'value', value: 'home' } }],
    ['agreed.given', { op: 'fact', name: 'child.agreed.given' }], ['child.agreed.given', { op: 'fact', name: 'child.agreed.given' }],
    ['present', { op: 'field', field: 'present' }],
    ['see_child.done', { op: 'fact', name: 'see_child.done' }],
    ['size(child) > 1', { op: 'gt', left: { op: 'call', name: 'size', args: [{ op: 'records', list: 'child' }] }, right: { op: 'value', value: 1 } }],
  ])('is read: %s', (text, tree) => expect(childWhen(text)).toEqual(tree));

  it.each<[string, string[]]>([
    ['answered(due_on)', ['unknown-name']],
    ['goal.result is reached', ['wrong-name → goal.all(g, g.result is reached)']],
    ['sfe', ['unknown-name → safe']],
    ['child.outcom is home', ['unknown-name → outcome']],
    ['decision is home', ['unknown-option']],
  ])('is refused: %s', (text, codes) => expect(childWhen(text)).toEqual(codes));
});

describe('a name that is not said of which', () => {
  it.each<[string, [string, string], string[]]>([
    ['a task of the case after one of each record', ['        title: Plan\n', '        title: Plan\n        after: see_child\n'], ['wrong-name']],
    ['a task after one for each record beside it', ['        title: Plan\n', '        title: Plan\n        after: each_goal\n'], []],
    ['a task of each record after another of it', ['            title: Find a place\n', '            title: Find a place\n            after: see_child\n'], []],
    ['a task that meets a review of each record', ['        title: Plan\n', '        title: Plan\n        satisfies: [child_visit]\n'], ['wrong-name']],
    ['a task of each record that meets its review', ['        title: See the child\n', '        title: See the child\n        satisfies: [child_visit]\n'], []],
    ['a late step that moves the case to a stage of a record', ['        records: goal\n', '        records: goal\n        late:\n          - { at_once: true, to: at_home }\n'], ['wrong-name']],
    ['a late step of a record that ends it', ['        must_answer: [safe]\n        due: 3 days\n', '        must_answer: [safe]\n        due: 3 days\n        late:\n          - { at_once: true, close: home }\n'], []],
    ['a late step of a record that closes it for a reason of the case', ['        must_answer: [safe]\n        due: 3 days\n', '        must_answer: [safe]\n        due: 3 days\n        late:\n          - { at_once: true, close: done }\n'], ['unknown-name']],
    ['a due chosen by a field of records', ['at_least: 1\n        must_answer: [child.decision, risk]\n        due: 2 days', 'at_least: 1\n        must_answer: [child.decision, risk]\n        due:\n          depends_on: child.decision\n          otherwise: 2 days'], ['wrong-name']],
    ['for_each in a list', ['        title: See the child\n', '        title: See the child\n        for_each: goal\n'], ['keys-exclude']],
    ['for_each of an event about other records', ['  goal:\n    title: Goal\n', '  goal:\n    title: Goal\n    tasks:\n      note_it:\n        title: Note it\n        who: case_worker\n        for_each: missed_visit\n        due: none\n'], ['wrong-name']],
  ])('%s', (_, edit, codes) => {
    const { problems } = compile(edit);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(codes);
  });
});
