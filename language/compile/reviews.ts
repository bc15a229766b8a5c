// Reviews: what recurs beside the stages.

import type { Review } from '../../process/process';
import { readClockKeys, rollOf } from '../clocks';
import type { Desk } from '../desk';
import { readDue } from '../due';
import type { Place } from '../tree';
import { readAnswers } from './tasks';

export function compileReviews(root: Place, desk: Desk): Review[] {
  return (root.at('reviews')?.entries() ?? []).map(([id, place]) => compileReview(id, place, desk));
}

function compileReview(id: string, place: Place, desk: Desk): Review {
  const roll = rollOf(place);
  const first = readDue(place.at('first'), { mayAnchor: true, mayBeNone: false, own: id, ...roll }, desk);
  const every = readDue(place.at('every'), { mayAnchor: false, mayBeNone: false, ...roll }, desk);
  const during = desk.names.resolveAll(place.at('during'), 'stage');
  return {
    id,
    rule: place.path,
    who: desk.names.resolve(place.at('who'), 'role') ?? '',
    ...readAnswers(place, desk),
    first: first ?? { form: 'none' },
    every: every ?? { form: 'none' },
    countFrom: place.at('count_from')?.text === 'schedule' ? 'schedule' : 'last',
    ...(during.length > 0 && { during }),
    clock: readClockKeys(place, every ?? { form: 'none' }, desk),
    satisfies: [],
  };
}
