// What the value of a field that is worked out comes to, by which line, and what it is worked out from.

import { readsIn } from './condition-parts';
import type { Derivation, Due, Rule, Value } from './condition';
import { dayOf, localDate } from './days';
import { dueMayTurnOn } from './due-turns-on';
import type { Calendar } from './calendar';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import type { Field, Process } from './process';
import type { ResolvedDue, Waiting } from './resolved-due';
import { isExact } from './time';

/** A value with the path of the line that decided; without one it is not known, for want of what is missing. */
export interface Derived {
  rule: string;
  value?: Value;
  /** Fields, facts, tasks … without which it cannot be told. */
  missing: string[];
}

/** What is known where a value is worked out. */
export interface DeriveContext {
  env: Environment;
  calendar: Calendar;
  /** Counts a due. */
  resolve(due: Due): ResolvedDue;
}

/** Works out the value of a field. Never throws: what does not fit the field's type is not known. */
export function derive(field: Field, derivation: Derivation, context: DeriveContext): Derived {
  switch (derivation.form) {
    case 'date': return date(field, derivation.due, context);
    case 'value': return expression(field, derivation.rule, context);
    case 'by_field': return byField(field, derivation, context);
    case 'lines': return lines(field, derivation, context);
  }
}

function date({ type }: Field, due: Due, { resolve, calendar }: DeriveContext): Derived {
  const { rule, dueAt, waitsFor, length, leadsTo } = resolve(due);
  if (dueAt === null) return { rule, missing: waitsFor ? [nameOf(waitsFor)] : [] };
  if (type === 'time') return { rule, value: dueAt, missing: [] };
  // A count of days ends at 24:00 of its day; an instant lies in its own.
  const isInstant = length ? isExact(length) : leadsTo === dueAt;
  return { rule, value: isInstant ? localDate(calendar, dueAt) : dayOf(calendar, dueAt), missing: [] };
}

function nameOf(waitsFor: Waiting): string {
  if ('field' in waitsFor) return waitsFor.field;
  if ('anchor' in waitsFor) return waitsFor.anchor.id;
  return 'review' in waitsFor ? waitsFor.review : waitsFor.line;
}

function expression(field: Field, rule: Rule, { env }: DeriveContext): Derived {
  const outcome = evaluate(rule.tree, env);
  if (!outcome.known) return { rule: rule.path, missing: outcome.missing };
  return { rule: rule.path, missing: [], ...(fits(field, outcome.value) && { value: outcome.value }) };
}

function fits({ type, options = [] }: Field, value: Value): boolean {
  switch (type) {
    case 'number': return typeof value === 'number';
    case 'integer': return Number.isSafeInteger(value);
    case 'yes_no': return typeof value === 'boolean';
    default: return typeof value === 'string' && options.includes(value);
  }
}

function byField(field: Field, { rule, field: by, cases, otherwise }: Derivation & { form: 'by_field' }, context: DeriveContext): Derived {
  const chosen = context.env.answer(by);
  const key = String(chosen);
  const found = chosen !== undefined && Object.hasOwn(cases, key) ? cases[key] : otherwise;
  return found ? derive(field, found, context) : { rule, missing: chosen === undefined ? [by] : [] };
}

/** The first line that holds; one that cannot be told, before any that holds, leaves the value unknown. */
function lines(field: Field, { rule, lines: all }: Derivation & { form: 'lines' }, context: DeriveContext): Derived {
  for (const line of all) {
    const outcome = line.when ? evaluate(line.when.tree, context.env) : { known: true as const, value: true };
    if (!outcome.known) return { rule: line.rule, missing: outcome.missing };
    if (outcome.value !== true) continue;
    const found = derive(field, line.then, context);
    return line.then.form === 'value' ? { ...found, rule: line.rule } : found;
  }
  return { rule, missing: [] };
}

