// Every situation that makes a difference to some conditions: the answers, given or not, and the facts that they turn on.

import type { Condition, Rule, Value } from '../../process/condition';
import type { Environment } from '../../process/environment';
import { bounded, evaluate } from '../../process/evaluate';
import type { Process } from '../../process/process';
import type { Given, Variable } from './atoms';
import { Atoms } from './atoms';

/** What each field, fact and test comes to; a field that has no answer is not in it. */
export type Situation = ReadonlyMap<string, Value>;

export type Verdict = 'holds' | 'fails' | 'unknown';

/** Beyond so many situations nothing is said: a check that takes long is worse than one that is silent. */
const MOST = 2000;

/** The situations of some conditions, all looked at together. */
export class Situations {
  private readonly trees = new Map<Rule, Condition>();
  private readonly atoms: Atoms;

  constructor(process: Process, rules: readonly Rule[], given: Given = {}) {
    this.atoms = new Atoms(process, given);
    for (const rule of rules) this.trees.set(rule, this.atoms.rewrite(rule.tree));
  }

  /** Whether something is tested that cannot be taken apart, so that not every situation need be possible. */
  get isRough(): boolean {
    return this.atoms.isRough;
  }

  /** All of them; nothing when there are too many. `answered` are fields that certainly have an answer. */
  all(answered: ReadonlySet<string> = new Set()): Situation[] | undefined {
    const variables = this.atoms.variables();
    let situations: Map<string, Value>[] = [new Map()];
    for (const variable of variables) {
      situations = situations.flatMap((one) => valuesIn(variable, one, answered).map((value) => (value === undefined ? one : new Map(one).set(variable.name, value))));
      if (situations.length > MOST) return undefined;
    }
    return situations;
  }

  /** Whether every field has an answer of which the conditions do not ask whether it has one. */
  isAnswered = (situation: Situation): boolean => this.atoms.fields().every((field) => situation.has(field) || this.atoms.tested.has(field));

  /** Fields with an answer, and without. */
  split(situation: Situation): { answered: string[]; open: string[] } {
    const fields = this.atoms.fields();
    return { answered: fields.filter((field) => situation.has(field)), open: fields.filter((field) => !situation.has(field)) };
  }

  private readonly environments = new Map<Situation, Environment>();

  private environmentOf(situation: Situation, stage: string | undefined): Environment {
    if (stage !== undefined) return environment(situation, stage);
    let found = this.environments.get(situation);
    if (!found) this.environments.set(situation, (found = bounded(environment(situation, stage))));
    return found;
  }

  /** What a condition comes to; without one it holds. `stage` is the stage at hand where that is not given. */
  judge(rule: Rule | undefined, situation: Situation, stage?: string): Verdict {
    const tree = rule && this.trees.get(rule);
    if (!tree) return 'holds';
    const outcome = evaluate(tree, this.environmentOf(situation, stage));
    if (!outcome.known) return 'unknown';
    return outcome.value === true ? 'holds' : 'fails';
  }
}

/** A test of a field that has no answer is unknown itself. */
function valuesIn(variable: Variable, situation: Situation, answered: ReadonlySet<string>): (Value | undefined)[] {
  if (variable.kind === 'field') return answered.has(variable.name) ? variable.values : [...variable.values, undefined];
  if (variable.needs.some((field) => !situation.has(field))) return [undefined];
  return variable.mayBeUnknown ? [...variable.values, undefined] : variable.values;
}

const environment = (situation: Situation, stage: string | undefined): Environment => ({
  today: '2000-01-01',
  answer: (field) => situation.get(field),
  fact: (name) => {
    if (name.endsWith('.given')) return situation.get(name.slice(0, -'.given'.length));
    return name === 'stage' && stage !== undefined ? stage : situation.get(`@${name}`);
  },
  fieldType: () => undefined,
  isPrivate: () => false,
});
