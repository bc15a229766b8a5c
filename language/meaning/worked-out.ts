// Which fields that are worked out have a value, once it is known which others have an answer.

import type { Derivation, Rule } from '../../process/condition';
import { derivedFields, inDerivingOrder, innerDerivations, inputsOf } from '../../process/derive';
import type { Process } from '../../process/process';

/** The fields that are known, and those that are worked out from nothing else. */
export function withWorkedOut(process: Process, known: Iterable<string>): Set<string> {
  const all = new Set(known);
  for (const { name, is } of inDerivingOrder(derivedFields(process))) if (inputsOf(is).fields.every((field) => all.has(field))) all.add(name);
  return all;
}

/** What fields are worked out to be: values, which neither hold nor fail. */
export const valuesOf = (process: Process): Set<Rule> => new Set(derivedFields(process).flatMap(({ is }) => valuesIn(is)));

const valuesIn = (derivation: Derivation): Rule[] =>
  derivation.form === 'value' ? [derivation.rule] : innerDerivations(derivation).flatMap(valuesIn);
