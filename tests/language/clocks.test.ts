// Every clock key from its YAML to what is compiled, and what is said where keys do not fit together.

import type { Clock, Process } from '../../process/process';
import { approvalsOf, clocksOf } from '../../process/parts';
import type { CompiledProcess } from '../../language/compile';
import { compileProcess } from '../../language/compile';
import { SCHEMAS } from '../../language/schema';
import type { Parts } from './fixtures/clock-process';
import { clockFile, compileParts, EVERY_KEY, found, mended, planted } from './fixtures/clock-process';

function compiled(parts: Parts): Process {
  const result = compileParts(parts);
  expect(found(result)).toEqual([]);
  return result.process as Process;
}

const taskClock = (task: string, parts: Parts = {}): Clock => compiled({ ...parts, task }).stages[0]?.tasks[2]?.clock as Clock;
const path = 'stages.assessment.tasks.work';

describe('the keys of a clock', () => {
  it('are left out of what is compiled where they are not written', () => {
    expect(taskClock('due: 3 days')).toEqual({ rule: path, due: expect.anything() as object, remind: [], late: [] });
  });

  it('say from when to when it runs', () => {
    const clock = taskClock('due: 4 weeks\nnot_before: 2 weeks\nwhile: risk is high\nuntil: urgent');
    expect(clock.notBefore).toEqual({ form: 'length', rule: `${path}.not_before`, length: { n: 2, unit: 'week' } });
    expect([clock.while?.text, clock.while?.path, clock.until?.text]).toEqual(['risk is high', `${path}.while`, 'urgent']);
  });

  it('say who may stop it, put it off, or do without', () => {
    const clock = taskClock(`due: 3 days
pauses:
  who: [supervisor]
  must_answer: [note]
  at_most: 30 days
extend:
  who: [case_worker, supervisor]
  at_most: 10 working days
  times: 2
  must_answer: [note]
  approve:
    - { who: supervisor, due: 2 working days }
waive:
  who: [manager]`);
    expect(clock.pauses).toEqual({ rule: `${path}.pauses`, who: ['supervisor'], mustAnswer: ['note'], atMost: { n: 30, unit: 'day' } });
    expect(clock.extend).toMatchObject({
      rule: `${path}.extend`, who: ['case_worker', 'supervisor'], mustAnswer: ['note'], atMost: { n: 10, unit: 'working_day' }, times: 2,
      approve: [{ who: 'supervisor', clock: { rule: `${path}.extend.approve.0`, due: { form: 'length', length: { n: 2, unit: 'working_day' } } } }],
    });
    expect(clock.waive).toEqual({ rule: `${path}.waive`, who: ['manager'], mustAnswer: [], approve: [] });
  });

  it('are extended once where nothing else is said', () => {
    expect(taskClock('due: 3 days\nextend:\n  who: [supervisor]\n  at_most: 1 week').extend?.times).toBe(1);
  });

  it('may be firm', () => {
    expect(taskClock('due: 3 days\nfirm: true').firm).toBe(true);
  });

  it('stand at stages, reviews and approvals too', () => {
    const acts = 'pauses:\n  who: [supervisor]\nextend:\n  who: [supervisor]\n  at_most: 1 week\n';
    const process = compiled({ stage: `due: 3 months\nwhile: urgent\n${acts}`, review: `first: 2 weeks\nevery: 1 month\nwhile: urgent\nwaive:\n  who: [supervisor]\n${acts}`, approval: `due: 2 days\n${acts}` });
    expect(process.stages[0]?.clock).toMatchObject({ while: { text: 'urgent' }, pauses: { who: ['supervisor'] }, extend: { times: 1 } });
    expect(process.reviews[0]?.clock).toMatchObject({ while: { text: 'urgent' }, waive: { who: ['supervisor'] }, pauses: {}, extend: {} });
    expect(process.closure.approve[0]?.clock).toMatchObject({ pauses: {}, extend: {} });
  });

  it('are among the clocks of the process, with the approvals of what they ask', () => {
    const process = compiled({ task: 'due: 3 days\nextend:\n  who: [case_worker]\n  at_most: 1 week\n  approve:\n    - { who: supervisor, due: 1 day }', top: 'clocks:\n  contact:\n    title: Contact\n    due: 3 days\n    until: answered(seen)\n    waive:\n      who: [case_worker]\n      approve:\n        - { who: manager, due: 1 day }' });
    expect(approvalsOf(process).map((level) => level.who)).toEqual(['supervisor', 'manager', 'supervisor']);
    expect(clocksOf(process).map((clock) => clock.rule)).toEqual(expect.arrayContaining(['clocks.contact', 'clocks.contact.waive.approve.0', `${path}.extend.approve.0`]));
  });
});

