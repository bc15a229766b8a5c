// Every form of a due from its YAML to what is compiled, and what is said at the very words where it is none.

import * as fc from 'fast-check';
import type { Anchor, Due } from '../../process/condition';
import { dueText } from '../../process/due-text';
import { tasksOf } from '../../process/parts';
import type { FieldType, Process } from '../../process/process';
import { readDueText } from '../../language/due-text';
import { lengthMeant } from '../../language/length-words';
import { collectNames } from '../../language/names';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import { parseYaml } from '../../language/yaml';
import type { Parts } from './fixtures/clock-process';
import { clockFile, compileParts, found, mended, planted } from './fixtures/clock-process';

const dueOf = (yaml: string): Due | undefined => {
  const compiled = compileParts({ task: `due: ${yaml}` });
  expect(found(compiled)).toEqual([]);
  return compiled.process?.stages[0]?.tasks[2]?.clock.due;
};
const everyOf = (review: string): Due | undefined => {
  const compiled = compileParts({ review });
  expect(found(compiled)).toEqual([]);
  return compiled.process?.reviews[0]?.every;
};

const rule = 'stages.assessment.tasks.work.due';
const days = (n: number): object => ({ n, unit: 'day' });
const workingDays = (n: number): object => ({ n, unit: 'working_day' });
const hours = (n: number): object => ({ n, unit: 'hour' });

describe('a due in one line', () => {
  const screening = { kind: 'task', id: 'screening', edge: 'end' };
  it.each<[string, object]>([
    ['none', { form: 'none' }],
    ['24 hours', { form: 'length', rule, length: hours(24) }],
    ['1 working day', { form: 'length', rule, length: workingDays(1) }],
    ['3 days after screening', { form: 'length', rule, length: days(3), after: screening }],
    ['3 days after start of screening', { form: 'length', rule, length: days(3), after: { ...screening, edge: 'start' } }],
    ['3 days after last screening', { form: 'length', rule, length: days(3), after: { ...screening, which: 'last' } }],
    ['3 days after first follow_up', { form: 'length', rule, length: days(3), after: { kind: 'review', id: 'follow_up', edge: 'end', which: 'first' } }],
    ['3 days after start of first support', { form: 'length', rule, length: days(3), after: { kind: 'stage', id: 'support', edge: 'start', which: 'first' } }],
    ['3 days after start of assessment', { form: 'length', rule, length: days(3), after: { kind: 'stage', id: 'assessment', edge: 'start' } }],
    ['3 days after all of [screening, start of visit]', { form: 'length', rule, length: days(3), after: { kind: 'all', of: [screening, { kind: 'task', id: 'visit', edge: 'start' }] } }],
    ['24 hours after incident_at', { form: 'length', rule, length: hours(24), after: { kind: 'field', field: 'incident_at' } }],
    ['18 years after birth_date', { form: 'length', rule, length: { n: 18, unit: 'year' }, after: { kind: 'field', field: 'birth_date' } }],
    ['5 working days before court_date', { form: 'before', rule, length: workingDays(5), of: { kind: 'field', field: 'court_date' } }],
    ['2 hours before incident_at', { form: 'before', rule, length: hours(2), of: { kind: 'field', field: 'incident_at' } }],
    ['on court_date', { form: 'on', rule, of: { kind: 'field', field: 'court_date' } }],
    ["'on  incident_at'", { form: 'on', rule, of: { kind: 'field', field: 'incident_at' } }],
    ['"3   days  after   start of   visit"', { form: 'length', rule, length: days(3), after: { kind: 'task', id: 'visit', edge: 'start' } }],
  ])('is read: %s', (yaml, due) => expect(dueOf(yaml)).toEqual(due));

  it('is read from a block over several lines', () => {
    expect(dueOf('>-\n  3 days after\n  all of [screening,\n  visit]')).toMatchObject({ form: 'length', after: { kind: 'all', of: [{ id: 'screening' }, { id: 'visit' }] } });
  });

  it('rolls where it ends with a day, and not where it is exact', () => {
    const roll = (due: string): Due | undefined => compileParts({ task: `due: ${due}\nroll: next working day` }).process?.stages[0]?.tasks[2]?.clock.due;
    expect(roll('3 days after visit')).toHaveProperty('roll', 'next_working_day');
    expect(roll('3 days before court_date')).toHaveProperty('roll', 'next_working_day');
    expect(roll('on court_date')).toHaveProperty('roll', 'next_working_day');
    const earliest = roll('\n  earliest: [24 hours, on incident_at, 3 days]');
    expect(earliest?.form === 'earliest' && earliest.of.map((one) => 'roll' in one)).toEqual([false, false, true]);
  });
});