/** The derivations that stand directly inside one. */
export function innerDerivations(derivation: Derivation): Derivation[] {
  if (derivation.form === 'lines') return derivation.lines.map(({ then }) => then);
  return derivation.form === 'by_field' ? [...Object.values(derivation.cases), ...(derivation.otherwise ? [derivation.otherwise] : [])] : [];
}

/** Conditions and expressions, dues, and the fields that tables go by, of a derivation and those inside it. */
function partsOf(derivation: Derivation): { rules: Rule[]; dues: Due[]; fields: string[] } {
  const inner = innerDerivations(derivation).map(partsOf);
  return {
    rules: [...ownRules(derivation), ...inner.flatMap(({ rules }) => rules)],
    dues: [...(derivation.form === 'date' ? [derivation.due] : []), ...inner.flatMap(({ dues }) => dues)],
    fields: [...(derivation.form === 'by_field' ? [derivation.field] : []), ...inner.flatMap(({ fields }) => fields)],
  };
}

function ownRules(derivation: Derivation): Rule[] {
  switch (derivation.form) {
    case 'date': return dueMayTurnOn(derivation.due).rules;
    case 'value': return [derivation.rule];
    case 'by_field': return [];
    case 'lines': return derivation.lines.flatMap(({ when }) => (when ? [when] : []));
  }
}

/** What a value is worked out from. */
export interface Inputs {
  /** Fields of the case, and of records with their list's id: `goal.score`; each once. */
  fields: string[];
  /** Facts, lists, events, tasks and stages. */
  others: string[];
}

const known = new WeakMap<Derivation, Inputs>();

export function inputsOf(derivation: Derivation): Inputs {
  let inputs = known.get(derivation);
  if (!inputs) known.set(derivation, (inputs = findInputs(derivation)));
  return inputs;
}

function findInputs(derivation: Derivation): Inputs {
  const { rules, dues, fields } = partsOf(derivation);
  const reads = rules.flatMap(({ tree }) => readsIn(tree));
  const consents = reads.filter(({ kind, name }) => kind === 'fact' && name.endsWith('.given')).map(({ name }) => name.slice(0, -'.given'.length));
  const read = reads.filter(({ kind }) => kind === 'field' || kind === 'record_field').map(({ name }) => name);
  const counted = dues.map(dueMayTurnOn);
  return {
    fields: [...new Set([...fields, ...read, ...consents, ...counted.flatMap((due) => due.fields)])],
    others: [...new Set([
      ...reads.filter(({ kind, name }) => kind !== 'field' && kind !== 'record_field' && !name.endsWith('.given')).map(({ name }) => name),
      ...counted.flatMap(({ anchors }) => anchors.map(({ id }) => id)),
    ])],
  };
}

/** A field that is worked out. */
export interface DerivedField {
  /** `risk`, or of a list's records `goal.score`. */
  name: string;
  /** Id without the list's. */
  id: string;
  list?: string;
  field: Field;
  is: Derivation;
}

/** Every field that is worked out, of the case and then of its lists, in the order of the file. */
export function derivedFields({ fields, lists = [] }: Process): DerivedField[] {
  const of = (all: Record<string, Field>, list?: string): DerivedField[] =>
    Object.entries(all).flatMap(([id, field]) => (field.is ? [{ name: list === undefined ? id : `${list}.${id}`, id, ...(list !== undefined && { list }), field, is: field.is }] : []));
  return [...of(fields), ...lists.flatMap((list) => of(list.fields, list.id))];
}

/** Fields that are worked out, each behind those that it is worked out from; of a circle in the order of the file. */
export function inDerivingOrder(fields: DerivedField[]): DerivedField[] {
  const byName = new Map(fields.map((one) => [one.name, one]));
  const seen = new Set<string>();
  const order: DerivedField[] = [];
  const visit = (one: DerivedField): void => {
    if (seen.has(one.name)) return;
    seen.add(one.name);
    for (const name of inputsOf(one.is).fields) {
      const before = byName.get(name);
      if (before) visit(before);
    }
    order.push(one);
  };
  for (const one of fields) visit(one);
  return order;
}