/** Keys of a task or a clock that say nothing of when it is due or late. */
const OTHERS = ['help', 'after', 'may_answer', 'opened_by', 'not_by', 'alongside', 'may_end', 'for_each', 'records', 'at_least', 'during', 'must', 'should', 'checklist', 'agree'];

describe('every clock key at once', () => {
  it('is a process without a mistake', () => expect(found(compileParts(EVERY_KEY))).toEqual([]));

  it('has all keys that the schema knows for a clock, a task and a late step', () => {
    const text = clockFile(EVERY_KEY);
    const keys = ['clock', 'task', 'late_step', 'pauses', 'extend', 'waive', 'satisfied', 'due_line', 'due_otherwise', 'due_earliest', 'due_latest', 'contacts', 'due_between'].flatMap((name) => Object.keys(SCHEMAS.process.$defs?.[name]?.properties ?? {}));
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(text) && !OTHERS.includes(key))).toEqual([]);
  });
});

describe('late steps', () => {
  it('tell, open, raise, move and close', () => {
    const late = taskClock(`due: 3 days
late:
  - { at_once: true, tell: owner }
  - { after: 1 day, tell: supervisor, raise: danger, repeat: 1 week }
  - { after: 2 days, open: urgent_visit }
  - { after: 3 days, to: support }
  - { after: 4 days, close: lost_contact, tell: manager }`).late;
    const rule = (index: number): string => `${path}.late.${index}`;
    expect(late).toEqual([
      { rule: rule(0), after: 'at_once', tell: { owner: true } },
      { rule: rule(1), after: { n: 1, unit: 'day' }, tell: { role: 'supervisor' }, raise: 'danger', repeat: { n: 1, unit: 'week' } },
      { rule: rule(2), after: { n: 2, unit: 'day' }, open: 'urgent_visit' },
      { rule: rule(3), after: { n: 3, unit: 'day' }, to: 'support' },
      { rule: rule(4), after: { n: 4, unit: 'day' }, tell: { role: 'manager' }, close: 'lost_contact' },
    ]);
  });

  it('may stand in any order of units that cannot be compared', () => {
    expect(taskClock('due: 3 days\nlate:\n  - { after: 2 working days, tell: owner }\n  - { after: 3 days, tell: supervisor }').late).toHaveLength(2);
  });
});

describe('clocks of the case', () => {
  const top = `clocks:
  first_contact:
    title: First contact
    who: supervisor
    due: 24 hours after incident_at
    until: answered(seen)
  home:
    title: Visit at home
    due: 1 month
  answer:
    title: An answer
    due: 2 days
    while: urgent
`;

  it('belong to the owner of the case where nobody else is named', () => {
    const process = compiled({ top, task: 'due: none\nsatisfies: [home]' });
    expect(process.clocks.map(({ id, rule, who }) => ({ id, rule, who }))).toEqual([
      { id: 'first_contact', rule: 'clocks.first_contact', who: { role: 'supervisor' } },
      { id: 'home', rule: 'clocks.home', who: { owner: true } },
      { id: 'answer', rule: 'clocks.answer', who: { owner: true } },
    ]);
    expect(process.clocks[0]?.clock).toMatchObject({ due: { after: { kind: 'field', field: 'incident_at' } }, until: { text: 'answered(seen)' } });
  });

  it('have titles among the texts', () => {
    expect(compileParts({ top, task: 'due: none\nsatisfies: [home]' }).texts.en).toMatchObject({ 'clocks.first_contact.title': 'First contact', 'clocks.home.title': 'Visit at home' });
  });

  it('are met by what satisfies them, and so are reviews', () => {
    const task = 'may_answer: [seen]\nmust_answer: [note]\ndue: none\nsatisfies:\n  - home\n  - clock: follow_up\n    when: answered(seen)';
    const process = compiled({ top, task });
    expect(process.stages[0]?.tasks[2]?.satisfies).toEqual([
      { rule: `${path}.satisfies.0`, kind: 'clock', id: 'home' },
      { rule: `${path}.satisfies.1`, kind: 'review', id: 'follow_up', when: expect.objectContaining({ path: `${path}.satisfies.1.when`, text: 'answered(seen)' }) as object },
    ]);
    expect(compiled({ top, review: 'first: 2 weeks\nevery: 1 month\nsatisfies: [home]' }).reviews[0]?.satisfies).toMatchObject([{ kind: 'clock', id: 'home' }]);
  });

  it('meet a review with what may be answered, where a condition asks whether it is', () => {
    const task = 'may_answer: [note]\ndue: none\nsatisfies:\n  - clock: follow_up\n    when: answered(note)';
    expect(compiled({ task }).stages[0]?.tasks[2]?.satisfies).toHaveLength(1);
  });
});