describe('a due in several lines', () => {
  it('is chosen by a field, three deep', () => {
    const yaml = '\n  depends_on: risk\n  low: 5 days\n  high:\n    depends_on: urgent\n    true: 1 hour\n    false:\n      earliest:\n        - on court_date\n        - 3 days';
    expect(dueOf(yaml)).toEqual({
      form: 'depends_on', rule, field: 'risk',
      cases: {
        low: { form: 'length', rule: `${rule}.low`, length: days(5) },
        high: {
          form: 'depends_on', rule: `${rule}.high`, field: 'urgent',
          cases: {
            true: { form: 'length', rule: `${rule}.high.true`, length: hours(1) },
            false: { form: 'earliest', rule: `${rule}.high.false`, of: [{ form: 'on', rule: `${rule}.high.false.earliest.0`, of: { kind: 'field', field: 'court_date' } }, { form: 'length', rule: `${rule}.high.false.earliest.1`, length: days(3) }] },
          },
        },
      },
    });
  });

  it('is the first line whose condition holds', () => {
    expect(dueOf('\n  - when: risk is high\n    then: 24 hours\n  - when: urgent\n    then: none\n  - otherwise: 5 days')).toEqual({
      form: 'when', rule,
      lines: [
        { rule: `${rule}.0`, when: expect.objectContaining({ path: `${rule}.0.when`, text: 'risk is high' }) as object, then: { form: 'length', rule: `${rule}.0.then`, length: hours(24) } },
        { rule: `${rule}.1`, when: expect.objectContaining({ text: 'urgent' }) as object, then: { form: 'none' } },
        { rule: `${rule}.2`, then: { form: 'length', rule: `${rule}.2.otherwise`, length: days(5) } },
      ],
    });
  });

  it('is the latest of several', () => {
    expect(dueOf('\n  latest: [3 days, 1 day after visit]')).toMatchObject({ form: 'latest', rule, of: [{ length: days(3) }, { after: { id: 'visit' } }] });
  });

  it('is a count of contacts in the interval of a review, alone, tapering, or between two of another', () => {
    const at = 'reviews.follow_up.every';
    expect(everyOf('every:\n  times: 10\n  within: 3 months')).toEqual({ form: 'times', rule: at, series: [{ rule: at, times: 10, within: { n: 3, unit: 'month' } }] });
    expect(everyOf('every:\n  - { times: 1, within: 1 week }\n  - { times: 1, within: 1 month }')).toEqual({
      form: 'times', rule: at, series: [{ rule: `${at}.0`, times: 1, within: { n: 1, unit: 'week' } }, { rule: `${at}.1`, times: 1, within: { n: 1, unit: 'month' } }],
    });
    const other = 'every:\n  times: 1\n  between: check\n';
    const compiled = compileParts({ review: `${other}`, top: '' });
    expect(found(compiled)).toEqual([expect.stringMatching(/unknown-name$/)]);
  });
});

const work = (due: string): Parts => ({ task: `due: ${due}` });

