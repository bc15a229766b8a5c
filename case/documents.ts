// Documents as a case sees them: which are answers in it, and who may see them.

import { fieldOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Rules } from '../process/rules';
import { seesField } from './access';
import type { Actor, Answer, Case } from './case';
import type { Answers, RecordAnswers } from './event';

/** The form of a document's id. */
export const DOCUMENT_ID = '^doc_[A-Za-z0-9_-]{8,40}$';

/** Names of the fields, of the case or of a list's records, whose answer is this document. */
function fieldsWith(process: Process, state: Case, id: string): string[] {
  const isIt = (name: string, { value }: Answer): boolean => value === id && fieldOf(process, name)?.type === 'document';
  return [
    ...Object.entries(state.answers).flatMap(([name, answer]) => (isIt(name, answer) ? [name] : [])),
    ...(state.records ?? []).flatMap(({ list, answers }) => Object.entries(answers).flatMap(([field, answer]) => (isIt(`${list}.${field}`, answer) ? [`${list}.${field}`] : []))),
  ];
}

/** Whether a document is an answer in the case. */
export const isAnswer = (process: Process, state: Case, id: string): boolean => fieldsWith(process, state, id).length > 0;

/** Whether somebody who may read the case may see a document: one of the fields that it answers, or their own while it answers none. */
export function seesDocument(rules: Rules, state: Case, actor: Actor, { id, addedBy }: { id: string; addedBy: string }): boolean {
  const fields = fieldsWith(rules.process, state, id);
  return fields.length === 0 ? actor.id === addedBy : fields.some((field) => seesField(rules, actor, field));
}

/** Ids of the documents that an act gives as answers. */
export function documentsIn({ process }: Rules, act: object, state: Case): string[] {
  const { answers = {}, records = [], list, record } = act as { answers?: Answers; records?: RecordAnswers[]; list?: string; record?: string };
  const listOf = (id: string | undefined): string | undefined => state.records?.find((one) => one.id === id)?.list;
  const groups: [string | undefined, Answers][] = [
    [list ?? listOf(record), answers],
    ...records.map((one): [string | undefined, Answers] => ['list' in one ? one.list : listOf(one.record), one.answers]),
  ];
  return groups.flatMap(([of, given]) => Object.entries(given).flatMap(([field, value]) => {
    const type = fieldOf(process, of === undefined || field.includes('.') ? field : `${of}.${field}`)?.type;
    return type === 'document' && typeof value === 'string' ? [value] : [];
  }));
}