describe('a task on demand', () => {
  it('is said to be one', () => expect(compiled({}).stages[1]?.tasks[0]?.onDemand).toBe(true));
});

describe('clocks that wait for each other', () => {
  const visit = (due: string, parts: Parts): CompiledProcess =>
    compileProcess({ path: 'p.yaml', text: clockFile(parts).replace('must_answer: [note]\n        due: none', `must_answer: [note]\n        due: ${due}`) });
  const circles = ({ problems }: CompiledProcess): string[] => problems.filter((one) => one.code === 'after-circle').map((one) => /: (.*)\.$/.exec(one.message)?.[1] ?? one.message);

  it.each<[string, string, Parts, string]>([
    ['two tasks', '3 days after work', { task: 'due: 3 days after visit' }, 'visit → work → visit'],
    ['two tasks and latest', '\n          latest: [1 day, 3 days after work]', { task: 'due: 3 days after all of [screening, visit]' }, 'visit → work → visit'],
    ['the approval of a task', '3 days after work', { task: 'due: 3 days\napprove:\n  - who: supervisor\n    due: 1 day after visit' }, 'visit → work → visit'],
    ['a task and the end of its stage', 'none', { task: 'due: 3 days after assessment' }, 'work → assessment → work'],
    ['a task and a review', 'none', { task: 'due: 3 days after follow_up', review: 'first: 1 week after work\nevery: 1 month' }, 'work → follow_up → work'],
    ['a window', '3 days after work', { task: 'due: none\nnot_before: 1 day after visit' }, 'visit → work → visit'],
  ])('are found: %s', (_, due, parts, circle) => expect(circles(visit(due, parts))).toEqual([circle]));

  it('are found by the start of what opens only after their end', () => {
    const text = clockFile({ task: 'after: visit\ndue: none' }).replace('must_answer: [note]\n        due: none', 'must_answer: [note]\n        due: 3 days after start of work');
    expect(circles(compileProcess({ path: 'p.yaml', text }))).toEqual(['visit → visit']);
  });

  it('are found where an approval waits for what it approves', () => {
    expect(found(compileParts({ task: 'due: 3 days\napprove:\n  - { who: supervisor, due: 2 days after work }' }))).toEqual([expect.stringMatching(/after-circle$/)]);
  });

  it('do not where one of several dues is enough, or an answer decides', () => {
    expect(circles(visit('3 days after work', { task: 'due:\n  earliest: [3 days after visit, 2 weeks]' }))).toEqual([]);
    expect(circles(visit('3 days after work', { task: 'due:\n  depends_on: urgent\n  true: 1 day\n  false: 3 days after visit' }))).toEqual([]);
  });
});

