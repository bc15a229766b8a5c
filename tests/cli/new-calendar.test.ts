// `caseway calendar new`: a draft that checks without problems, says what a person must check, and overwrites nothing.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED } from '../../cli/new-calendar';
import { compileCalendar } from '../../language/calendar';
import type { Calendar } from '../../process/calendar';
import { DEFINITIONS } from '../definitions';
import type { Ran } from './terminal';
import { caseway } from './terminal';

let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'caseway-calendar-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

const draft = (...argv: string[]): Promise<Ran> => caseway(['calendar', 'new', ...argv], { cwd: home });

function compiled(text: string): Calendar {
  const { calendar, problems } = compileCalendar('calendars/draft.yaml', text);
  expect(problems).toEqual([]);
  if (!calendar) throw new Error('no calendar');
  return calendar;
}

it.each(['AE', 'BG', 'BR', 'CN', 'DE-BY', 'FR', 'GB-NIR', 'IL', 'IN', 'IR', 'MK', 'TR', 'US'])('a draft of %s checks without problems and says to compare it with the law', async (country) => {
  const { code, out, err } = await draft('--country', country, '--years', '2026-2027');
  expect(code).toBe(0);
  const { holidays, covers } = compiled(out);
  expect(covers).toEqual({ from: 2026, until: 2027 });
  expect(holidays.length).toBeGreaterThan(10);
  expect(err).toContain('Compare the holidays with the law');
  expect(out).toContain('# - Compare the holidays with the law');
  expect(out).toContain('CC BY-SA 3.0');
});

it('what every year has is one entry, what depends on the moon is expected, and the weekend is the country\'s', async () => {
  const { out, err } = await draft('--country', 'ae', '--years', '2026');
  const { holidays, weekend, timeZone, id } = compiled(out);
  expect({ weekend, timeZone, id }).toEqual({ weekend: [6, 7], timeZone: 'Asia/Dubai', id: 'united_arab_emirates' });
  expect(holidays.find((one) => one.date === '2026-12-02')?.expected).toBeUndefined();
  expect(['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map((date) => holidays.find((one) => one.date === date)?.expected)).toEqual([true, true, true, undefined]);
  expect(out.match(/every_year: 12-02/g)).toHaveLength(1);
  expect(err).toMatch(/! \d+ holidays depend on the moon/);
});

it('is written into a file that has its name, and into no file that is there already', async () => {
  const ran = await draft('--country', 'FR', '--years', '2026-2028', '-o', 'my_france.yaml');
  expect(ran.out).toMatch(/^my_france\.yaml is written: \d+ holidays, 2026 to 2028\.\n$/);
  expect(ran.err).toContain('definitions/calendars/france.yaml');
  expect(compiled(await readFile(join(home, 'my_france.yaml'), 'utf8')).id).toBe('my_france');
  await writeFile(join(home, 'my_france.yaml'), 'mine');
  const again = await draft('--country', 'FR', '-o', 'my_france.yaml');
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('is there already')]);
  expect(await readFile(join(home, 'my_france.yaml'), 'utf8')).toBe('mine');
});

it('without a country is a calendar to fill in, of this year and the two after it', async () => {
  const { code, out } = await draft();
  const year = new Date().getUTCFullYear();
  expect(code).toBe(0);
  expect(compiled(out)).toMatchObject({ id: 'my_country', holidays: [], weekend: [6, 7], covers: { from: year, until: year + 2 } });
});

it.each([
  [['--country', 'XX'], 'There is no list of holidays of XX.'],
  [['--country', 'france'], 'Did you mean FR (France)?'],
  [['--country', 'JO'], 'definitions/calendars/jordan.yaml'],
  [['--country', 'GB-WALES'], 'GB-WLS (Wales)'],
  [['--country', '__proto__'], 'There is no list'],
  [['--years', '2028-2026'], 'are no years'],
  [['--years', 'next'], 'are no years'],
  [['-o', 'My Calendar.yaml'], 'my_calendar.yaml'],
  [['-o', 'calendar.txt'], 'calendar_txt.yaml'],
  [['-o', 'no/such/folder/here.yaml'], 'cannot be written'],
])('%j is refused with what to do', async (argv, said) => {
  const { code, out, err } = await draft(...argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(said);
});

it('points to shipped calendars that are there', () => {
  expect(Object.values(SHIPPED).filter((name) => !existsSync(join(DEFINITIONS, 'calendars', `${name}.yaml`)))).toEqual([]);
});
