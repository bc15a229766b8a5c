// Reviews: what recurs beside the stages.

import type { Due, Review } from '../../process/process';
import { readClockKeys, rollOf } from '../clocks';
import type { Desk } from '../desk';
import { readDue } from '../due';
import { readDuring } from '../moves';
import type { Place } from '../tree';
import { readChecklist } from './criteria';
import { ofEachRecord } from './for-each';
import { readSatisfies } from './satisfies';
import { readAnswers } from './tasks';

/** The reviews of the case, or those of a list. */
export function compileReviews(place: Place, desk: Desk): Review[] {
  return (place.at('reviews')?.entries() ?? []).map(([id, one]) => compileReview(id, one, desk.about(desk.names.aboutOf(id))));
}

function compileReview(id: string, place: Place, desk: Desk): Review {
  const roll = rollOf(place);
  const first = readDue(place.at('first'), { mayAnchor: true, mayBeNone: false, own: id, ...roll }, desk);
  const every = readDue(place.at('every'), { mayAnchor: false, mayBeNone: false, mayCount: true, own: id, ...roll }, desk);
  checkBeginning(place, every, desk);
  const during = readDuring(place.at('during'), desk);
  return {
    id,
    rule: place.path,
    who: desk.names.resolve(place.at('who'), 'role') ?? '',
    ...readAnswers(place, desk),
    first: first ?? { form: 'none' },
    every: every ?? { form: 'none' },
    countFrom: place.at('count_from')?.text === 'schedule' ? 'schedule' : 'last',
    ...(during.length > 0 && { during }),
    clock: readClockKeys(place, every, desk, { own: id }),
    satisfies: readSatisfies(place.at('satisfies'), id, desk),
    ...ofEachRecord(place, desk),
    ...readChecklist(place),
  };
}

/** Contacts are counted from the beginning of the review on; other reviews say when the first is due. */
function checkBeginning(place: Place, every: Due | undefined, desk: Desk): void {
  const counts = every?.form === 'times' || every?.form === 'between';
  if (!counts && every && !place.at('first')) desk.report.add('missing-key', place.head, '`first` is missing: nothing says when the first of these reviews is due.', 'Add `first:`.');
  for (const key of counts ? ['first', 'count_from'] : []) {
    const inner = place.at(key);
    if (inner) desk.report.add('keys-exclude', inner.head, `\`${key}\` cannot stand beside a count of contacts, whose windows begin with the review.`, 'Take it out.');
  }
}
