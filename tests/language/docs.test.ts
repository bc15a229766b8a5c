// The documentation of the language: each code has its section, and each example does what its page says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemCode } from '../../language/problems';
import { docOf, PROBLEM_CODES, severityOf } from '../../language/problems';
import { examplesOf, problemsOf } from './sections';

const page = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');

describe('docs/problems.md', () => {
  const text = page('problems.md');
  const sections = new Map(text.split(/^### /m).slice(1).map((section): [string, string] => [section.split('\n')[0] ?? '', section]));

  it('has a section for each code, and none for what is no code', () => {
    expect([...sections.keys()].sort()).toEqual([...PROBLEM_CODES].sort());
  });

  it('says of each code how severe it is', () => {
    for (const code of PROBLEM_CODES) expect([code, /\n\n(Error|Warning)\. /.exec(sections.get(code) ?? '')?.[1]?.toLowerCase()]).toEqual([code, severityOf(code)]);
  });

  it('is where problems point to, or to a page of their own', () => {
    for (const code of PROBLEM_CODES) {
      const [file, anchor] = docOf(code).split('#');
      expect(() => page((file ?? '').replace('docs/', ''))).not.toThrow();
      if (anchor !== undefined) expect(sections.has(anchor)).toBe(true);
    }
  });

  const examples = examplesOf(text);

  it.each(examples.map((example): [string, (typeof examples)[number]] => [example.heading, example]))('shows an example that has it: %s', (heading, { kind, text: yaml }) => {
    expect(problemsOf(kind, yaml).map((problem): ProblemCode => problem.code)).toContain(heading);
  });
});

describe.each(['language.md', 'calendars.md'])('docs/%s', (name) => {
  const text = page(name);
  const examples = examplesOf(text);

  it('marks every YAML example as one that is checked', () => {
    expect([...text.matchAll(/^```yaml/gm)]).toHaveLength(examples.length);
    expect(examples.length).toBeGreaterThan(name === 'language.md' ? 10 : 1);
  });

  it.each(examples.map((example, index): [string, (typeof examples)[number]] => [`${index + 1} ${example.heading}`, example]))('does what it says: example %s', (_, { kind, verdict, code, text: yaml }) => {
    const problems = problemsOf(kind, yaml);
    if (verdict === 'wrong') expect(problems.map((problem) => problem.code)).toContain(code);
    else expect(problems.map((problem) => `${problem.line}:${problem.column} ${problem.code} ${problem.message}`)).toEqual([]);
  });
});
