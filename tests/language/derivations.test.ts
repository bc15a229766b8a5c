// Fields that are worked out, criteria and checklists as they are written: what the checker says of them.

import { compileProcess } from '../../language/compile';
import type { Process } from '../../process/process';

const FIELDS = `process: small
title: Small
language: en
roles:
  case_worker:
    title: Case worker
    owns_case: true
  supervisor:
    title: Supervisor
fields:
  points:
    title: Points
    type: integer
  safe:
    title: Safe?
    type: yes_no
  born_on:
    title: Born on
    type: date
  risk:
    title: Risk
    type: one_of
    options:
      low: Low
      high: High
  other:
    title: Other risk
    type: one_of
    options:
      low: Low
      huge: Huge
`;

const REST = `stages:
  work:
    title: Work
    tasks:
      screening:
        title: Screening
        who: case_worker
        must_answer: [points, safe, born_on, risk, other]
        due: none
    next:
      - close: resolved
closure:
  reasons:
    resolved: Resolved
  approve:
    - { who: supervisor, due: 1 week }
`;

/** Compiles the process with a further field; `lines` are its keys. */
function withField(...lines: string[]): ReturnType<typeof compileProcess> {
  const field = ['found:', '  title: Found', ...lines.map((line) => `  ${line}`)].map((line) => `  ${line}\n`).join('');
  return compileProcess({ path: 'processes/small.yaml', text: `${FIELDS}${field}${REST}` });
}

const problemsOf = (...lines: string[]): string[] => withField(...lines).problems.filter(({ severity }) => severity === 'error').map(({ code, suggestion }) => [code, suggestion].filter((one) => one !== undefined).join(' '));
const isOf = (...lines: string[]): Process['fields'][string]['is'] => withField(...lines).process?.fields['found']?.is;

