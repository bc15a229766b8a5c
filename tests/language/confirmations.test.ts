// An agency confirms or moves the holidays that its calendar only expects; its cases count by the calendar that comes of it.

import type { CompiledFolder } from '../../language/folder';
import { compileFolder } from '../../language/folder';
import { readFolder } from '../definitions';

const AGENCY = 'agencies/amman_child_protection.yaml';
const CALENDAR = `calendar: jordan
title: Test
time_zone: Asia/Amman
weekend: [friday, saturday]
working_hours: { from: '08:00', until: '16:00' }
covers: { from: 2026, until: 2027 }
holidays:
  - { title: Eid, from: 2026-03-20, to: 2026-03-23, expected: true }
  - { title: Army Day, date: 2026-03-24 }
  - { title: New year, date: 2026-06-16, expected: true }
`;

/** The folder with these lines in the agency's file. */
function withConfirms(lines: string): CompiledFolder {
  const files = readFolder();
  return compileFolder({ ...files, 'calendars/jordan.yaml': CALENDAR, [AGENCY]: `${Buffer.from(files[AGENCY] ?? '').toString('utf8')}${lines}` });
}
const agencyOf = (folder: CompiledFolder): CompiledFolder['agencies'][string] => folder.agencies.amman_child_protection ?? { problems: [] };
const daysOf = (folder: CompiledFolder): string[] => (agencyOf(folder).calendar?.holidays ?? []).map((one) => `${one.date} ${one.title}${one.expected ? '?' : ''}`);
const problemsOf = (folder: CompiledFolder): string[] =>
  folder.problems.filter((one) => one.file === AGENCY).map((one) => `${one.severity} ${one.code}${one.suggestion === undefined ? '' : ` → ${one.suggestion}`}`);

const AS_EXPECTED = ['2026-03-20 Eid?', '2026-03-21 Eid?', '2026-03-22 Eid?', '2026-03-23 Eid?', '2026-03-24 Army Day', '2026-06-16 New year?'];

describe('the calendar of an agency', () => {
  it('is the one it names as long as it confirms nothing', () => {
    const folder = withConfirms('');
    expect(daysOf(folder)).toEqual(AS_EXPECTED);
    expect(agencyOf(folder).calendarHash).toBe(folder.calendars.jordan?.hash);
  });

  it('has a holiday for certain that came as expected, all of its days', () => {
    const folder = withConfirms('confirms:\n  - { expected: 2026-03-22 }\n');
    expect(problemsOf(folder)).toEqual([]);
    expect(daysOf(folder)).toEqual(['2026-03-20 Eid', '2026-03-21 Eid', '2026-03-22 Eid', '2026-03-23 Eid', '2026-03-24 Army Day', '2026-06-16 New year?']);
    expect(Object.isFrozen(agencyOf(folder).calendar)).toBe(true);
  });

  it('has a holiday where it was announced, in place of where it was expected', () => {
    expect(daysOf(withConfirms('confirms:\n  - { expected: 2026-03-20, from: 2026-03-19, to: 2026-03-21 }\n  - { expected: 2026-06-16, date: 2026-06-17 }\n')))
      .toEqual(['2026-03-19 Eid', '2026-03-20 Eid', '2026-03-21 Eid', '2026-03-24 Army Day', '2026-06-17 New year']);
    expect(daysOf(withConfirms('confirms:\n  - { expected: 2026-03-20, from: 2026-03-21, to: 2026-03-24 }\n')))
      .toEqual(['2026-03-21 Eid', '2026-03-22 Eid', '2026-03-23 Eid', '2026-03-24 Army Day', '2026-06-16 New year?']);
  });

  it('keeps a holiday expected that only lies beside the one that came', () => {
    const files = readFolder();
    const calendar = CALENDAR.replace('date: 2026-03-24 }', 'date: 2026-03-24, expected: true }').replace('{ title: Eid', '{ title: Eve, date: 2026-03-19, expected: true }\n  - { title: Eid');
    const folder = compileFolder({ ...files, 'calendars/jordan.yaml': calendar, [AGENCY]: `${Buffer.from(files[AGENCY] ?? '').toString('utf8')}confirms:\n  - { expected: 2026-03-21 }\n` });
    expect(daysOf(folder).slice(0, 6)).toEqual(['2026-03-19 Eve?', '2026-03-20 Eid', '2026-03-21 Eid', '2026-03-22 Eid', '2026-03-23 Eid', '2026-03-24 Army Day?']);
  });

  it('has a hash of its own then, while the calendar and the rules of the agency keep theirs', () => {
    const [before, after] = [withConfirms(''), withConfirms('confirms:\n  - { expected: 2026-06-16 }\n')];
    expect(agencyOf(after).calendarHash).toMatch(/^[0-9a-f]{64}$/);
    expect(agencyOf(after).calendarHash).not.toBe(agencyOf(before).calendarHash);
    expect(agencyOf(after).calendar?.id).toBe('jordan');
    expect(after.calendars.jordan?.hash).toBe(before.calendars.jordan?.hash);
    expect(agencyOf(after).hash).toBe(agencyOf(before).hash);
  });

  it('is left as it is by an entry that is wrong, and the entry is told', () => {
    const wrong = (entry: string): [string[], boolean] => {
      const folder = withConfirms(`confirms:\n  - ${entry}\n`);
      return [problemsOf(folder), agencyOf(folder).calendar === undefined || daysOf(folder).join() === AS_EXPECTED.join()];
    };
    expect(wrong('{ expected: 2026-03-25, date: 2026-03-26 }')).toEqual([['warning holiday-not-expected → 2026-03-23'], true]);
    expect(wrong('{ expected: 2026-03-24 }')).toEqual([['warning holiday-not-expected → 2026-03-23'], true]);
    expect(wrong('{ expected: 2026-09-01 }')).toEqual([['warning holiday-not-expected'], true]);
    expect(wrong('{ expected: 2026-06-16, date: 2028-06-16 }')).toEqual([['error holiday-outside'], true]);
    expect(wrong('{ expected: 2026-06-16, date: 2026-06-31 }')).toEqual([['error bad-date'], true]);
    expect(wrong('{ expected: 2026-06-16, to: 2026-06-17 }')).toEqual([['error missing-key'], true]);
    expect(wrong('{ expected: 2026-06-16, date: 2026-06-17, from: 2026-06-17 }')).toEqual([['error keys-exclude'], true]);
    expect(wrong('{ date: 2026-06-17 }')).toEqual([['error missing-key'], true]);
    expect(wrong('{ expected: soon }')).toEqual([['error bad-date'], true]);
  });

  it('is not there while the one it names has a mistake', () => {
    const files = readFolder();
    const folder = compileFolder({ ...files, 'calendars/jordan.yaml': CALENDAR.replace('Asia/Amman', 'Asia/Aman') });
    expect(agencyOf(folder).agency?.calendar).toBe('jordan');
    expect(agencyOf(folder).calendar).toBeUndefined();
  });
});
