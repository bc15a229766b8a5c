// Which fields that are worked out have a value, once it is known which others have an answer.

import type { Derivation, Rule } from '../../process/condition';
import { derivedFields, inDerivingOrder, innerDerivations, inputsOf } from '../../process/derive';
import type { Process } from '../../process/process';

/** The fields that are known, and those that certainly have a value by them: worked out from nothing else, by lines of which one always holds. */
export function withWorkedOut(process: Process, known: Iterable<string>): Set<string> {
  const all = new Set(known);
  const lists = new Set((process.lists ?? []).map(({ id }) => id));
  const isThere = (other: string): boolean => ALWAYS.has(other) || lists.has(other);
  for (const { name, is } of inDerivingOrder(derivedFields(process))) {
    const { fields, others } = inputsOf(is);
    if (fields.every((field) => all.has(field)) && others.every(isThere) && alwaysDecides(is)) all.add(name);
  }
  return all;
}

/** Facts that are never unknown; a task that a day counts from may not have been done. */
const ALWAYS = new Set(['today', 'stage', 'alerts.open']);

/** That each option of a field has its line is a rule of its own. */
const alwaysDecides = (derivation: Derivation): boolean =>
  (derivation.form !== 'lines' || derivation.lines.some(({ when }) => !when)) && innerDerivations(derivation).every(alwaysDecides);

/** What fields are worked out to be: values, which neither hold nor fail. */
export const valuesOf = (process: Process): Set<Rule> => new Set(derivedFields(process).flatMap(({ is }) => valuesIn(is)));

const valuesIn = (derivation: Derivation): Rule[] =>
  derivation.form === 'value' ? [derivation.rule] : innerDerivations(derivation).flatMap(valuesIn);
