// What each field that is worked out was worked out from, for those who may see it.

import { inputsOf } from '../process/derive';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { seesField } from './access';
import type { Actor, AnswerValue, Case } from './case';
import { derivedValue, placesOf } from './derived';
import { rulesIndex } from './rules-index';
import { answerIn, ofRecord } from './scope';

/** Why a field that is worked out is what it is. */
export interface DerivedExplanation {
  /** With the list's id where it belongs to a record: `goal.score`. */
  field: string;
  record?: string;
  /** Null while it cannot be told. */
  value: AnswerValue | null;
  /** The line that decided, or that waits; of one that is overridden, what would decide. */
  rule: string;
  /** Fields that it is worked out from, each with its answer, null where there is none; of records of a list without it. */
  inputs: { field: string; value?: AnswerValue | null }[];
  /** What else it turns on: facts, lists, events, tasks. */
  others: string[];
  /** Without what it cannot be told. */
  missing: string[];
  /** Somebody has put a value of their own in its place. */
  overridden?: { by: string; at: Instant; reason: string };
  hidden?: true;
}

/** What each worked-out field comes to now and by which line, for every record that has it, and what is missing for it. */
export function explainDerived(rules: Rules, state: Case, at: Instant): DerivedExplanation[] {
  return rulesIndex(rules.process).derived.flatMap((one) =>
    placesOf(state, one).map(({ answers, record }): DerivedExplanation => {
      const { rule, missing } = derivedValue(rules, state, at, one, record);
      const answer = Object.hasOwn(answers, one.id) ? answers[one.id] : undefined;
      const { fields, others } = inputsOf(one.is);
      const scope = ofRecord(record?.id);
      return {
        field: one.name, ...scope, value: answer?.value ?? null, rule, others, missing,
        inputs: fields.map((field) => (isElsewhere(field, one.list) ? { field } : { field, value: answerIn(state, field, scope)?.value ?? null })),
        ...(answer?.overridden !== undefined && { overridden: { by: answer.by, at: answer.at, reason: answer.overridden } }),
      };
    }),
  );
}

/** A field of the records of another list has an answer in each of them. */
const isElsewhere = (field: string, list: string | undefined): boolean => field.includes('.') && !field.startsWith(`${list}.`);

/** What is left of it for somebody who may not see the field: that it is worked out, from which fields. */
export function visibleDerived(rules: Rules, actor: Actor, derived: DerivedExplanation): DerivedExplanation {
  const { overridden: _, ...rest } = derived;
  const inputs = derived.inputs.map((input) => (seesField(rules, actor, input.field) ? input : { field: input.field }));
  if (seesField(rules, actor, derived.field)) return { ...derived, inputs };
  return { ...rest, value: null, rule: rest.rule.slice(0, rest.rule.indexOf('.is') + '.is'.length), missing: [], inputs, hidden: true };
}