describe('a mistake in a due', () => {
  const mistakes: [string, Parts, string, string?][] = [
    ['a unit misspelt', work('⟦5 workng days⟧'), 'bad-length', '5 working days'],
    ['a unit misspelt before an anchor', work('⟦5 workng days⟧ after visit'), 'bad-length', '5 working days'],
    ['a unit far from any', work('⟦5 moons⟧'), 'bad-length'],
    ['a task misspelt', work('3 days after ⟦screning⟧'), 'unknown-name', 'screening'],
    ['a task misspelt after start of', work('3 days after start of ⟦screning⟧'), 'unknown-name', 'screening'],
    ['a task misspelt in a list', work('3 days after all of [visit, ⟦screning⟧]'), 'unknown-name', 'screening'],
    ['a date misspelt', work('5 working days before ⟦cort_date⟧'), 'unknown-name', 'court_date'],
    ['a date misspelt after', work('1 day after ⟦incident_on⟧'), 'unknown-name', 'incident_at'],
    ['a date misspelt after on', work('on ⟦court_datee⟧'), 'unknown-name', 'court_date'],
    ['the title of a date', work('1 day after ⟦When it happened⟧'), 'unknown-name', 'incident_at'],
    ['the title of a date before', work('1 day before ⟦Court date⟧'), 'unknown-name', 'court_date'],
    ['in quotes', work("'3 days after ⟦screning⟧'"), 'unknown-name', 'screening'],
    ['in a block', work('>-\n  3 days\n  after ⟦screning⟧'), 'unknown-name', 'screening'],
    ['words in another order', work('⟦after 3 days⟧'), 'bad-due', '3 days'],
    ['the anchor first', work('⟦after screening 3 days⟧'), 'bad-due', '3 days after screening'],
    ['the date first', work('⟦court_date - 5 days⟧'), 'bad-due', '5 days before court_date'],
    ['the length in the middle', work('⟦screening 3 days after⟧'), 'bad-due', '3 days after screening'],
    ['without a length', work('⟦after screening⟧'), 'bad-due'],
    ['of for after', work('3 days ⟦of⟧ screening'), 'bad-due', 'after'],
    ['from for after', work('1 month ⟦from⟧ screening'), 'bad-due', 'after'],
    ['since for after', work('24 hours ⟦since⟧ incident_at'), 'bad-due', 'after'],
    ['prior to for before', work('5 days ⟦prior to⟧ court_date'), 'bad-due', 'before'],
    ['in three days', work('⟦in 3 days⟧'), 'bad-due', '3 days'],
    ['within three days', work('⟦within three days⟧'), 'bad-due', '3 days'],
    ['within, as a law has it', work('⟦within 15 working days⟧ after screening'), 'bad-due', '15 working days'],
    ['at most, with an anchor', work('⟦at most 10 days⟧ before court_date'), 'bad-due', '10 days'],
    ['from now', work('⟦3 days from now⟧'), 'bad-due', '3 days'],
    ['a date alone', work('⟦court_date⟧'), 'bad-due', 'on court_date'],
    ['by a date', work('⟦by court_date⟧'), 'bad-due', 'on court_date'],
    ['a fixed day', work("'⟦2026-05-01⟧'"), 'bad-due'],
    ['a capital', work('⟦None⟧'), 'bad-due', 'none'],
    ['at once', work('⟦immediately⟧'), 'bad-due'],
    ['German', work('⟦3 Arbeitstage⟧'), 'bad-length', '3 working days'],
    ['German with its word for after', work('⟦3 Tage nach⟧ screening'), 'bad-due', '3 days after'],
    ['French', work('⟦2 semaines⟧'), 'bad-length', '2 weeks'],
    ['Arabic', work('⟦3 أيام عمل⟧'), 'bad-length', '3 working days'],
    ['an ISO duration', work('⟦P3D⟧'), 'bad-length', '3 days'],
    ['a count in words', work('⟦two weeks⟧'), 'bad-length', '2 weeks'],
    ['the end of', work('3 days after ⟦end of screening⟧'), 'bad-due', 'screening'],
    ['the beginning of', work('3 days after ⟦the beginning of screening⟧'), 'bad-due', 'start of screening'],
    ['the latest', work('3 days after ⟦the latest follow_up⟧'), 'bad-due', 'last follow_up'],
    ['two anchors', work('3 days after ⟦screening and visit⟧'), 'bad-due', 'all of [screening, visit]'],
    ['a list without all of', work("'3 days after ⟦[screening, visit]⟧'"), 'bad-due', 'all of [screening, visit]'],
    ['a hole in a list', work("'3 days after all of [screening,⟦ ⟧]'"), 'bad-due'],
    ['hours before a date', work('⟦48 hours⟧ before court_date'), 'bad-due', '2 days'],
    ['minutes after a date', work('⟦90 minutes⟧ after court_date'), 'bad-due'],
    ['a field that is no date', work('3 days after ⟦note⟧'), 'bad-due'],
    ['a field that starts', work('3 days after start of ⟦court_date⟧'), 'bad-due'],
    ['before a task', work('3 days before ⟦screening⟧'), 'bad-due'],
    ['on a stage', work('on ⟦support⟧'), 'bad-due'],
    ['after an alert', work('3 days after ⟦danger⟧'), 'wrong-name'],
    ['after a role', work('3 days after ⟦manager⟧'), 'wrong-name'],
    ['after itself', work('3 days after ⟦work⟧'), 'after-circle'],
    ['planned', work('2 days after ⟦planned visit⟧'), 'not-yet'],
    ['before planned', work('2 days before ⟦planned visit⟧'), 'not-yet'],
    ['an interval with an anchor', { review: 'first: 2 weeks\nevery: ⟦1 month after visit⟧' }, 'bad-due', '1 month'],
    ['an interval of none', { review: 'first: 2 weeks\nevery: ⟦none⟧' }, 'bad-due'],
    ['the first of reviews after themselves', { review: 'first: 2 weeks after ⟦follow_up⟧\nevery: 1 month' }, 'after-circle'],
    ['contacts of a task', { task: '⟦due⟧:\n  times: 3\n  within: 1 month' }, 'bad-due'],
    ['contacts chosen by a field', { review: 'first: 1 week\nevery:\n  depends_on: risk\n  low: 1 month\n  ⟦high⟧:\n    times: 3\n    within: 1 month' }, 'bad-due'],
    ['contacts with a first one', { review: '⟦first⟧: 1 week\nevery:\n  times: 3\n  within: 1 month' }, 'keys-exclude'],
    ['contacts by schedule', { review: '⟦count_from⟧: schedule\nevery:\n  times: 3\n  within: 1 month' }, 'keys-exclude'],
    ['contacts none times', { review: 'every:\n  times: ⟦0⟧\n  within: 1 month' }, 'wrong-value'],
    ['contacts between what is no review', { review: 'every:\n  times: 1\n  between: ⟦visit⟧' }, 'wrong-name', undefined],
    ['contacts between themselves', { review: 'every:\n  times: 1\n  between: ⟦follow_up⟧' }, 'after-circle'],
    ['none among the earliest', work('\n  earliest: [24 hours, ⟦none⟧]'), 'bad-due'],
    ['earliest misspelt', work('\n  ⟦earlyest⟧: [24 hours, 1 day]'), 'unknown-key', 'earliest'],
    ['four deep', work('\n  depends_on: risk\n  low: 1 day\n  high:\n    depends_on: urgent\n    true: 1 day\n    false:\n      earliest:\n        - 1 day\n        - ⟦latest⟧: [1 day, 2 days]'), 'bad-due'],
    ['a line after otherwise', work('\n  - ⟦otherwise⟧: 3 days\n  - when: urgent\n    then: 1 day'), 'bad-due'],
    ['a line without then', work('\n  - ⟦when⟧: urgent\n  - otherwise: 3 days'), 'missing-key'],
    ['a line with a mistake in its condition', work('\n  - when: ⟦urgnt⟧\n    then: 1 day\n  - otherwise: 3 days'), 'unknown-name', 'urgent'],
    ['a due too long', work(`⟦3 days${' '.repeat(600)}after visit⟧`), 'too-long'],
  ];

  it.each(mistakes.map((one): [string, typeof one] => [one[0], one]))('is found at its words: %s', (_, [, parts, code, suggestion]) => {
    const { clean, expected } = planted(parts, code, suggestion);
    const problems = found(compileParts(clean));
    expect(problems).toContain(expected);
    expect(problems.filter((one) => one !== expected && !/missing-key$/.test(one))).toEqual([]);
    if (suggestion !== undefined) expect(found(compileParts(mended(parts, suggestion)))).toEqual([]);
  });
});

