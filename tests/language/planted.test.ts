// Every planted mistake is found, at its very line and column, with its code and what was meant; and nothing else is complained of.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
import { fixFiles } from '../../language/fix';
import type { FolderFiles } from '../../language/folder';
import { compileFolder } from '../../language/folder';
import type { Problem } from '../../language/problems';
import { PROBLEM_CODES } from '../../language/problems';
import { Source } from '../../language/source';
import type { Planted } from './fixtures/planted';
import { PLANTED } from './fixtures/planted';

const EXAMPLE = readFileSync(join(__dirname, 'fixtures', 'worked-example.yaml'), 'utf8');

interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** The example with the mistake in it, and the place that was marked. */
function plant({ replace, with: replacement }: Planted): { text: string; place: Place } {
  expect(EXAMPLE).toContain(replace);
  const marked = EXAMPLE.replace(replace, () => replacement);
  const [before = '', found = '', after] = marked.split(/[⟦⟧]/);
  expect(after).toBeDefined();
  const text = before + found + (after ?? '');
  const source = new Source('x', text);
  const [from, to] = [source.position(before.length), source.position(before.length + found.length)];
  return { text, place: { line: from.line, column: from.column, endLine: to.line, endColumn: to.column } };
}

const placeOf = ({ line, column, endLine, endColumn }: Problem): Place => ({ line, column, endLine, endColumn });

describe('a planted mistake', () => {
  it('is not found in the example without one', () => {
    expect(compileProcess({ path: 'processes/child_protection.yaml', text: EXAMPLE }).problems).toEqual([]);
  });

  it.each(PLANTED.map((one): [string, Planted] => [one.mistake, one]))('is found: %s', (_, planted) => {
    const { text, place } = plant(planted);
    const { problems } = compileProcess({ path: 'processes/child_protection.yaml', text });
    const found = problems.filter((problem) => problem.code === planted.code);
    expect({ codes: problems.map((problem) => problem.code), places: found.map(placeOf) }).toEqual({
      codes: expect.arrayContaining([planted.code]) as string[],
      places: expect.arrayContaining([place]) as Place[],
    });
    const one = found.find((problem) => problem.line === place.line && problem.column === place.column);
    expect(one?.suggestion).toBe(planted.suggestion);
    expect(one?.message).toMatch(/\.$/);
    expect(one?.fix).not.toBe('');
    expect(problems.map((problem) => problem.code).filter((code) => code !== planted.code && !planted.also?.includes(code))).toEqual([]);
  });

  it.each([
    ['    options:\n      low: Low\n      medium: Medium\n', '    options:\n      - low\n      - medium\n', 'Write each in a line of its own, with what people read: `low: Low`.'],
    ['        due: 24 hours\n', '        due: 24 hours\n        extend: 5 working days\n', 'Write its keys below it, indented by two spaces: `who:`, `at_most:`, `times:`, `must_answer:`, `approve:`; `who` and `at_most` must stand.'],
    ['        due: 24 hours\n', '        due: 24 hours\n        pauses: x\n', 'Write its keys below it, indented by two spaces: `who:`, `must_answer:`, `at_most:`; `who` must stand.'],
    ['        due: 24 hours\n', '        due: 24 hours\n        waive: no\n', 'Take it out where there is none; else write its keys below it, indented by two spaces: `who:`, `must_answer:`, `approve:`; `who` must stand.'],
    ['        at_least: 1\n', '        at_least: 1\n        agree: yes\n', 'Say which: write a list, such as `[client, guardian, supervisor]`.'],
  ])('names the keys or what belongs there in its fix: %j', (right, wrong, fix) => {
    expect(EXAMPLE).toContain(right);
    expect(compileProcess({ path: 'processes/child_protection.yaml', text: EXAMPLE.replace(right, wrong).replace('      - medium\n      high: High\n      immediate: Immediate\n', '      - medium\n      - high\n      - immediate\n') }).problems.map((one) => one.fix)).toEqual([fix]);
  });

  it('is at the right line in all but one of sixty, and is suggested what was meant wherever that is known', () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(60);
    expect(PLANTED.filter(({ suggestion }) => suggestion !== undefined).length).toBeGreaterThan(30);
    expect(new Set(PLANTED.map(({ code }) => code)).size).toBeGreaterThan(45);
  });

  const certain = PLANTED.filter(({ replace, with: wrong, suggestion }) => suggestion !== undefined && EXAMPLE.replace(replace, () => wrong.replace(/⟦[^⟧]*⟧/, suggestion)) === EXAMPLE);

  it.each(certain.map((one): [string, Planted] => [one.mistake, one]))('is mended by its suggestion: %s', (_, planted) => {
    const path = 'processes/child_protection.yaml';
    const check = (files: FolderFiles): Problem[] => compileFolder(files).problems;
    const { text } = plant(planted);
    const { changed, left, applied } = fixFiles({ [path]: text }, check, () => true);
    // What is not certain is left as it is.
    expect(changed[path] ?? text).toBe(applied.length > 0 ? EXAMPLE : text);
    expect(left.length === 0).toBe(applied.length > 0);
  });

  it('of four levels in one file, and three of YAML itself, are all told at once', () => {
    const edits: [string, string][] = [
      ['      informed_consent:\n        title: Informed consent', '      informed_consent:\n        title:Informed consent'],
      ["title: Child's name", "title: 'Child's name'"],
      ['must_answer: [complex]', 'must_answer: [complex'],
      ['        remind: [1 day]', '        remnid: [1 day]'],
      ['{ at_once: true, tell: supervisor }', '{ at_once: true, tell: superviser }'],
      ['raise_when: risk is immediate', 'raise_when: risk is imediate'],
      ['first: 2 weeks', 'first: 2 weks'],
      ['title: Urgent protection', 'title: 2026'],
    ];
    const text = edits.reduce((now, [from, to]) => {
      expect(now).toContain(from);
      return now.replace(from, () => to);
    }, EXAMPLE);
    const { problems } = compileProcess({ path: 'processes/child_protection.yaml', text });
    expect(problems.map(({ code }) => code).sort()).toEqual(['bad-length', 'missing-space', 'number-for-text', 'text-after-quote', 'unclosed-bracket', 'unknown-key', 'unknown-name', 'unknown-option']);
    for (const { line, code } of problems) expect([code, text.split('\n')[line - 1] === EXAMPLE.split('\n')[line - 1]]).toEqual([code, false]);
  });

  it('covers most of the codes that a process can have', () => {
    const elsewhere = new Set(PLANTED.flatMap((one) => [one.code, ...(one.also ?? [])]));
    expect(PROBLEM_CODES.filter((code) => elsewhere.has(code)).length).toBeGreaterThan(35);
  });

  it('is reported beside the others, all in one go and in the order of the file', () => {
    const apart = PLANTED.filter((one) => ['a key misspelt', 'a role that does not exist', 'an option misspelt in a condition', 'a unit misspelt'].includes(one.mistake));
    const text = apart.reduce((now, one) => now.replace(one.replace, () => one.with.replace(/[⟦⟧]/g, '')), EXAMPLE);
    const { problems } = compileProcess({ path: 'processes/child_protection.yaml', text });
    expect(problems.map((problem) => problem.code)).toEqual(['unknown-name', 'bad-length', 'unknown-key', 'unknown-option']);
    expect(problems.map((problem) => problem.line)).toEqual(problems.map((problem) => problem.line).sort((a, b) => a - b));
  });
});
