// What is known of a case when one of its clocks is counted.

import { addDays, localDate } from '../process/days';
import type { Calendar } from '../process/calendar';
import type { DueContext } from '../process/due';
import { why } from '../process/explain-condition';
import { fieldOf } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { anchorAt } from './anchors';
import type { Case, ClockState } from './case';
import { clockOfReview } from './clock-ids';
import type { ClockOwner } from './clock-owner';
import { numbered } from './clock-owner';
import { environmentOf, plainAnswer } from './conditions';
import { found } from './found';
import { ownDue } from './own-clock';
import type { RulesIndex } from './rules-index';

/** What is known of the case at an instant, when this clock is counted. */
export function dueContext(rules: Rules, index: RulesIndex, state: Case, at: Instant, clock: ClockState, owner: ClockOwner): DueContext {
  const review = owner.kind === 'review' ? found(state.reviews, owner.about) : undefined;
  const own = owner.kind === 'task' ? ownDue(found(state.tasks, owner.about)) : undefined;
  const pauses = clock.pauses && withoutHeld(rules.calendar, clock.pauses, clock.held);
  return {
    calendar: rules.calendar,
    startedAt: clock.startedAt,
    ...(clock.startedAtDue && { startedAtDue: true }),
    answer: (field) => (own ? own.value : plainAnswer(state, field, owner.scope)),
    anchorAt: (anchor) => anchorAt(index, state, anchor, owner.scope, owner.of),
    fieldType: (field) => (own ? own.type : fieldOf(rules.process, field)?.type),
    judge: (rule) => why(rule, environmentOf(rules, state, at, owner.scope)),
    ...(review && { occurrence: review.occurrence }),
    betweenUntil: (of) => review?.stretch && stretchEnd(state, of, review.stretch.of, index.reviews.get(of)?.forEach === undefined ? undefined : review.record),
    ...(pauses && { pauses }),
    ...(clock.extensions && { extensions: clock.extensions }),
  };
}

/** When the stretch that ends with an occurrence ends: when that is due while it is open, then when it came to its end; undefined before it opens. */
function stretchEnd(state: Case, review: string, n: number, record: string | undefined): Instant | undefined {
  const occurrence = state.reviews.find((one) => one.review === review && one.record === record && (one.nth ?? numbered(one.id).n) === n);
  return occurrence?.state === 'open' ? (state.clocks[clockOfReview(occurrence)]?.dueAt ?? undefined) : occurrence?.endedStretchAt;
}

type Days = NonNullable<ClockState['pauses']>;

/** Days that a clock was held are made up for as such: the same day does not count twice. */
function withoutHeld(calendar: Calendar, pauses: Days, held: ClockState['held'] = []): Days {
  let left = pauses;
  for (const { from, until } of held) {
    if (until === undefined) continue;
    const [first, last] = [addDays(localDate(calendar, from), 1), localDate(calendar, until)];
    if (first <= last) left = left.flatMap((pause) => withoutDays(pause, first, last));
  }
  return left;
}

function withoutDays(pause: Days[number], first: string, last: string): Days {
  if (pause.to < first || pause.from > last) return [pause];
  const before = pause.from < first ? [{ from: pause.from, to: addDays(first, -1) }] : [];
  const behind = pause.to > last ? [{ from: addDays(last, 1), to: pause.to }] : [];
  return [...before, ...behind];
}
