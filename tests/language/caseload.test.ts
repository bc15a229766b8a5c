// How many open cases one person may have, as an agency writes it: read into its profile, and every mistake at its line.

import { compileAgency } from '../../language/agency';
import { compileFolder } from '../../language/folder';
import { readFolder } from '../definitions';

const AGENCY = `agency: small
title:
  en: Small
languages: [en]
calendar: jordan
processes: [child_protection]
fallback:
  email: duty@example.org
  language: en
`;
const compile = (more: string, owners?: Record<string, string>) =>
  compileAgency('agencies/small.yaml', `${AGENCY}${more}`, owners && { calendars: {}, processes: ['child_protection'], owners });
/** Calendars are left out here, so that the one it names is not found. */
const problems = (more: string, owners: Record<string, string> = { child_protection: 'case_worker' }): string[] =>
  compile(more, owners).problems.filter((one) => !/calendar/.test(one.message)).map(({ line, code }) => `${line - 9} ${code}`);

describe('the caseload of an agency', () => {
  test('is read by role', () => {
    const caseload = 'caseload:\n  case_worker:\n    warn: 20\n    at_most: 25\n';
    expect(problems(caseload)).toEqual([]);
    expect(compile(caseload).profile?.caseload).toEqual({ case_worker: { warn: 20, atMost: 25 } });
    expect(compile('caseload: { case_worker: { at_most: 25 }, guardian: { warn: 3 } }\n').profile?.caseload).toEqual({ case_worker: { atMost: 25 }, guardian: { warn: 3 } });
    expect(compile('').profile).not.toHaveProperty('caseload');
  });

  test('stands in the profile alone: a change of it is none of the rules that cases run by', () => {
    expect(compile('caseload: { case_worker: { warn: 20 } }\n').hash).toBe(compile('').hash);
  });

  test.each([
    ['a role that there is not', '  case_wroker: { warn: 20 }', '2 unknown-name'],
    ['a role that owns no cases', '  supervisor: { warn: 20 }', '2 unknown-name'],
    ['a warning at the limit', '  case_worker:\n    at_most: 25\n    warn: 25', '4 wrong-value'],
    ['a warning above the limit', '  case_worker: { warn: 30, at_most: 25 }', '2 wrong-value'],
    ['a limit of nothing', '  case_worker: { at_most: 0 }', '2 wrong-value'],
    ['half a case', '  case_worker: { at_most: 2.5 }', '2 wrong-kind'],
    ['a role without a limit', '  case_worker: {}', '2 no-value'],
    ['another key', '  case_worker: { at_most: 25, least: 1 }', '2 unknown-key'],
  ])('does not take %s', (_, line, code) => {
    expect(problems(`caseload:\n${line}\n`).join(' ')).toBe(code);
  });

  test('is not looked at against processes that do not compile', () => {
    expect(problems('caseload: { anybody: { warn: 20 } }\n', {})).toEqual([]);
  });

  test('names roles of the processes that the agency has in use, as the folder knows them', () => {
    const files = readFolder();
    const path = 'agencies/amman_child_protection.yaml';
    const found = (role: string) =>
      compileFolder({ ...files, [path]: `${Buffer.from(files[path] ?? '').toString('utf8')}\ncaseload: { ${role}: { warn: 20, at_most: 25 } }\n` }).problems.filter(({ file }) => file === path);
    expect(found('case_worker')).toEqual([]);
    expect(found('case_worke')).toMatchObject([{ code: 'unknown-name', suggestion: 'case_worker' }]);
    expect(found('supervisor')).toMatchObject([{ code: 'unknown-name' }]);
  });
});
