// The keys of a clock, the same wherever something can be late, and the approvals that have clocks of their own.

import type { Length } from '../process/time';
import { isExact } from '../process/time';
import type { ApprovalLevel, Clock, Due, ExtendRule, PauseRule, WaiveRule } from '../process/process';
import type { Desk } from './desk';
import { readDue } from './due';
import { endsWithDays, opensTooLate } from './due-lengths';
import type { DueRules } from './due-text';
import { readLateSteps } from './late-steps';
import { longestFirst, readLength } from './lengths';
import type { Place } from './tree';

/** What a clock stands in. */
export interface Around {
  /** Id of the thing it belongs to, whose end its due cannot wait for. */
  own?: string;
  /** Id of the stage that the case is in while it runs. */
  stage?: string;
  /** It is the clock of those who approve. */
  inApproval?: true;
}

/** Keys that do nothing where nothing is ever due. */
const NEED_DUE = ['roll', 'remind', 'late', 'until', 'while', 'pauses', 'extend', 'waive', 'firm'];

/** The clock of a thing whose due stands under `due`. Without one it has none, and keys that need one are problems. */
export function readClock(place: Place, desk: Desk, around: Around = {}, mayBeNone = true): Clock {
  const written = place.at('due');
  const due = readDue(written, { mayAnchor: true, mayBeNone, ...ownOf(around), ...rollOf(place) }, desk);
  if (mayBeNone && (!written || due?.form === 'none')) needsDue(place, desk);
  return readClockKeys(place, due, desk, around);
}

const ownOf = ({ own }: Around): Pick<DueRules, 'own'> => (own === undefined ? {} : { own });

/** `roll: next working day` for each count of days of the clock. */
export const rollOf = (place: Place): Pick<DueRules, 'roll'> => (place.at('roll')?.text === 'next working day' ? { roll: 'next_working_day' } : {});

/** A thing that should have a clock and does not say `due: none`. */
export function warnWithoutClock(place: Place, what: string, desk: Desk): void {
  if (!place.at('due')) desk.report.add('no-clock', place.head, `${what} has no clock: nobody is told when it is not done.`, 'Add `due:`, or say `due: none`.');
}

/** Keys of a clock that stand where nothing is ever due. */
export function needsDue(place: Place, desk: Desk): void {
  for (const key of NEED_DUE) {
    const inner = place.at(key);
    if (inner) desk.report.add('clock-without-due', inner.head, `\`${key}\` can do nothing without a due time.`, 'Add `due:`, or take it out.');
  }
}

/** The clock with a due that is known already, or nothing where that was wrong. */
export function readClockKeys(place: Place, due: Due | undefined, desk: Desk, around: Around = {}): Clock {
  checkRoll(place, due, desk);
  checkFirm(place, desk);
  const known = {
    notBefore: readNotBefore(place, due, desk, around),
    until: desk.condition(place.at('until')),
    while: desk.condition(place.at('while')),
    pauses: readPauses(place.at('pauses'), desk),
    extend: readExtend(place.at('extend'), desk, around),
    waive: readWaive(place.at('waive'), desk, around),
    firm: place.at('firm')?.flag === true ? (true as const) : undefined,
  };
  return {
    rule: place.path,
    due: due ?? { form: 'none' },
    remind: readReminders(place.at('remind'), desk),
    late: readLateSteps(place.at('late'), desk, around.stage),
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<Clock>),
  };
}

function checkRoll(place: Place, due: Due | undefined, desk: Desk): void {
  const roll = place.at('roll');
  if (!roll || !due || due.form === 'none' || endsWithDays(due, (field) => desk.fields.get(field) === 'time')) return;
  desk.report.add('roll-without-days', roll.head, '`roll` can do nothing here: no count of days ends on a day that it could move.', 'Count in days, or take it out.');
}