describe('a due after an event', () => {
  const top = 'events:\n  home_visit:\n    title: Visit at home\n    recorded_by: [case_worker]';

  it.each([
    ['3 days after home_visit', {}], ['3 days after last home_visit', { which: 'last' }], ['3 days after first home_visit', { which: 'first' }],
  ])('counts from when it happened: %s', (due, which) => {
    const { process, problems } = compileParts({ top, task: `due: ${due}` });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const work = tasksOf(process as Process).find((one) => one.id === 'work');
    expect(work?.clock.due).toMatchObject({ form: 'length', after: { kind: 'event', id: 'home_visit', edge: 'end', ...which } });
  });

  it.each([
    ['3 days after ⟦start of home_visit⟧', 'home_visit'], ['3 days before ⟦home_visit⟧', undefined], ['on ⟦home_visit⟧', undefined],
  ])('has no start, and is not known beforehand: %s', (due, suggestion) => {
    const { clean, expected } = planted({ top, task: `due: ${due}` }, 'bad-due', suggestion);
    expect(found(compileParts(clean))).toEqual([expected]);
  });
});

describe('a length that was probably meant', () => {
  it.each([
    ['3 workin days', '3 working days'], ['1 working-day', '1 working day'], ['3working days', '3 working days'], ['72h', '72 hours'], ['90 min', '90 minutes'], ['PT24H', '24 hours'], ['P1M', '1 month'],
    ['a week', '1 week'], ['next working day', '1 working day'], ['one fortnight', '2 weeks'], ['3 Tage', '3 days'], ['1 Monat', '1 month'], ['5 jours ouvrables', '5 working days'],
    ['10 рабочих дней', '10 working days'], ['3 ساعات', '3 hours'], ['6 mths', '6 months'], ['2 weeks.', '2 weeks'], ['Three Days', '3 days'],
  ])('%s', (written, meant) => expect(lengthMeant(written)).toBe(meant));

  it.each(['', 'soon', '3', 'days', '0 days', '-3 days', '1.5 hours', '3-5 days', '99999999999 days', 'P3', 'three'])('is not guessed from %p', (written) => expect(lengthMeant(written)).toBeUndefined());
});

