// What `due` means at a given moment: which of its lines decides, when that is, and what it still waits for.

import type { Due, Value } from './condition';
import { resolveBetween, resolveTimes } from './due-contacts';
import { noDue, resolveBefore, resolveLength, resolveOn, waiting } from './due-form';
import type { Choice, DueContext, ResolvedDue } from './resolved-due';

export type { DueContext, ResolvedDue, Waiting } from './resolved-due';

/** Counts a `due`; throws nothing. */
export const resolveDue = (due: Due, context: DueContext): ResolvedDue => resolveWithin(due, context, { rule: '' });

/** The line a due stands in, and what chose it. */
interface Around {
  rule: string;
  chosenBy?: Choice;
}

function resolveWithin(due: Due, context: DueContext, around: Around): ResolvedDue {
  const chosen = around.chosenBy ? { chosenBy: around.chosenBy } : {};
  switch (due.form) {
    case 'none': return noDue({ rule: around.rule, ...chosen });
    case 'length': return resolveLength(due, context, chosen);
    case 'before': return resolveBefore(due, context, chosen);
    case 'on': return resolveOn(due, context, chosen);
    case 'depends_on': return resolveDependsOn(due, context, around);
    case 'when': return resolveWhen(due, context, around);
    case 'earliest':
    case 'latest': return resolveBetter(due, context, around);
    case 'times': return resolveTimes(due, context, chosen);
    case 'between': return resolveBetween(due, context, chosen);
  }
}

const within = ({ chosenBy }: Around): { within?: Choice } => (chosenBy ? { within: chosenBy } : {});
const known = (rule: string, { chosenBy }: Around): Around => ({ rule, ...(chosenBy && { chosenBy }) });

function resolveDependsOn(due: Due & { form: 'depends_on' }, context: DueContext, around: Around): ResolvedDue {
  const { rule, field } = due;
  const line = chosenLine(due, context.answer(field));
  if (!line) return waiting(known(rule, around), { field });
  return resolveWithin(line.due, context, { rule, chosenBy: { field, value: line.key, ...within(around) } });
}

function chosenLine(due: Due & { form: 'depends_on' }, value: Value | undefined): { key: string; due: Due } | null {
  // A yes or no has the options `true` and `false`, as the process writes them.
  const key = String(value);
  const found = value !== undefined && Object.hasOwn(due.cases, key) ? due.cases[key] : undefined;
  if (found) return { key, due: found };
  return due.otherwise ? { key: 'otherwise', due: due.otherwise } : null;
}

/** The first line that holds; one that cannot be told, before any that holds, is waited for. */
function resolveWhen({ rule, lines }: Due & { form: 'when' }, context: DueContext, around: Around): ResolvedDue {
  for (const line of lines) {
    const { verdict, missing } = line.when ? (context.judge?.(line.when) ?? UNTOLD) : HOLDS;
    if (verdict === 'fails') continue;
    if (verdict === 'holds') return resolveWithin(line.then, context, { rule: line.rule, chosenBy: { line: line.rule, ...within(around) } });
    // Facts have a dot in their names, as `case_plan.result`.
    const field = missing.find((name) => !name.includes('.'));
    return waiting(known(line.rule, around), field === undefined ? { line: line.rule } : { field });
  }
  return noDue(known(rule, around));
}

const HOLDS = { verdict: 'holds', missing: [] as string[] } as const;
const UNTOLD = { verdict: 'unknown', missing: [] as string[] } as const;

/** The earliest of those that are known, or the latest once all are; one that is none is left out, and of equal ones the first counts. */
function resolveBetter({ form, rule, of }: Due & { form: 'earliest' | 'latest' }, context: DueContext, around: Around): ResolvedDue {
  let best: ResolvedDue | undefined;
  let waits: ResolvedDue | undefined;
  for (const due of of) {
    const found = resolveWithin(due, context, known(rule, around));
    if (found.waitsFor) waits ??= found;
    else if (found.dueAt !== null && isBetter(form, found.dueAt, best?.dueAt)) best = found;
  }
  if (waits && (form === 'latest' || !best)) return waits;
  return best ?? noDue(known(rule, around));
}

const isBetter = (form: 'earliest' | 'latest', at: string, than: string | null | undefined): boolean =>
  than === undefined || than === null || (form === 'earliest' ? at < than : at > than);
