// Small calendars written by hand, with the offsets of the countries' clocks; for tests of everything that counts days.

import type { Calendar, Holiday, Offset } from '../../process/calendar';
import { deepFreeze } from '../../process/hash';

type Changes = Partial<Omit<Calendar, 'format'>>;

const at = (from: string, minutes: number): Offset => ({ from: `${from}:00.000Z`, minutes });
/** Forward on the last Sunday of March and back on that of October, at so many minutes from the midnight (UTC) it begins with. */
function summerTime(winter: number, springMinutes: number, autumnMinutes: number): Offset[] {
  const offsets: Offset[] = [];
  for (let year = 2020; year <= 2036; year += 1) {
    offsets.push({ from: onLastSunday(year, 3, springMinutes), minutes: winter + 60 }, { from: onLastSunday(year, 10, autumnMinutes), minutes: winter });
  }
  return offsets;
}

function onLastSunday(year: number, month: number, minutes: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(last.getTime() - last.getUTCDay() * 86_400_000 + minutes * 60_000).toISOString();
}

const holiday = (date: string, title: string): Holiday => ({ date, title });
const expected = (date: string, title: string): Holiday => ({ date, title, expected: true });

/**
 * Jordan: Friday and Saturday are not worked, work begins at 8. The clocks were put forward at midnight, which then did not exist,
 * until the country stayed at UTC+3 in October 2022.
 */
export function jordan(changes: Changes = {}): Calendar {
  return deepFreeze({
    format: 1,
    id: 'jordan',
    timeZone: 'Asia/Amman',
    zoneData: 'by hand',
    weekend: [5, 6],
    workingHours: { from: 8 * 60, until: 16 * 60 },
    holidays: [
      holiday('2025-12-25', 'Christmas Day'),
      holiday('2026-01-01', "New Year's Day"),
      ...['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map((date) => expected(date, 'Eid al-Fitr')),
      holiday('2026-05-01', 'Labour Day'),
      holiday('2026-05-25', 'Independence Day'),
      holiday('2026-05-26', 'Day of Arafah'),
      ...['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'].map((date) => holiday(date, 'Eid al-Adha')),
      expected('2026-06-17', 'Hijri New Year'),
      holiday('2026-12-25', 'Christmas Day'),
    ],
    covers: { from: 2024, until: 2027 },
    offsets: [
      at('2019-10-24T22:00', 120),
      at('2020-03-26T22:00', 180),
      at('2020-10-29T22:00', 120),
      at('2021-03-25T22:00', 180),
      at('2021-10-28T22:00', 120),
      at('2022-02-24T22:00', 180),
    ],
    ...changes,
  });
}

/** France: Saturday and Sunday are not worked, work begins at 9; the clocks change at 01:00 UTC in March and October. */
export function france(changes: Changes = {}): Calendar {
  return deepFreeze({
    format: 1,
    id: 'france',
    timeZone: 'Europe/Paris',
    zoneData: 'by hand',
    weekend: [6, 7],
    workingHours: { from: 9 * 60, until: 17 * 60 },
    holidays: [
      holiday('2024-05-01', 'Fête du travail'),
      holiday('2024-05-08', 'Victoire 1945'),
      holiday('2024-12-25', 'Noël'),
      holiday('2025-01-01', "Jour de l'an"),
      holiday('2025-04-21', 'Lundi de Pâques'),
      holiday('2025-05-01', 'Fête du travail'),
      holiday('2025-11-11', 'Armistice'),
      holiday('2026-04-06', 'Lundi de Pâques'),
      holiday('2026-07-14', 'Fête nationale'),
    ],
    covers: { from: 2024, until: 2026 },
    offsets: summerTime(60, 60, 60),
    ...changes,
  });
}

/** Lebanon: clocks go forward at midnight, so that a day begins at 01:00, and back at midnight, so that 23:00 comes twice. */
export function lebanon(changes: Changes = {}): Calendar {
  return deepFreeze({
    format: 1,
    id: 'lebanon',
    timeZone: 'Asia/Beirut',
    zoneData: 'by hand',
    weekend: [6, 7],
    workingHours: { from: 8 * 60, until: 14 * 60 },
    holidays: [holiday('2025-12-25', 'Christmas Day'), expected('2026-03-20', 'Eid al-Fitr')],
    covers: { from: 2024, until: 2026 },
    offsets: summerTime(120, -120, -180),
    ...changes,
  });
}
