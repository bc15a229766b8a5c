// What can be said of a due without a case: whether it lies before another one, and whether it ends a day.

import type { Due } from '../process/condition';
import { innerDues } from '../process/parts';
import { isExact } from '../process/time';
import { isNeverShorter } from './meaning/spans';

/** Whether what opens with `open` opens only when `due` is over, as far as plain lengths tell. */
export function opensTooLate(open: Due, due: Due): boolean {
  const opens = innerDues(open);
  if (opens.length > 0) return open.form === 'latest' ? opens.some((one) => opensTooLate(one, due)) : opens.every((one) => opensTooLate(one, due));
  const dues = innerDues(due);
  if (dues.length > 0) return due.form === 'earliest' ? dues.some((one) => opensTooLate(open, one)) : dues.every((one) => opensTooLate(open, one));
  if (open.form === 'length' && due.form === 'length') return isSame(open.after, due.after) && isNeverShorter(open.length, due.length);
  if (open.form === 'before' && due.form === 'before') return isSame(open.of, due.of) && isNeverShorter(due.length, open.length);
  if (open.form === 'on' && due.form === 'before') return isSame(open.of, due.of);
  return open.form === 'on' && due.form === 'on' && isSame(open.of, due.of);
}

/** Whether a due can end with the end of a day, so that it could roll on to another one. */
export function endsWithDays(due: Due, isTime: (field: string) => boolean): boolean {
  const inner = innerDues(due);
  if (inner.length > 0) return inner.some((one) => endsWithDays(one, isTime));
  if (due.form === 'length' || due.form === 'before') return !isExact(due.length);
  return due.form === 'on' && !(due.of.kind === 'field' && isTime(due.of.field));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