describe('keys of a clock that do not fit', () => {
  const named = (keys: string): Parts => ({ top: `clocks:\n  contact:\n    title: Contact\n${keys.replace(/^/gm, '    ')}` });
  const extend = 'extend:\n  who: [supervisor]\n  at_most: 1 week';
  const mistakes: [string, Parts, string, string?][] = [
    ['roll of hours', { task: 'due: 24 hours\n⟦roll⟧: next working day' }, 'roll-without-days'],
    ['roll of an instant', { task: 'due: on incident_at\n⟦roll⟧: next working day' }, 'roll-without-days'],
    ['roll of contacts', { review: 'every:\n  times: 3\n  within: 1 month\n⟦roll⟧: next working day' }, 'roll-without-days'],
    ['a window that ends before it begins', { task: '⟦not_before⟧: 2 weeks\ndue: 10 days' }, 'opens-too-late'],
    ['a window of nothing', { task: '⟦not_before⟧: 2 weeks\ndue: 14 days' }, 'opens-too-late'],
    ['a window before a date that is the wrong way round', { task: '⟦not_before⟧: 2 days before court_date\ndue: 5 days before court_date' }, 'opens-too-late'],
    ['a window from a date on', { task: '⟦not_before⟧: on court_date\ndue: 5 days before court_date' }, 'opens-too-late'],
    ['a window that one of the lines is too short for, where the earliest counts', { task: '⟦not_before⟧: 2 weeks\ndue:\n  earliest: [1 week, 3 weeks]' }, 'opens-too-late'],
    ['firm and pauses', { task: 'due: 3 days\nfirm: true\n⟦pauses⟧:\n  who: [supervisor]' }, 'keys-exclude'],
    ['firm and extend', { task: `due: 3 days\nfirm: true\n⟦extend⟧:\n  who: [supervisor]\n  at_most: 1 week` }, 'keys-exclude'],
    ['firm and waive', { task: 'due: 3 days\nfirm: true\n⟦waive⟧:\n  who: [supervisor]' }, 'keys-exclude'],
    ['firm that is not', { task: 'due: 3 days\nfirm: ⟦false⟧' }, 'wrong-value'],
    ['repeat and a move', { task: 'due: 3 days\nlate:\n  - { after: 1 day, tell: owner, to: support, ⟦repeat⟧: 1 day }' }, 'keys-exclude'],
    ['repeat and a closure', { task: 'due: 3 days\nlate:\n  - { after: 1 day, close: lost_contact, ⟦repeat⟧: 1 day }' }, 'keys-exclude'],
    ['repeat and a task', { task: 'due: 3 days\nlate:\n  - { after: 1 day, tell: owner, open: urgent_visit, ⟦repeat⟧: 1 day }' }, 'keys-exclude'],
    ['repeat of an alert alone', { task: 'due: 3 days\nlate:\n  - { after: 1 day, raise: danger, ⟦repeat⟧: 1 day }' }, 'keys-exclude'],
    ['a move and a closure', { task: 'due: 3 days\nlate:\n  - { after: 1 day, to: support, ⟦close⟧: lost_contact }' }, 'keys-exclude'],
    ['a step that does nothing', { task: 'due: 3 days\nlate:\n  - { ⟦after⟧: 1 day }' }, 'missing-key'],
    ['steps in the wrong order', { task: 'due: 3 days\nlate:\n  - { after: 1 week, tell: supervisor }\n  - { after: ⟦1 day⟧, tell: owner }' }, 'late-order'],
    ['at once after a day', { task: 'due: 3 days\nlate:\n  - { after: 1 day, tell: supervisor }\n  - { at_once: ⟦true⟧, tell: owner }' }, 'late-order'],
    ['a task opened that opens by itself', { task: 'due: 3 days\nlate:\n  - { after: 1 day, open: ⟦visit⟧ }' }, 'not-on-demand'],
    ['a task opened that there is not', { task: 'due: 3 days\nlate:\n  - { after: 1 day, open: ⟦urgnt_visit⟧ }' }, 'unknown-name', 'urgent_visit'],
    ['an alert that there is not', { task: 'due: 3 days\nlate:\n  - { after: 1 day, raise: ⟦dangr⟧ }' }, 'unknown-name', 'danger'],
    ['a reason that there is not', { task: 'due: 3 days\nlate:\n  - { after: 1 day, close: ⟦lost_contct⟧ }' }, 'unknown-name', 'lost_contact'],
    ['a move to a task', { task: 'due: 3 days\nlate:\n  - { after: 1 day, to: ⟦visit⟧ }' }, 'wrong-name'],
    ['a move to the stage itself', { stage: 'due: 3 days\nlate:\n  - { after: 1 day, to: ⟦assessment⟧ }' }, 'to-own-stage'],
    ['a move of a task to its stage', { task: 'due: 3 days\nlate:\n  - { after: 1 day, to: ⟦assessment⟧ }' }, 'to-own-stage'],
    ['a move of an approval to the stage of its task', { task: 'due: 3 days\napprove:\n  - who: supervisor\n    due: 1 day\n    late:\n      - { after: 1 day, to: ⟦assessment⟧ }' }, 'to-own-stage'],
    ['a task on demand that nothing opens', { task: 'due: 3 days\n⟦on_demand⟧: true' }, 'never-opened'],
    ['firm or not', { task: 'due: 3 days\nfirm: ⟦yes⟧' }, 'yes-or-no', 'true'],
    ['a clock that nothing ends', { top: 'clocks:\n  ⟦contact⟧:\n    title: Contact\n    due: 3 days' }, 'clock-never-ends'],
    ['a clock without a due', { top: 'clocks:\n  ⟦contact⟧:\n    title: Contact\n    until: urgent' }, 'missing-key'],
    ['a clock that is never due', named('due: ⟦none⟧\nuntil: urgent'), 'bad-due'],
    ['a clock of the id of a task', { top: 'clocks:\n  ⟦visit⟧:\n    title: Contact\n    due: 3 days\n    until: urgent' }, 'id-taken'],
    ['a clock of somebody who is none', named('who: ⟦worker⟧\ndue: 3 days\nuntil: urgent'), 'unknown-name', undefined],
    ['a due after a clock', { ...named('due: 3 days\nuntil: urgent'), task: 'due: 3 days after ⟦contact⟧' }, 'wrong-name'],
    ['satisfies what there is not', { task: 'must_answer: [note]\ndue: none\nsatisfies: [⟦folow_up⟧]' }, 'unknown-name', 'follow_up'],
    ['satisfies a task', { task: 'due: none\nsatisfies: [⟦visit⟧]' }, 'wrong-name'],
    ['satisfies itself', { review: 'first: 1 week\nevery: 1 month\nsatisfies: [⟦follow_up⟧]' }, 'wrong-name'],
    ['satisfies a review without its answer', { task: 'due: none\nsatisfies: [⟦follow_up⟧]' }, 'satisfies-unanswered'],
    ['satisfies a review that may stay without its answer', { task: 'may_answer: [note]\ndue: none\nsatisfies:\n  - clock: ⟦follow_up⟧\n    when: urgent' }, 'satisfies-unanswered'],
    ['an extension by nobody', { task: 'due: 3 days\nextend:\n  who: [⟦supervisr⟧]\n  at_most: 1 week' }, 'unknown-name', 'supervisor'],
    ['an extension as long as one likes', { task: 'due: 3 days\n⟦extend⟧:\n  who: [supervisor]' }, 'missing-key'],
    ['an extension never', { task: `due: 3 days\n${extend}\n  times: ⟦0⟧` }, 'wrong-value'],
    ['a pause in working days', { task: 'due: 3 days\npauses:\n  who: [supervisor]\n  at_most: ⟦10 working days⟧' }, 'bad-length', '10 days'],
    ['a pause in hours', { task: 'due: 3 days\npauses:\n  who: [supervisor]\n  at_most: ⟦48 hours⟧' }, 'bad-length'],
    ['a pause by one word', { task: 'due: 3 days\npauses:\n  who: ⟦supervisor⟧' }, 'wrong-kind', '[supervisor]'],
    ['a key where nothing is due', { task: 'due: none\n⟦pauses⟧:\n  who: [supervisor]' }, 'clock-without-due'],
    ['firm where nothing is due', { stage: '⟦firm⟧: true' }, 'clock-without-due'],
    ['an approval that is waived', { approval: 'due: 2 days\n⟦waive⟧:\n  who: [manager]' }, 'unknown-key'],
    ['more time for an approval that is to be approved', { approval: 'due: 2 days\nextend:\n  who: [supervisor]\n  at_most: 1 week\n  ⟦approve⟧:\n    - { who: manager, due: 1 day }' }, 'keys-exclude'],
    ['a stage with a window', { stage: 'due: 2 weeks\n⟦not_before⟧: 1 week' }, 'unknown-key'],
  ];

  it.each(mistakes.map((one): [string, typeof one] => [one[0], one]))('are found: %s', (_, [, parts, code, suggestion]) => {
    const { clean, expected } = planted(parts, code, suggestion);
    const problems = found(compileParts(clean));
    expect(problems).toContain(expected);
    expect(problems.filter((one) => one !== expected && !/missing-key$/.test(one))).toEqual([]);
    if (suggestion !== undefined) expect(found(compileParts(mended(parts, suggestion)))).toEqual([]);
  });
});
