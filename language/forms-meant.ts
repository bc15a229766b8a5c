// The date, time of day or language that somebody probably meant by one in another form.

import { latinDigits } from './length-words';
import { quoted } from './quoting';

const LANGUAGES: Record<string, string> = {
  arabic: 'ar', العربية: 'ar', bulgarian: 'bg', english: 'en', french: 'fr', français: 'fr', german: 'de', deutsch: 'de', kurdish: 'ku', persian: 'fa', farsi: 'fa', russian: 'ru', spanish: 'es', turkish: 'tr', ukrainian: 'uk', urdu: 'ur',
};

/** What was meant by a text that has not the form wanted, as it is written in a file; nothing where two things may be meant. */
export function formMeant(form: string, text: string): string | undefined {
  const plain = latinDigits(text.trim());
  if (form === 'language') return Object.hasOwn(LANGUAGES, plain.toLowerCase()) ? LANGUAGES[plain.toLowerCase()] : undefined;
  if (form === 'date') return dateMeant(plain);
  return form === 'time of day' ? timeMeant(plain) : undefined;
}

/** `9.6.2024`, `25/12/2024`, `2024/6/9`; of `9/6/2024` nobody knows which is the month. */
function dateMeant(text: string): string | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(text) ?? [];
  if (year !== undefined) return written(year, month, day);
  const [, first = '', mark, second = '', last = ''] = /^(\d{1,2})([-/. ])\s?(\d{1,2})[-/. ]\s?(\d{4})$/.exec(text) ?? [];
  return mark === '.' || (Number(first) > 12 && Number(second) <= 12) ? written(last, second, first) : undefined;
}

function written(year: string, month: string, day: string): string | undefined {
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isDay ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

/** `7:00`, `16.00`, `20h`, `8 pm`. */
function timeMeant(text: string): string | undefined {
  const [, hour = '', minute = '00', half = ''] = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})?)?\s*(am|pm|uhr)?$/i.exec(text) ?? [];
  if (hour === '') return undefined;
  const isPm = half.toLowerCase() === 'pm';
  const hours = /^[ap]m$/i.test(half) ? (Number(hour) % 12) + (isPm ? 12 : 0) : Number(hour);
  return hours < 24 && Number(minute) < 60 ? quoted(`${String(hours).padStart(2, '0')}:${minute}`) : undefined;
}
