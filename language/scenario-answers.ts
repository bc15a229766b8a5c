// Answers as they stand in a scenario's YAML, read as the core takes them.

import type { AnswerValue } from '../case/case';
import type { Calendar } from '../process/calendar';
import type { Field } from '../process/process';
import type { Rules } from '../process/rules';
import { localInstant } from './local-instant';
import { allFields } from './meaning/fields';
import type { ScenarioWords } from './scenario-words';
import type { Node, Place } from './tree';

/** Answers by field; a field that the process does not have is reported, unless the act is there to be refused. */
export function readAnswers(place: Place | undefined, { process, calendar }: Rules, words: ScenarioWords, refused = false): FieldAnswer[] {
  return readAnswersOf(place, allFields(process), calendar, words, refused, 'field of the process');
}

export interface FieldAnswer {
  field: string;
  value: AnswerValue;
  place: Place;
}

/** The same for some fields. An option that a field does not have is reported in the same way. */
export function readAnswersOf(place: Place | undefined, fields: Record<string, Field>, calendar: Calendar, words: ScenarioWords, refused: boolean, kind: string): FieldAnswer[] {
  return (place?.entries() ?? []).map(([id, value]) => {
    const field = Object.hasOwn(fields, id) ? fields[id] : undefined;
    if (!refused && !field) words.unknown(value.head, id, Object.keys(fields), kind);
    if (!refused && field?.options) for (const one of optionsIn(value, field)) words.option(one, id, field.options);
    return { field: id, value: plainValue(value.node, field?.type, calendar), place: value };
  });
}

/** What must be an option: the one that is chosen, or each of several. */
const optionsIn = (place: Place, { type }: Field): Place[] => (type === 'several_of' ? place.items() : [place]);

/**
 * `yes` and `no` are words for the agency and truth values for the core, a time is one by the calendar's clocks, and a year alone
 * is a number to YAML and a date to the core; all else is what YAML made of it.
 */
export function plainValue(node: Node, type: string | undefined, calendar: Calendar): AnswerValue {
  if (node.kind === 'list') return node.items.map((item) => String(item.kind === 'scalar' ? item.value : ''));
  if (node.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value, 'yes_no', calendar)])) as unknown as AnswerValue;
  if (type === 'yes_no' && (node.value === 'yes' || node.value === 'no')) return node.value === 'yes';
  if (type === 'time' && typeof node.value === 'string') return localInstant(calendar, node.value) ?? node.value;
  if (type === 'date' && typeof node.value === 'number') return String(node.value);
  return node.value ?? '';
}
