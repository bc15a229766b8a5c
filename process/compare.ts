// How known values of a condition are compared and reckoned with: dates by their earliest day, instants by their milliseconds.

import type { ArithmeticOp, CompareOp, Condition, Value } from './condition';
import { earliestDay } from './dates';
import { localDate } from './days';
import type { Environment, Outcome } from './environment';
import { clash, known } from './environment';
import type { FieldType } from './process';
import type { LocalDate } from './time';
import { toMs } from './time';

/** A known value with what its text stands for, where text alone does not say. */
export interface Side {
  value: Value;
  kind: 'date' | 'time' | null;
}

/** What a node's text stands for: a date, an instant, or neither. */
export function timeKind(node: Condition, env: Environment): Side['kind'] {
  if (node.op === 'if') return timeKind(node.then, env) ?? timeKind(node.else, env);
  const type = typeOf(node, env);
  return type === 'date' || type === 'time' ? type : null;
}

function typeOf(node: Condition, env: Environment): FieldType | undefined {
  if (node.op === 'field') return env.fieldType(node.field);
  if (node.op === 'fact') return node.name === 'today' ? 'date' : undefined;
  const item = node.op === 'item' && node.field !== undefined ? env.within?.items[node.as] : undefined;
  return item && 'record' in item && node.op === 'item' ? item.record.fieldType(node.field ?? '') : undefined;
}

/** The earliest day that a value can be, or null when it is no date. */
export function dayFrom({ value, kind }: Side, env: Environment): LocalDate | null {
  if (typeof value !== 'string') return null;
  if (kind !== 'time') return earliestDay(value);
  return env.calendar && !Number.isNaN(toMs(value)) ? localDate(env.calendar, value) : null;
}

/** Two values as they are compared: dates as their earliest day, instants as milliseconds, all else as it is. Null: no date. */
function comparable(sides: [Side, Side], env: Environment): [Value, Value] | null {
  const kinds = sides.map((side) => side.kind);
  const plain = sides.map((side): Value | null => {
    if (kinds.includes('date')) return dayFrom(side, env);
    if (!kinds.includes('time')) return side.value;
    return typeof side.value === 'string' && !Number.isNaN(toMs(side.value)) ? toMs(side.value) : null;
  });
  return plain.includes(null) ? null : (plain as [Value, Value]);
}

/** Compares; a number with a text, or a list with what is none, is a clash. */
export function compared(op: CompareOp, sides: [Side, Side], env: Environment): Outcome {
  const pair = comparable(sides, env);
  if (!pair) return clash('not-a-date');
  const [left, right] = pair;
  if (typeof left !== typeof right || Array.isArray(left) !== Array.isArray(right)) return clash('type-clash');
  if (op === 'eq' || op === 'ne') return known(isSame(left, right) === (op === 'eq'));
  if (typeof left !== 'number' && typeof left !== 'string') return clash('type-clash');
  return known(ORDERINGS[op](left, right as typeof left));
}

function isSame(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

const ORDERINGS: Record<Exclude<CompareOp, 'eq' | 'ne'>, (left: string | number, right: string | number) => boolean> = {
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
};

/** Whether a text is one of a list; dates by their earliest day. */
export function isIn(item: Side, list: Value): Outcome {
  if (!Array.isArray(list) || typeof item.value !== 'string') return clash('type-clash');
  const { value } = item;
  return known(item.kind === 'date' ? list.some((one) => earliestDay(one) === earliestDay(value)) : list.includes(value));
}

/** Numbers are numbers, whole or not: 5 / 2 is 2.5. Texts and lists can be added too. */
export function calculated(op: ArithmeticOp, left: Value, right: Value): Outcome {
  if (typeof left === 'number' && typeof right === 'number') return calculatedNumber(op, left, right);
  if (op === 'add' && typeof left === 'string' && typeof right === 'string') return known(left + right);
  if (op === 'add' && Array.isArray(left) && Array.isArray(right)) return known([...left, ...right]);
  return clash('type-clash');
}

function calculatedNumber(op: ArithmeticOp, left: number, right: number): Outcome {
  if (op === 'div' && right === 0) return clash('division-by-zero');
  const result = CALCULATIONS[op](left, right);
  return Number.isFinite(result) ? known(result) : clash('number-too-large');
}

const CALCULATIONS: Record<ArithmeticOp, (left: number, right: number) => number> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => left / right,
};
