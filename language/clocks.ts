// The keys of a clock, the same wherever something can be late: due, roll, remind, late, until.

import type { Length } from '../process/time';
import type { Clock, Due, LateStep, Part } from '../process/process';
import type { Desk } from './desk';
import type { DueRules } from './due';
import { readDue } from './due';
import { isNeverShorter, longestFirst, readLength } from './lengths';
import type { Place } from './tree';

/** The clock of a thing whose due stands under `due`. Without one it has none, and keys that need one are problems. */
export function readClock(place: Place, desk: Desk, own?: string): Clock {
  const written = place.at('due');
  const due = readDue(written, { mayAnchor: true, mayBeNone: true, own, ...rollOf(place) }, desk);
  if (!written || due?.form === 'none') needsDue(place, desk);
  return readClockKeys(place, due ?? { form: 'none' }, desk);
}

/** `roll: next working day` for each length of the clock. */
export const rollOf = (place: Place): Pick<DueRules, 'roll'> => (place.at('roll')?.text === 'next working day' ? { roll: 'next_working_day' } : {});

/** A thing that should have a clock and does not say `due: none`. */
export function warnWithoutClock(place: Place, what: string, desk: Desk): void {
  if (!place.at('due')) desk.report.add('no-clock', place.head, `${what} has no clock: nobody is told when it is not done.`, 'Add `due:`, or say `due: none`.');
}

/** The clock with a due that is known already. */
export function readClockKeys(place: Place, due: Due, desk: Desk): Clock {
  const until = desk.condition(place.at('until'));
  return { rule: place.path, due, remind: readReminders(place.at('remind'), due, desk), late: readLateSteps(place.at('late'), desk), ...(until && { until }) };
}

function needsDue(place: Place, desk: Desk): void {
  for (const key of ['remind', 'late', 'roll', 'until']) {
    const inner = place.at(key);
    if (inner) desk.report.add('clock-without-due', inner.head, `\`${key}\` can do nothing without a due time.`, 'Add `due:`, or take it out.');
  }
}

function readReminders(list: Place | undefined, due: Due, desk: Desk): Clock['remind'] {
  const reminders: Clock['remind'] = [];
  const lengths = lengthsOf(due);
  for (const item of list?.items() ?? []) {
    const before = readLength(item, desk.report);
    if (!before) continue;
    if (lengths.length > 0 && lengths.every((length) => isNeverShorter(before, length))) {
      desk.report.add('reminder-too-long', item.range, `This reminder can never come: the clock is not longer than \`${item.text ?? ''}\`.`, 'Shorten it, or take it out.');
    }
    reminders.push({ rule: item.path, before });
  }
  return reminders.sort((a, b) => longestFirst(a.before, b.before));
}

/** The lengths that a due can come to; none when one of them is not counted from the beginning of the thing. */
function lengthsOf(due: Due): Length[] {
  if (due.form === 'none') return [];
  if (due.form === 'length') return due.after ? [] : [due.length];
  const inner = [...Object.values(due.cases), ...(due.otherwise ? [due.otherwise] : [])].map(lengthsOf);
  return inner.some((lengths) => lengths.length === 0) ? [] : inner.flat();
}

function readLateSteps(list: Place | undefined, desk: Desk): LateStep[] {
  const steps: LateStep[] = [];
  for (const item of list?.items() ?? []) {
    const after = item.at('at_once')?.flag === true ? 'at_once' : readLength(item.at('after'), desk.report);
    const tell = readPart(item.at('tell'), desk);
    const repeat = readLength(item.at('repeat'), desk.report);
    if (after && tell) steps.push({ rule: item.path, after, tell, ...(repeat && { repeat }) });
  }
  return steps;
}

/** Who is told: `owner`, the role that owns the case (the same person), or another role. */
export function readPart(place: Place | undefined, desk: Desk): Part | undefined {
  if (place?.text === 'owner') return { owner: true };
  const role = desk.names.resolve(place, 'role');
  if (role === undefined) return undefined;
  return role === desk.owner ? { owner: true } : { role };
}