/** What is firm cannot be paused, extended or waived. */
function checkFirm(place: Place, desk: Desk): void {
  if (!place.at('firm')) return;
  for (const key of ['pauses', 'extend', 'waive']) {
    const inner = place.at(key);
    if (inner) desk.report.add('keys-exclude', inner.head, `\`${key}\` cannot stand beside \`firm\`: a firm due time is never moved.`, 'Keep one of the two.');
  }
}

function readNotBefore(place: Place, due: Due | undefined, desk: Desk, around: Around): Due | undefined {
  const written = place.at('not_before');
  const notBefore = readDue(written, { mayAnchor: true, mayBeNone: false, ...ownOf(around) }, desk);
  if (written && notBefore && due && opensTooLate(notBefore, due)) {
    desk.report.add('opens-too-late', written.head, 'This opens only when its due time is over, so that it would be late from the first moment.', 'Shorten `not_before`, or lengthen `due`.');
  }
  return notBefore;
}

function readReminders(list: Place | undefined, desk: Desk): Clock['remind'] {
  const reminders: Clock['remind'] = [];
  for (const item of list?.items() ?? []) {
    const before = readLength(item, desk.report);
    if (before) reminders.push({ rule: item.path, before });
  }
  return reminders.sort((a, b) => longestFirst(a.before, b.before));
}

/** Who may do it, and what they must answer with it. */
const actorsOf = (place: Place, desk: Desk): { rule: string; who: string[]; mustAnswer: string[] } => ({
  rule: place.path,
  who: desk.names.resolveAll(place.at('who'), 'role'),
  mustAnswer: desk.fieldsIn(place.at('must_answer')),
});

function readPauses(place: Place | undefined, desk: Desk): PauseRule | undefined {
  if (!place) return undefined;
  const atMost = readCalendarDays(place.at('at_most'), desk);
  return { ...actorsOf(place, desk), ...(atMost && { atMost }) };
}

/** A pause has days from one date to another, whether they are worked or not. */
function readCalendarDays(place: Place | undefined, desk: Desk): Length | undefined {
  const length = readLength(place, desk.report);
  if (!place || !length || !(isExact(length) || length.unit === 'working_day')) return length;
  const suggestion = length.unit === 'working_day' ? `${length.n} day${length.n === 1 ? '' : 's'}` : undefined;
  desk.report.add('bad-length', place.range, 'Pauses are counted in days of the calendar.', 'Write days, weeks or months: `30 days`.', suggestion);
  return undefined;
}

function readExtend(place: Place | undefined, desk: Desk, around: Around): ExtendRule | undefined {
  const approve = place?.at('approve');
  if (approve && around.inApproval) {
    desk.report.add('keys-exclude', approve.head, '`approve` cannot stand here: more time for an approval is not approved itself.', 'Take it out, and name under `who` those who may give more time.');
    return undefined;
  }
  const atMost = readLength(place?.at('at_most'), desk.report);
  if (!place || !atMost) return undefined;
  return { ...actorsOf(place, desk), atMost, times: place.at('times')?.number ?? 1, approve: readApprovals(approve, desk, around) };
}

function readWaive(place: Place | undefined, desk: Desk, around: Around): WaiveRule | undefined {
  return place && { ...actorsOf(place, desk), approve: readApprovals(place.at('approve'), desk, around) };
}

/** The levels of an approval, each with the clock of those who approve; `own` is what ends only once they have. */
export function readApprovals(list: Place | undefined, desk: Desk, around: Around = {}, inClosure = false): ApprovalLevel[] {
  return (list?.items() ?? []).map((place) => {
    const when = desk.condition(place.at('when'), inClosure);
    warnWithoutClock(place, 'This approval', desk);
    const notBy = desk.names.resolveAll(place.at('not_by'), 'task');
    return {
      who: desk.names.resolve(place.at('who'), 'role') ?? '', clock: readClock(place, desk, { ...around, inApproval: true }), ...(when && { when }), ...(notBy.length > 0 && { notBy }),
    };
  });
}