describe('a field that is worked out', () => {
  it.each([
    ['a number', ['type: number', 'is: points * 2 + 1']],
    ['a whole number', ['type: integer', 'is: age(born_on)']],
    ['a yes or no', ['type: yes_no', 'is: safe and points > 3']],
    ['an option of another field that has no other', ['type: one_of', 'options:', '  low: Low', '  high: High', '  none_of_them: None', 'is: risk']],
    ['a day', ['type: date', 'is: 18 years after born_on']],
    ['a point in time', ['type: time', 'is: 24 hours after screening']],
    ['the earliest of two days', ['type: date', 'is:', '  earliest: [18 years after born_on, 1 month after screening]']],
    ['values by the options of a field', ['type: number', 'is:', '  depends_on: risk', '  low: 1', '  high: points / 2']],
    ['values by a yes or no', ['type: yes_no', 'is:', '  depends_on: safe', '  true: false', '  false: risk is high']],
    ['days by the options of a field', ['type: date', 'is:', '  depends_on: risk', '  low: 1 month after born_on', '  otherwise: 1 week after born_on']],
    ['lines of when and then', ['type: one_of', 'options:', '  few: Few', '  many: Many', 'is:', '  - when: points >= 5', '    then: many', '  - otherwise: few']],
    ['lines within lines', ['type: integer', 'is:', '  - when: safe', '    then:', '      depends_on: risk', '      low: 1', '      high: 2', '  - otherwise: 3']],
  ])('can be %s', (_, lines) => {
    expect(problemsOf(...lines)).toEqual([]);
    expect(isOf(...lines)).toBeDefined();
  });

  it.each([
    ['a type that cannot be worked out', ['type: text', 'is: risk'], ['keys-exclude']],
    ['bounds of an answer', ['type: integer', 'min: 0', 'is: points'], ['keys-exclude']],
    ['an override without it', ['type: integer', 'override:', '  who: [supervisor]'], ['keys-exclude']],
    ['an override by a role that may not read it', ['type: integer', 'is: points', 'visible_to: [supervisor]', 'override:', '  who: [case_worker]'], ['wrong-name']],
    ['an override by nobody known', ['type: integer', 'is: points', 'override:', '  who: [superviser]'], ['unknown-name supervisor']],
    ['a number for a yes or no', ['type: yes_no', 'is: points + 1'], ['condition-type']],
    ['a yes or no for a number', ['type: number', 'is: safe'], ['condition-type']],
    ['options that the field does not have', ['type: one_of', 'options:', '  low: Low', '  high: High', 'is: other'], ['condition-type']],
    ['a number for an option', ['type: one_of', 'options:', '  low: Low', 'is: points'], ['condition-type']],
    ['a value that is no option', ['type: one_of', 'options:', '  low: Low', '  high: High', 'is:', '  - when: safe', '    then: hihg', '  - otherwise: low'], ['unknown-option high']],
    ['a half for a whole number', ['type: integer', 'is:', '  - otherwise: 2.5'], ['condition-type']],
    ['a flag for a number', ['type: integer', 'is:', '  - otherwise: true'], ['condition-type']],
    ['an option that the field it depends on does not have', ['type: integer', 'is:', '  depends_on: risk', '  low: 1', '  hihg: 2'], ['unknown-option high']],
    ['an option that has no line', ['type: integer', 'is:', '  depends_on: risk', '  low: 1'], ['option-not-covered']],
    ['an option of a due that has no line', ['type: date', 'is:', '  depends_on: risk', '  low: 1 week after born_on'], ['option-not-covered']],
    ['a field without options to depend on', ['type: integer', 'is:', '  depends_on: points', '  one: 1'], ['condition-type']],
    ['lines behind the last one', ['type: integer', 'is:', '  - otherwise: 1', '  - when: safe', '    then: 2'], ['bad-due']],
    ['too many levels', ['type: integer', 'is:', '  - otherwise:', '      - otherwise:', '          - otherwise:', '              - otherwise: 1'], ['bad-due']],
    ['a due for what is no date', ['type: integer', 'is:', '  earliest: [1 week, 2 weeks]'], ['keys-exclude']],
    ['an expression for a date', ['type: date', 'is: born_on'], ['bad-due on born_on']],
    ['a field that there is not', ['type: integer', 'is: poinst + 1'], ['unknown-name points']],
    ['itself', ['type: integer', 'is: found + points'], ['derived-circle']],
    ['itself, by a macro or a fact of time', ['type: yes_no', 'is: passed("on born_on") and not answered(found)'], ['derived-circle']],
  ])('cannot have %s', (_, lines, codes) => {
    expect(problemsOf(...lines)).toEqual(codes);
  });

  it('is not worked out in a circle of several', () => {
    const { problems } = withField('type: integer', 'is: second + 1', '', 'second:', '  title: Second', '  type: integer', '  is: third', 'third:', '  title: Third', '  type: integer', '  is: found');
    expect(problems.map(({ code }) => code)).toContain('unknown-key');
    const text = `${FIELDS}  found:\n    title: Found\n    type: integer\n    is: second + 1\n  second:\n    title: Second\n    type: integer\n    is: found * 2\n${REST}`;
    const [circle, ...others] = compileProcess({ path: 'processes/small.yaml', text }).problems;
    expect([circle?.code, circle?.message, others]).toEqual(['derived-circle', 'These fields are worked out from each other: found → second → found.', []]);
  });

  it('is not asked for', () => {
    const text = `${FIELDS}  found:\n    title: Found\n    type: integer\n    is: points\n${REST.replace('risk, other]', 'risk, other, found]')}`;
    const [asked, ...others] = compileProcess({ path: 'processes/small.yaml', text }).problems;
    expect([asked?.code, asked?.line, others]).toEqual(['derived-asked', 43, []]);
  });

  it('keeps what it is worked out from as that is kept', () => {
    const secret = (keys: string, own: string[]) => {
      const text = `${FIELDS.replace("title: Points\n", `title: Points\n    ${keys}\n`)}  half:\n    title: Half\n    type: number\n    is: points / 2\n${own.map((line) => `    ${line}\n`).join('')}${REST}`;
      return compileProcess({ path: 'processes/small.yaml', text }).problems.map(({ code }) => code);
    };
    expect(secret('private: true', [])).toEqual(['derived-not-private']);
    expect(secret('private: true', ['private: true'])).toEqual([]);
    expect(secret('visible_to: [supervisor]', [])).toEqual(['derived-not-hidden']);
    expect(secret('visible_to: [supervisor]', ['visible_to: [supervisor, case_worker]'])).toEqual(['derived-not-hidden']);
    expect(secret('visible_to: [supervisor, case_worker]', ['visible_to: [supervisor]'])).toEqual([]);
  });

  it('counts as asked for and as used, and what it is worked out from as read', () => {
    const text = `${FIELDS}  found:\n    title: Found\n    type: integer\n    is: points\n${REST.replace('[points, safe, born_on, risk, other]', '[safe, born_on, risk, other]')}`;
    expect(compileProcess({ path: 'processes/small.yaml', text }).problems.map(({ code, message }) => [code, message.includes('`points`')])).toEqual([['field-never-asked', true]]);
  });
});

