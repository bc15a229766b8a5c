// Every planted mistake is found, at its very line and column, with its code and what was meant; and nothing else is complained of.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
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