describe('the reader of a due in a text of its own', () => {
  const report = new Report(new Source('p.yaml', clockFile({})));
  const root = parseYaml(report);
  const names = root && collectNames(root, report);
  const fields = new Map([['court_date', 'date' as const]]);

  it('puts problems where the text stands, and takes no none', () => {
    const at: unknown[] = [];
    const desk = { report: { add: (...all: unknown[]) => void at.push(all.slice(0, 2)) }, names: names ?? collectNames(root as never, report), fields };
    expect(readDueText('30 days after start of assessment', { start: 8, end: 41 }, desk, 'r')).toEqual({ form: 'length', rule: 'r', length: days(30), after: { kind: 'stage', id: 'assessment', edge: 'start' } });
    expect(readDueText(' 30 dais after start of asessment', { start: 8, end: 41 }, desk)).toBeUndefined();
    expect(readDueText('none', { start: 8, end: 12 }, desk)).toBeUndefined();
    expect(at).toEqual([['bad-length', { start: 9, end: 16 }], ['unknown-name', { start: 32, end: 41 }], ['bad-due', { start: 8, end: 12 }]]);
  });
});

describe('any text of a due', () => {
  const report = new Report(new Source('p.yaml', clockFile({})));
  const root = parseYaml(report);
  const names = collectNames(root as NonNullable<typeof root>, report);
  const fields = new Map<string, FieldType>([['court_date', 'date'], ['incident_at', 'time'], ['note', 'text']]);
  const read = (text: string): { due: Due | undefined; problems: { start: number; end: number }[] } => {
    const problems: { start: number; end: number }[] = [];
    const due = readDueText(text, { start: 100, end: 100 + text.length }, { report: { add: (_, range) => void problems.push(range) }, names, fields }, 'r');
    return { due, problems };
  };

  const anchor = fc.record({ kind: fc.constantFrom('task' as const), id: fc.constantFrom('screening', 'visit'), edge: fc.constantFrom('start' as const, 'end' as const) }).chain((one) =>
    fc.constantFrom<Anchor>(one, { ...one, which: 'first' }, { ...one, which: 'last' }));
  const date = fc.constantFrom({ kind: 'field' as const, field: 'court_date' }, { kind: 'field' as const, field: 'incident_at' });
  const length = fc.record({ n: fc.integer({ min: 1, max: 99 }), unit: fc.constantFrom('day' as const, 'working_day' as const, 'week' as const, 'month' as const, 'year' as const) });
  const due = fc.oneof<fc.Arbitrary<Due>[]>(
    length.map((one) => ({ form: 'length', rule: 'r', length: one })),
    fc.tuple(length, fc.oneof(anchor, date, fc.array(anchor, { minLength: 1, maxLength: 3 }).map((of) => ({ kind: 'all' as const, of })))).map(([one, after]) => ({ form: 'length', rule: 'r', length: one, after })),
    fc.tuple(length, date).map(([one, of]) => ({ form: 'before', rule: 'r', length: one, of })),
    date.map((of) => ({ form: 'on', rule: 'r', of })),
  );

  it('is read as it is written out', () => {
    fc.assert(fc.property(due, (one) => expect(read(dueText(one))).toEqual({ due: one, problems: [] })));
  });

  const words = ['3', 'days', 'working', 'hours', '24', 'after', 'before', 'on', 'start', 'of', 'first', 'last', 'all', '[', ']', ',', 'screening', 'visit', 'court_date', 'incident_at', 'note', 'none', 'planned', 'from', 'prior to', '-', 'P3D', 'Tage', 'يوم', 'screning', 'work ', '', '\n', '2026-05-01', 'the', 'danger'];

  it('gives a due or says what is wrong inside of it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 }), fc.constantFrom(' ', '', '  '), (some, space) => {
        const text = some.join(space);
        const found = read(text);
        if (text.trim() === '') return;
        expect((found.due === undefined) === found.problems.length > 0).toBe(true);
        for (const { start, end } of found.problems) expect([start >= 100, end >= start, end <= 100 + text.length]).toEqual([true, true, true]);
      }),
      { numRuns: 3000 },
    );
  });

  it('is read in a moment, however it is made up', () => {
    const long = ['3 days after ', 'a '.repeat(240), '3 '.repeat(240), ' '.repeat(499), 'start of '.repeat(55), '['.repeat(500), `all of [${'a,'.repeat(240)}]`, 'after '.repeat(80), `3${' working'.repeat(60)} days`, 'x'.repeat(500), 'a-'.repeat(250), 'a - '.repeat(120)];
    for (const text of long) expect(read(text.slice(0, 500)).due).toBeUndefined();
  });
});