describe('what is said of a way that turns on a worked-out field', () => {
  const saidOf = (...is: string[]): string[] => {
    const field = ['  grade:', '    title: Grade', '    type: one_of', '    options:', '      good: Good', '      bad: Bad', '    is:', ...is.map((line) => `      ${line}`)].join('\n');
    const text = `${FIELDS}  late_on:\n    title: Late on\n    type: date\n${field}\n${REST.replace('    next:\n', '    next:\n      - when: grade is bad\n        close: resolved\n')}`;
    return compileProcess({ path: 'processes/small.yaml', text }).problems.filter(({ code }) => code === 'answer-may-be-missing').map(({ line }) => text.split('\n')[line - 1]?.trim() ?? '');
  };

  it('is nothing where all that it is worked out from has been asked', () => {
    expect(saidOf('- when: points > 3', '  then: good', '- otherwise: bad')).toEqual([]);
    expect(saidOf('depends_on: risk', 'low: good', 'high: bad')).toEqual([]);
  });

  it('is that it may have no value', () => {
    const way = ['- when: grade is bad'];
    expect(saidOf('- when: answered(late_on) and late_on > today', '  then: good', '- otherwise: bad')).toEqual(way);
    expect(saidOf('- when: points > 3', '  then: good', '- when: points < 3', '  then: bad')).toEqual(way);
    expect(saidOf('- when: passed("1 week after screening")', '  then: good', '- otherwise: bad')).toEqual(way);
  });
});

describe('criteria and checklists', () => {
  const withTask = (...lines: string[]) => {
    const text = FIELDS + REST.replace('        due: none\n', `        due: none\n${lines.map((line) => `        ${line}\n`).join('')}`);
    return compileProcess({ path: 'processes/small.yaml', text });
  };

  it('stand in the compiled form of a task', () => {
    const { process, problems } = withTask('must:', '  - that: safe', '    say: Not safe.', 'should:', '  - that: points > 3', '    say: Few.', 'checklist:', '  alone: Alone', '  home: At home');
    expect(problems).toEqual([]);
    expect(process?.stages[0]?.tasks[0]).toMatchObject({
      must: [{ rule: 'stages.work.tasks.screening.must.0', that: { text: 'safe' } }], should: [{ rule: 'stages.work.tasks.screening.should.0' }], checklist: ['alone', 'home'],
    });
  });

  it('are not there where nothing is written, so that the form stays as it was', () => {
    const task = withTask().process?.stages[0]?.tasks[0] ?? {};
    expect(['must', 'should', 'checklist'].filter((key) => key in task)).toEqual([]);
    expect(Object.keys(withTask().process?.fields['points'] ?? {})).toEqual(['type']);
    expect('should' in (withTask().process?.closure ?? {})).toBe(false);
  });

  it.each([
    ['a criterion without words', ['must:', '  - that: safe'], ['missing-key']],
    ['a criterion that is no yes or no', ['must:', '  - that: points', '    say: Few.'], ['condition-type']],
    ['the reason of a closure, which is not known there', ['should:', '  - that: reason is resolved', '    say: No.'], ['fact-not-here']],
    ['an empty checklist', ['checklist: {}'], ['no-value']],
    ['a line of a checklist that is no id', ['checklist:', '  Alone: Alone'], ['bad-id alone']],
  ])('are not right with %s', (_, lines, codes) => {
    expect(withTask(...lines).problems.map(({ code, suggestion }) => [code, suggestion].filter((one) => one !== undefined).join(' '))).toEqual(codes);
  });
});
