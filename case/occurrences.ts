// The occurrences of a review: one is open at a time, and the next opens when it is recorded or waived.

import type { Review } from '../process/process';
import type { Instant } from '../process/time';
import type { Person, ReviewState } from './case';
import { clockOfReview } from './clock-ids';
import { numbered } from './clock-owner';
import { endClock, scheduledAt, startClock } from './clocks';
import type { Draft } from './draft';
import { happened, nextNumber, personOf, write } from './draft';
import type { JournalEntry } from './effect';
import { keyIn, ofRecord } from './scope';

/** Opens the first occurrence: of a series its first contact. */
export function openFirst(draft: Draft, review: Review, record?: string): void {
  const of = stretchesOf(draft, review);
  openOccurrence(draft, review, { record, occurrence: 1, from: draft.at, ...(of !== undefined && { stretch: { of: presentStretch(draft, of, record), nth: 1 } }) });
}

type Opening = Pick<ReviewState, 'occurrence' | 'from' | 'stretch'> & { record: string | undefined; fromDue?: boolean; pauses?: { from: string; to: string }[] | undefined };

function openOccurrence(draft: Draft, review: Review, { record, occurrence, from, stretch, fromDue, pauses }: Opening): void {
  const scope = ofRecord(record);
  const opened: ReviewState = {
    id: `${review.id}.${nextNumber(draft, review.id)}`, review: review.id, ...scope, ...(record !== undefined && { nth: nextNumber(draft, keyIn(review.id, record)) }), occurrence, state: 'open', from,
    ...(!fromDue && from !== draft.at && { openedAt: draft.at }), ...(stretch && { stretch }),
  };
  draft.case.reviews = [...forgetOld(draft.case.reviews, opened), opened];
  draft.opened.push(opened.id);
  happened(draft, `review:${review.id}`, 'start', draft.at, scope);
  const deadline = startClock(draft, clockOfReview(opened), from, { ...scope, startedAtDue: fromDue === true, ...(pauses && { pauses }) });
  write(draft, 'review_opened', { about: opened.id, rule: review.rule, details: { ...scope, ...deadline } });
}

/** Occurrences that are over are kept in the journal; the state holds the latest few, since a case may last for years. */
const KEPT = 3;

/** One with which a stretch of contacts has ended is kept as long as such a contact is open. */
function forgetOld(reviews: ReviewState[], { review, record }: ReviewState): ReviewState[] {
  const over = reviews.filter((one) => one.review === review && one.record === record && one.state !== 'open');
  const old = new Set(over.slice(0, -KEPT));
  const stretches = new Set(reviews.flatMap((one) => (one.state === 'open' && one.stretch ? [one.stretch.of] : [])));
  return reviews.filter((one) => !old.has(one) || (one.endedStretchAt !== undefined && stretches.has(numberOf(one))));
}

/** Its number among those of the case, or of its record. */
export const numberOf = ({ id, nth }: ReviewState): number => nth ?? numbered(id).n;

/** Ends an occurrence that runs no more; it was neither recorded nor waived. */
export function endOccurrence(draft: Draft, open: ReviewState, review: Review): void {
  open.state = 'ended';
  endClock(draft, clockOfReview(open));
  draft.ended.push(open.id);
  write(draft, 'review_ended', { about: open.id, rule: review.rule });
  // Contacts up to it are now due by the next one, if it comes.
  for (const contact of contactsUpTo(draft, open)) contact.stretch = { of: numberOf(open) + 1, nth: contact.stretch?.nth ?? 1 };
}

/** Ends an occurrence as recorded or waived, and opens the next. `doneAt` is when it was really done, where that is earlier. */
export function finishOccurrence(draft: Draft, open: ReviewState, as: { state: 'recorded' | 'waived'; by: Person; doneAt?: Instant }, line: Pick<JournalEntry, 'rule' | 'details'> = {}): void {
  const review = draft.index.reviews.get(open.review);
  if (!review) return;
  const id = clockOfReview(open);
  const clock = draft.case.clocks[id];
  const dueAt = clock?.dueAt ?? null;
  const schedule = scheduledAt(draft, id);
  const { doneAt = draft.at } = as;
  open.state = as.state;
  open.recordedAt = draft.at;
  if (doneAt !== draft.at) open.doneAt = doneAt;
  open.recordedBy = personOf(as.by);
  if (contactsUpTo(draft, open).length > 0) open.endedStretchAt = dueAt !== null && dueAt < doneAt ? dueAt : doneAt;
  endClock(draft, id);
  draft.ended.push(open.id);
  happened(draft, `review:${review.id}`, 'end', doneAt, ofRecord(open.record));
  const on = doneAt === draft.at ? {} : { on: doneAt, late: dueAt !== null && doneAt >= dueAt };
  write(draft, as.state === 'recorded' ? 'review_recorded' : 'clock_waived', { by: personOf(as.by), about: open.id, rule: review.rule, ...line, details: { dueAt, ...on, ...line.details } });
  openNext(draft, review, open, schedule, clock?.pauses);
}

function openNext(draft: Draft, review: Review, last: ReviewState, schedule: Instant | null, pauses: Opening['pauses']): void {
  const occurrence = last.occurrence + 1;
  const { record } = last;
  const contacts = draft.index.contacts.get(review.id);
  if (contacts === null) return openOccurrence(draft, review, { record, occurrence, from: last.from, pauses });
  if (contacts) return openOccurrence(draft, review, { record, occurrence, from: draft.at, stretch: nextContact(draft, contacts, last) });
  const bySchedule = review.countFrom === 'schedule' && schedule !== null;
  openOccurrence(draft, review, { record, occurrence, from: bySchedule ? schedule : (last.doneAt ?? draft.at), fromDue: bySchedule });
}

const stretchesOf = (draft: Draft, review: Review): string | undefined => draft.index.contacts.get(review.id)?.review;

/** Number of the occurrence with which the present stretch ends: of the open one, else of the next that will open. */
function presentStretch(draft: Draft, review: string, record: string | undefined): number {
  const of = seriesOf(draft, review, record);
  const open = draft.case.reviews.find((one) => one.review === review && one.record === of && one.state === 'open');
  return open ? numberOf(open) : (draft.case.counts[keyIn(review, of)] ?? 0) + 1;
}

/** The next contact of the stretch, or the first of the next; one made in a stretch to come is made once more when that has begun. */
function nextContact(draft: Draft, { times, review }: { times: number; review: string }, { stretch: last, record }: ReviewState): NonNullable<ReviewState['stretch']> {
  const present = presentStretch(draft, review, record);
  if (!last || last.of < present) return { of: present, nth: 1 };
  if (last.of > present) return { of: last.of, nth: 1 };
  return last.nth < times ? { of: present, nth: last.nth + 1 } : { of: present + 1, nth: 1 };
}

/** Open contacts that are due by the end of an occurrence. */
function contactsUpTo(draft: Draft, ending: ReviewState): ReviewState[] {
  const isUpTo = ({ review, record }: ReviewState): boolean =>
    draft.index.contacts.get(review)?.review === ending.review && seriesOf(draft, ending.review, record) === ending.record;
  return draft.case.reviews.filter((one) => one.state === 'open' && one.stretch?.of === numberOf(ending) && isUpTo(one));
}

/** Of whose series of a review something of a record is reckoned: its own where each record has one, else that of the case. */
const seriesOf = (draft: Draft, review: string, record: string | undefined): string | undefined => (draft.index.reviews.get(review)?.forEach === undefined ? undefined : record);
