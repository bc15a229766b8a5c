// Putting a value of one's own in the place of what is worked out, with a reason, and taking it away again.

import { fieldOf, pathOfField } from '../process/parts';
import { refuseRole, seesField } from './access';
import { wrongValue } from './answer-values';
import { sameValue } from './answers';
import type { Answer } from './case';
import type { Draft } from './draft';
import { personOf, touch, write } from './draft';
import type { Act } from './event';
import type { Refusal } from './refusals';
import { recordOf } from './scope';

type Override = Act & { type: 'override' };

/** By the roles that the field names. Nothing is worked out in its place until it is lifted. */
export function override(draft: Draft, act: Override): Refusal | null {
  const { field, value, reason, by } = act;
  const answers = answersFor(draft, act);
  const refused = refuseField(draft, act) ?? refuseRecord(draft, act) ?? refuseValue(draft, act, ownAnswer(answers, field));
  if (refused) return refused;
  if (reason.trim() === '') return { code: 'reason-missing', against: [{ id: field, rule: pathOfField(field) }] };
  const id = idOf(field);
  const was = ownAnswer(answers, field);
  touch(draft, field, act.record);
  const change = { ...(value !== null && { value }), ...(was && { was: was.value }) };
  const line = { by: personOf(by), ...(act.record !== undefined && { about: act.record }), rule: `${pathOfField(field)}.override`, details: { reason, answers: { [field]: change } as never } };
  if (value === null) {
    // It is worked out again when the case settles.
    delete answers[id];
    write(draft, 'override_lifted', line);
  } else {
    answers[id] = { value, at: draft.at, by: by.id, sequence: draft.case.sequence, overridden: reason };
    write(draft, 'overridden', line);
  }
  return null;
}

const idOf = (field: string): string => field.slice(field.indexOf('.') + 1);

const ownAnswer = (answers: Record<string, Answer>, field: string): Answer | undefined => (Object.hasOwn(answers, idOf(field)) ? answers[idOf(field)] : undefined);

/** The answers in which the field stands: of the case, or of the record that is named, if it is one of the field's list. */
function answersFor({ case: state }: Draft, { field, record: id }: Override): Record<string, Answer> {
  if (!field.includes('.') && id === undefined) return state.answers;
  const record = recordOf(state, id);
  return record && field.startsWith(`${record.list}.`) ? record.answers : {};
}

function refuseField({ rules, case: state }: Draft, { field: name, by }: Override): Refusal | null {
  const field = fieldOf(rules.process, name);
  if (!field) return { code: 'unknown-field', against: [{ id: name }] };
  const against = [{ id: name, rule: pathOfField(name) }];
  if (!field.is || !field.override) return { code: 'override-not-possible', against };
  return seesField(rules, by, name) ? refuseRole(rules, state, by, field.override, 'not-for-you') : { code: 'not-for-you', against };
}

function refuseRecord({ case: state }: Draft, { field, record: id }: Override): Refusal | null {
  const record = recordOf(state, id);
  if (id === undefined ? !field.includes('.') : record && field.startsWith(`${record.list}.`)) return null;
  return { code: 'unknown-record', against: [{ id: id ?? field }] };
}

/** Nothing is lifted where nothing was put; what somebody else has put meanwhile is not overwritten unseen. */
function refuseValue(draft: Draft, { field: name, value }: Override, there: Answer | undefined): Refusal | null {
  const { rules, seen } = draft;
  const against = { id: name, rule: pathOfField(name) };
  if (value === null && there?.overridden === undefined) return { code: 'not-overridden', against: [against] };
  const field = fieldOf(rules.process, name);
  const wrong = value !== null && field ? wrongValue(rules.process, draft.case, field, value) : null;
  if (wrong) return { code: wrong.code, against: [{ ...against, ...(wrong.expected !== undefined && { expected: wrong.expected }) }] };
  const isOther = seen !== undefined && there?.overridden !== undefined && there.sequence > seen && there.by !== draft.by?.id && (value === null || !sameValue(there.value, value));
  return isOther ? { code: 'changed-meanwhile', against: [against] } : null;
}
