// Answers that nobody gives: worked out anew whenever what they turn on may have changed, and put on record when they do.

import type { DeriveContext, Derived, DerivedField } from '../process/derive';
import { derive } from '../process/derive';
import { pathOfField } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Answer, Case, RecordState } from './case';
import { environmentOf, resolveOfCase } from './conditions';
import type { Draft } from './draft';
import { touch, write } from './draft';
import { ofRecord, recordsOf } from './scope';

/** Works out every derived field of an open case, and of each record of its lists. Gives whether anything has changed. */
export function deriveAnswers(draft: Draft): boolean {
  if (draft.case.status !== 'open') return false;
  let changed = false;
  for (const one of draft.index.derived) {
    for (const { answers, record } of placesOf(draft.case, one)) changed = deriveOne(draft, one, answers, record) || changed;
  }
  return changed;
}

/** Where the answers of a field are kept: in the case, or in each record of its list. */
export function placesOf(state: Case, { list }: DerivedField): { answers: Record<string, Answer>; record?: RecordState }[] {
  return list === undefined ? [{ answers: state.answers }] : recordsOf(state, list).map((record) => ({ answers: record.answers, record }));
}

/** What a derived field comes to now, of a record of its list where it belongs to one; of one that has ended, as of then. */
export function derivedValue(rules: Rules, state: Case, now: Instant, { field, is }: DerivedField, record?: RecordState): Derived {
  const scope = ofRecord(record?.id);
  const at = record?.ended?.at ?? now;
  const context: DeriveContext = {
    env: environmentOf(rules, state, at, scope),
    calendar: rules.calendar,
    resolve: (due) => resolveOfCase(due, rules, state, at, record?.addedAt ?? state.openedAt, scope),
  };
  return derive(field, is, context);
}

function deriveOne(draft: Draft, one: DerivedField, answers: Record<string, Answer>, record?: RecordState): boolean {
  const { id, name } = one;
  const there = Object.hasOwn(answers, id) ? answers[id] : undefined;
  if (there?.overridden !== undefined) return false;
  const { value, rule } = derivedValue(draft.rules, draft.case, draft.at, one, record);
  if (value === there?.value) {
    // The same by another line: nothing has changed but the reason.
    if (there && there.rule !== rule) answers[id] = { ...there, rule };
    return false;
  }
  if (value === undefined) delete answers[id];
  else answers[id] = { value, at: draft.at, by: '', sequence: draft.case.sequence, rule };
  touch(draft, name, record?.id);
  const change = { value: value ?? null, ...(there && { was: there.value as never }), rule };
  // Which line it was is told beside the value, to those who may see that.
  write(draft, 'derived', { ...(record && { about: record.id }), rule: `${pathOfField(name)}.is`, details: { answers: { [name]: change } } });
  return true;
}
