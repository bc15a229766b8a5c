// What a condition may ask of a case beside its answers, and the types that the parts of a condition have.

import type { FieldType } from '../../process/process';
import type { Names } from '../names';

/** The words that a value is one of, and what has them: `the field risk`. */
export interface Words {
  of: string;
  words: string[];
}

export type Type =
  | { kind: 'yes_no' | 'number' | 'text' | 'date' | 'time' }
  | { kind: 'word'; words: Words }
  /** Several words; without `words` a list as it is written. */
  | { kind: 'list'; words?: Words }
  /** A record of a list, and records of it. */
  | { kind: 'record' | 'records'; list: string }
  | { kind: 'who'; of: FieldType }
  | { kind: 'consent' }
  /** A part that is wrong and was reported: it fits everywhere, so that one mistake is one problem. */
  | { kind: 'wrong' };

/** Where a condition stands decides what it may ask. */
export interface Scope {
  names: Names;
  /** The fields that may be named here, as they may be written. */
  fields: ReadonlyMap<string, FieldType>;
  /** All fields by their full names. */
  types: ReadonlyMap<string, FieldType>;
  /** The list of whose records the condition is about one. */
  list?: string;
  /** A closure reason is under judgement here. */
  inClosure: boolean;
}

export const TYPE_WORDS: Record<Type['kind'], string> = {
  yes_no: 'a yes or no', number: 'a number', text: 'a text', date: 'a date', time: 'a point in time', word: 'one of several options',
  list: 'a list', record: 'a record', records: 'a list', who: 'a person or agency', consent: 'a consent', wrong: 'wrong',
};

/** The type of a field by its full name. */
export function typeOfField(id: string, type: FieldType, names: Names): Type {
  const words = { of: `the field \`${id}\``, words: names.options.get(id) ?? [] };
  if (type === 'one_of') return { kind: 'word', words };
  if (type === 'several_of') return { kind: 'list', words };
  if (type === 'integer') return { kind: 'number' };
  if (type === 'staff' || type === 'partner' || type === 'person' || type === 'document') return { kind: 'who', of: type };
  if (type === 'record') return { kind: 'record', list: names.placeOf(id)?.at('list')?.text ?? '' };
  return { kind: type };
}

/** The type of a fact named by one word. */
export function plainFact(name: string, scope: Scope): Type | undefined {
  if (name === 'today') return { kind: 'date' };
  if (name === 'stage') return { kind: 'word', words: { of: '`stage`', words: scope.names.all('stage').filter((id) => scope.names.aboutOf(id) === undefined) } };
  if (name === 'reason' && scope.inClosure) return { kind: 'word', words: { of: '`reason`', words: scope.names.reasons } };
  return undefined;
}

/** The type of a fact with a dot: `alerts.open`, `consent.given`, `case_plan.done`, `case_plan.result`, `case_plan.agreed`. */
export function dottedFact(of: string, part: string, scope: Scope): Type | undefined {
  if (of === 'alerts' && part === 'open') return { kind: 'number' };
  if (scope.fields.get(of) === 'consent' && part === 'given') return { kind: 'yes_no' };
  if (scope.names.kindOf(of) === 'task' && part === 'done') return { kind: 'yes_no' };
  if ((part === 'agreed' || part === 'refused') && isAgreedTo(of, scope)) return { kind: 'yes_no' };
  if (scope.names.kindOf(of) === 'task' && part === 'result') return { kind: 'word', words: { of: `\`${of}.result\``, words: resultsOf(of, scope) } };
  return undefined;
}

/** How a task can have ended. */
function resultsOf(task: string, { names }: Scope): string[] {
  const place = names.placeOf(task);
  return ['done', ...(place?.at('waive') ? ['waived'] : []), ...(place?.at('may_end')?.entries() ?? []).map(([id]) => id)];
}

/** What can be written after the dot of a name. */
export function partsOf(of: string, scope: Scope): string[] {
  if (of === 'alerts') return ['open'];
  if (scope.fields.get(of) === 'consent') return ['given'];
  return scope.names.kindOf(of) === 'task' ? ['done', 'result', ...(isAgreedTo(of, scope) ? ['agreed', 'refused'] : [])] : [];
}

/** Whether a task asks somebody to agree. */
const isAgreedTo = (of: string, { names }: Scope): boolean => names.kindOf(of) === 'task' && names.placeOf(of)?.at('agree') !== undefined;

/** Names that belong to the full language and that this version does not have. */
export const NOT_YET_NAMES = new Set(['referrals', 'item', 'partner', 'partners']);

/** What goes through a list. */
export const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'filter']);
