// Conditions and the case they are asked of, written short; for tests of what evaluates and explains them.

import type { CompareOp, Condition, Rule, Value } from '../../process/condition';
import { conditionText } from '../../process/condition-text';
import type { Environment } from '../../process/environment';
import type { FieldType } from '../../process/process';
import { jordan } from './calendars';

export const TYPES: Record<string, FieldType> = {
  risk: 'one_of', complex: 'yes_no', eligible: 'yes_no', birth_date: 'date', court_date: 'date', incident_at: 'time',
  children: 'integer', score: 'number', needs: 'several_of', outcome: 'text', consent: 'consent',
};
const JORDAN = jordan();
const PRIVATE = ['birth_date', 'outcome'];

/** A case in Jordan at 10 o'clock on 26 March 2026 with these answers and facts. */
export const asked = (answers: Record<string, Value> = {}, facts: Record<string, Value> = {}): Environment => ({
  today: '2026-03-26',
  answer: (field) => answers[field],
  fact: (name) => facts[name],
  fieldType: (field) => TYPES[field],
  isPrivate: (field) => PRIVATE.includes(field),
  at: '2026-03-26T07:00:00.000Z',
  calendar: JORDAN,
});

export const value = (of: Value): Condition => ({ op: 'value', value: of });
export const field = (id: string): Condition => ({ op: 'field', field: id });
export const fact = (name: string): Condition => ({ op: 'fact', name });
export const not = (of: Condition): Condition => ({ op: 'not', of });
export const and = (...of: Condition[]): Condition => ({ op: 'and', of });
export const or = (...of: Condition[]): Condition => ({ op: 'or', of });
export const answered = (id: string): Condition => ({ op: 'answered', field: id });
export const compare = (left: Condition, op: CompareOp, right: Condition): Condition => ({ op, left, right });
export const is = (id: string, of: Value): Condition => compare(field(id), 'eq', value(of));
export const call = (name: 'age' | 'days' | 'size', ...args: Condition[]): Condition => ({ op: 'call', name, args });

export const rule = (tree: Condition): Rule => ({ path: 'stages.one.next.0.when', text: conditionText(tree), tree });
