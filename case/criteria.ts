// What must and should hold where something is done: judged alike for tasks, ways and the closure.

import type { Rule } from '../process/condition';
import type { Criterion } from '../process/process';
import type { Person } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Refusal, RefusalCode } from './refusals';

/** What a thing demands: what must hold stops it, what should hold is passed over with a reason. */
export interface Demands {
  must?: Criterion[];
  should?: Criterion[];
}

/** Whether a rule holds where the criteria stand. */
export type Judge = (rule: Rule) => boolean;

const unmet = (criteria: Criterion[] = [], judge: Judge): Criterion[] => criteria.filter(({ that }) => !judge(that));

/** Whether anything that must or should hold does not. */
export const standsAgainst = ({ must, should }: Demands, judge: Judge): boolean => unmet(must, judge).length > 0 || unmet(should, judge).length > 0;

export interface Demanded {
  judge: Judge;
  /** What it is refused with when something that must hold does not. */
  code?: RefusalCode;
  /** Why what should hold is passed over. */
  despite?: string | undefined;
  /** Rules that have been passed over before. */
  passed?: string[] | undefined;
}

/** Why something cannot be done, all that is not met named at once; or null. What should hold stops only who gives no reason. */
export function refuseUnmet(demands: Demands, { judge, code = 'must-not-met', despite, passed = [] }: Demanded): Refusal | null {
  const must = unmet(demands.must, judge);
  if (must.length > 0) return { code, against: must.map(({ rule }) => ({ rule })) };
  const should = unmet(demands.should, judge).filter(({ rule }) => !passed.includes(rule));
  if (should.length === 0 || (despite !== undefined && despite.trim() !== '')) return null;
  return { code: despite === undefined ? 'should-not-met' : 'reason-missing', against: should.map(({ rule }) => ({ rule })) };
}

/** Puts on record what should hold and is passed over all the same; gives the rules. To be called once nothing refuses it. */
export function passOver(draft: Draft, { should }: Demands, { judge, despite, passed = [] }: Demanded, by: Person, about: string): string[] {
  const rules = unmet(should, judge).map(({ rule }) => rule).filter((rule) => !passed.includes(rule));
  for (const rule of rules) write(draft, 'passed_over', { by: personOf(by), about, rule, details: { reason: despite ?? '' } });
  return rules;
}
