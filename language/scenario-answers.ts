// Answers as they stand in a scenario's YAML, read as the core takes them.

import type { AnswerValue } from '../case/case';
import type { Calendar } from '../process/calendar';
import type { Rules } from '../process/rules';
import { localInstant } from './local-instant';
import type { ScenarioWords } from './scenario-words';
import type { Node, Place } from './tree';

/** Answers by field; a field that the process does not have is reported, unless the act is there to be refused. */
export function readAnswers(place: Place | undefined, { process: { fields }, calendar }: Rules, words: ScenarioWords, refused = false): { field: string; value: AnswerValue; place: Place }[] {
  return (place?.entries() ?? []).map(([field, value]) => {
    if (!refused && !Object.hasOwn(fields, field)) words.unknown(value.head, field, Object.keys(fields), 'field of the process');
    return { field, value: plainValue(value.node, fields[field]?.type, calendar), place: value };
  });
}

/**
 * `yes` and `no` are words for the agency and truth values for the core, a time is one by the calendar's clocks, and a year alone
 * is a number to YAML and a date to the core; all else is what YAML made of it.
 */
function plainValue(node: Node, type: string | undefined, calendar: Calendar): AnswerValue {
  if (node.kind === 'list') return node.items.map((item) => String(item.kind === 'scalar' ? item.value : ''));
  if (node.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value, 'yes_no', calendar)])) as unknown as AnswerValue;
  if (type === 'yes_no' && (node.value === 'yes' || node.value === 'no')) return node.value === 'yes';
  if (type === 'time' && typeof node.value === 'string') return localInstant(calendar, node.value) ?? node.value;
  if (type === 'date' && typeof node.value === 'number') return String(node.value);
  return node.value ?? '';
}
