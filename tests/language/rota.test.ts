// Who is on call and who the partners are, as an agency writes it: read into its profile, and every mistake at its line.

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
const ROLES = { child_protection: ['case_worker', 'supervisor', 'manager'] };
const compile = (more: string) => compileAgency('agencies/small.yaml', `${AGENCY}${more}`, { calendars: {}, processes: ['child_protection'], roles: ROLES });
/** Calendars are left out here, so that the one it names is not found. */
const problems = (more: string): string[] => compile(more).problems.filter((one) => !/calendar/.test(one.message)).map(({ line, code }) => `${line - 9} ${code}`);
const profile = (more: string) => compileAgency('agencies/small.yaml', `${AGENCY}${more}`).profile;

describe('the rota of an agency', () => {
  test('is read line by line: once by local times, or every week', () => {
    const rota = `on_call:
  - who: rana
    from: 2026-03-01T18:00
    to: 2026-03-02 08:00
  - { who: omar.s, roles: [supervisor], days: [saturday, monday], from: '18:00', to: '08:00' }
`;
    expect(problems(rota)).toEqual([]);
    expect(profile(rota)?.onCall).toEqual([
      { who: 'rana', from: '2026-03-01T18:00', to: '2026-03-02T08:00' },
      { who: 'omar.s', roles: ['supervisor'], days: [6, 1], from: '18:00', to: '08:00' },
    ]);
  });

  test('stands in the profile alone: a change of it is none of the rules that cases run by', () => {
    const hash = (more: string) => compileAgency('agencies/small.yaml', `${AGENCY}${more}`).hash;
    expect(hash('on_call:\n  - { who: rana, days: [friday], from: \'18:00\', to: \'08:00\' }\n')).toBe(hash(''));
    expect(profile('')).not.toHaveProperty('onCall');
  });

  test.each([
    ['a role that no process has', '{ who: rana, roles: [plumber], days: [friday], from: \'18:00\', to: \'08:00\' }', '2 unknown-name'],
    ['a day that there is not', '{ who: rana, days: [freitag], from: \'18:00\', to: \'08:00\' }', '2 wrong-value'],
    ['a date beside days', '{ who: rana, days: [friday], from: 2026-03-01T18:00, to: \'08:00\' }', '2 bad-hours'],
    ['a time of day without days', '{ who: rana, from: \'18:00\', to: \'20:00\' }', '2 bad-date 2 bad-date'],
    ['a day that the month has not', '{ who: rana, from: 2026-02-30T18:00, to: 2026-03-02T08:00 }', '2 bad-date'],
    ['an end before the beginning', '{ who: rana, from: 2026-03-02T18:00, to: 2026-03-02T08:00 }', '2 wrong-value'],
    ['nobody', '{ days: [friday], from: \'18:00\', to: \'08:00\' }', '2 missing-key'],
    ['a key that it has not', '{ who: rana, days: [friday], from: \'18:00\', until: \'08:00\' }', '2 missing-key 2 unknown-key'],
  ])('does not take %s', (_, line, code) => {
    expect(problems(`on_call:\n  - ${line}\n`).sort().join(' ')).toBe(code);
  });

  test('names roles of the processes that the agency has in use, as the folder knows them', () => {
    const files = readFolder();
    const path = 'agencies/amman_child_protection.yaml';
    const withRota = (role: string) => ({ ...files, [path]: `${Buffer.from(files[path] ?? '').toString('utf8')}\non_call:\n  - { who: rana, roles: [${role}], days: [friday], from: '18:00', to: '08:00' }\n` });
    expect(compileFolder(withRota('supervisor')).problems.filter(({ file }) => file === path)).toEqual([]);
    expect(compileFolder(withRota('supervisr')).problems.filter(({ file }) => file === path)).toMatchObject([{ code: 'unknown-name', suggestion: 'supervisor' }]);
  });
});

describe('the partners of an agency', () => {
  test('are outside with an address, or in this installation as an agency', () => {
    const partners = `partners:
  hope_clinic:
    title: Hope Clinic
    kind: health
    email: intake@clinic.example
    language: ar
  shelter:
    title: The shelter
    kind: housing
    agency: zarqa_shelter
    language: en
`;
    expect(problems(partners)).toEqual([]);
    expect(profile(partners)?.partners).toEqual([
      { id: 'hope_clinic', title: 'Hope Clinic', kind: 'health', language: 'ar', email: 'intake@clinic.example' },
      { id: 'shelter', title: 'The shelter', kind: 'housing', language: 'en', agency: 'zarqa_shelter' },
    ]);
    expect(profile('')).not.toHaveProperty('partners');
  });

  test.each([
    ['in neither place', '    title: X\n    kind: health\n    language: en', '2 missing-key'],
    ['in both places', '    title: X\n    kind: health\n    language: en\n    email: x@x.example\n    agency: y', '7 keys-exclude'],
    ['with no address', '    title: X\n    kind: health\n    language: en\n    email: nowhere', '6 bad-email'],
    ['without a title', '    kind: health\n    language: en\n    email: x@x.example', '2 missing-key'],
    ['in no language', '    title: X\n    kind: health\n    language: Arabic!\n    email: x@x.example', '5 bad-language'],
    ['of a kind that is no id', '    title: X\n    kind: Health care\n    language: en\n    email: x@x.example', '4 bad-id'],
  ])('are not %s', (_, partner, code) => {
    expect(problems(`partners:\n  clinic:\n${partner}\n`).join(' ')).toBe(code);
  });
});
