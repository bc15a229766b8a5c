// What people write for a length of time or a number that is none in the language, and what they meant.

import { parseLength } from '../process/length';
import { nearest } from './suggest';

const UNITS = ['second', 'minute', 'hour', 'day', 'working day', 'week', 'month', 'year'];

/** Other words for the units, in the languages that files are translated into too: who thinks in one of them writes it here. */
const OTHER_WORDS: Record<string, string[]> = {
  second: ['s', 'sec', 'secs', 'sekunde', 'sekunden', 'seconde', 'secondes', 'ثانية', 'ثواني', 'секунда', 'секунды', 'секунд'],
  minute: ['min', 'mins', 'minuten', 'دقيقة', 'دقائق', 'минута', 'минуты', 'минут'],
  hour: ['h', 'hr', 'hrs', 'stunde', 'stunden', 'std', 'heure', 'heures', 'ساعة', 'ساعات', 'час', 'часа', 'часов'],
  day: ['d', 'calendar day', 'calendar days', 'tag', 'tage', 'tagen', 'kalendertag', 'kalendertage', 'jour', 'jours', 'يوم', 'أيام', 'день', 'дня', 'дней'],
  'working day': [
    'wd', 'business day', 'business days', 'work day', 'work days', 'workday', 'workdays', 'working-day', 'working-days', 'workingday', 'workingdays', 'weekday', 'weekdays', 'office day', 'office days',
    'arbeitstag', 'arbeitstage', 'arbeitstagen', 'werktag', 'werktage', 'werktagen', 'jour ouvrable', 'jours ouvrables', 'jour ouvré', 'jours ouvrés', 'يوم عمل', 'أيام عمل', 'рабочий день', 'рабочих дня', 'рабочих дней',
  ],
  week: ['w', 'wk', 'wks', 'woche', 'wochen', 'semaine', 'semaines', 'أسبوع', 'أسابيع', 'неделя', 'недели', 'недель'],
  month: ['m', 'mo', 'mos', 'mth', 'mths', 'calendar month', 'calendar months', 'monat', 'monate', 'monaten', 'mois', 'شهر', 'أشهر', 'месяц', 'месяца', 'месяцев'],
  year: ['y', 'yr', 'yrs', 'jahr', 'jahre', 'jahren', 'an', 'ans', 'année', 'années', 'سنة', 'سنوات', 'год', 'года', 'лет'],
};
const UNIT_OF = new Map(Object.entries(OTHER_WORDS).flatMap(([unit, words]) => words.map((word): [string, string] => [word, unit])));

const NUMBERS: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fourteen: 14, fifteen: 15, twenty: 20, thirty: 30, next: 1,
};

const ISO_UNITS: Record<string, string> = { D: 'day', W: 'week', M: 'month', Y: 'year', TH: 'hour', TM: 'minute', TS: 'second' };

/** Arabic and Persian digits as those that the language reads. */
export const latinDigits = (text: string): string => text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.charCodeAt(0) - (digit < '۰' ? 0x660 : 0x6f0)) % 10));

/** Quotes, full stops and commas around it are no part of a length. */
const bare = (text: string): string => latinDigits(text).replace(/^["'“”„«»‘’]+|["'“”«»‘’.,;،؛]+$/g, '');

const EACH: Record<string, string> = { hourly: '1 hour', daily: '1 day', weekly: '1 week', fortnightly: '2 weeks', biweekly: '2 weeks', monthly: '1 month', quarterly: '3 months', yearly: '1 year', annually: '1 year' };

/** The length that a text probably means, as it is written in the language: `3 workin days`, `3 Tage`, `three days`, `72h`, `P3D`. */
export function lengthMeant(text: string): string | undefined {
  const plain = bare(text.trim().toLowerCase()).replace(/[\s_]+/g, ' ').trim();
  if (parseLength(plain)) return plain;
  if (Object.hasOwn(EACH, plain)) return EACH[plain];
  const [, isTime, isoCount, isoUnit] = /^P(T?)(\d+)([DWMYHS])$/i.exec(text.trim()) ?? [];
  if (isoCount !== undefined) return counted(isoCount, ISO_UNITS[`${isTime ? 'T' : ''}${isoUnit?.toUpperCase() ?? ''}`]);
  if (/^(a |one |1 )?fortnight$/.test(plain)) return '2 weeks';
  const [, digits, word, unit] = /^(?:(\d+)|([a-z]+) )\s*(\p{L}.*?)[.,;]?$/u.exec(plain) ?? [];
  const count = digits ?? (word !== undefined && Object.hasOwn(NUMBERS, word) ? String(NUMBERS[word]) : undefined);
  return count === undefined || unit === undefined ? undefined : counted(count, unitMeant(unit));
}

/** The number that a word or digits of another script stand for, as digits. */
export function numberMeant(text: string): string | undefined {
  const plain = bare(text.trim().toLowerCase());
  if (/^\d{1,9}$/.test(plain)) return String(Number(plain));
  return Object.hasOwn(NUMBERS, plain) && plain.length > 2 && plain !== 'next' ? String(NUMBERS[plain]) : undefined;
}

function unitMeant(word: string): string | undefined {
  const singular = word.replace(/s$/, '');
  if (UNITS.includes(singular)) return singular;
  return UNIT_OF.get(word) ?? nearest(word, UNITS) ?? nearest(singular, UNITS);
}

function counted(count: string, unit: string | undefined): string | undefined {
  const text = unit && `${Number(count)} ${unit}${Number(count) === 1 ? '' : 's'}`;
  return text !== undefined && parseLength(text) ? text : undefined;
}
