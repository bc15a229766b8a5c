// Rules as somebody may see them: the line that an answer has chosen tells the answer, and so does what its condition came to.

import type { Derivation, Due, Rule } from '../process/condition';
import type { Read } from '../process/condition-parts';
import type { Process, Way } from '../process/process';
import type { Rules } from '../process/rules';
import { seesField } from './access';
import type { Actor } from './case';
import type { RuleExplanation } from './explain-rule';
import { fieldsOf, recordFieldsOf } from './rules-index';

/** The path of a rule: of one that turns on an answer hidden from somebody, only where its lines stand. */
export function visibleRule(rules: Rules, actor: Actor, path: string): string {
  const { at, inside } = turnsOf(rules.process);
  const isHidden = (fields: string[] | undefined): boolean => fields?.some((field) => !seesField(rules, actor, field)) === true;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const before = path.slice(0, dot);
    if (isHidden(inside.get(before))) return before;
    if (isHidden(at.get(before))) return above(before);
  }
  return isHidden(at.get(path)) ? above(path) : path;
}

/** What is left of an explanation for somebody who may not see what it reads. */
type Shown<T> = Omit<T, 'text' | 'why'> & Partial<Pick<RuleExplanation, 'text' | 'why'>> & { hidden?: true };

/** A criterion that people have to meet: whether it is met they may know; its condition they may not where it reads what is hidden from them. */
export function visibleCriterion<T extends Partial<RuleExplanation>>(rules: Rules, actor: Actor, criterion: T): Shown<T> {
  const { text: _text, why, ...rest } = criterion;
  const isHidden = why?.reads.some((read) => fieldRead(read).some((field) => !seesField(rules, actor, field)));
  return isHidden ? { ...rest, hidden: true } : criterion;
}

/** A way out of a stage: where its condition reads what is hidden from somebody, they do not learn either whether it holds. */
export function visibleWay<T extends Partial<RuleExplanation> & { holds: boolean }>(rules: Rules, actor: Actor, way: T): Omit<Shown<T>, 'holds'> & { holds: boolean | null } {
  const shown = visibleCriterion(rules, actor, way);
  return { ...shown, holds: shown.hidden ? null : way.holds };
}

const above = (path: string): string => path.slice(0, path.lastIndexOf('.'));

function fieldRead({ kind, name }: Read): string[] {
  if (kind === 'field' || kind === 'record_field') return [name];
  return kind === 'fact' && name.endsWith('.given') ? [name.slice(0, -'.given'.length)] : [];
}

/** What the paths of rules tell: `inside` of a path the line that these fields have chosen, `at` a path what a condition on them came to. */
interface Turns {
  inside: Map<string, string[]>;
  at: Map<string, string[]>;
}

const known = new WeakMap<Process, Turns>();

function turnsOf(process: Process): Turns {
  let turns = known.get(process);
  if (!turns) known.set(process, (turns = findTurns(process)));
  return turns;
}

function findTurns(process: Process): Turns {
  const turns: Turns = { inside: new Map(), at: new Map() };
  look(process, turns);
  return turns;
}

type Node = Partial<Rule> & Partial<(Due | Derivation) & Way> & { [key: string]: unknown };

function look(node: unknown, turns: Turns): void {
  if (Array.isArray(node)) {
    takeWays(node, turns);
    for (const one of node) look(one, turns);
  }
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { tree, path, rule, form, field, lines } = node as Node;
  // Criteria are asked of people in words of their own.
  if (tree && path !== undefined) {
    if (!path.endsWith('.that')) add(turns.at, path, readBy(node as Rule));
    return;
  }
  if ((form === 'depends_on' || form === 'by_field') && typeof rule === 'string' && field !== undefined) add(turns.inside, rule, [field]);
  if ((form === 'when' || form === 'lines') && typeof rule === 'string' && lines) add(turns.inside, rule, lines.flatMap(({ when }) => readBy(when)));
  for (const part of Object.values(node)) look(part, turns);
}

/** That a way was taken tells also what the conditions of those before it came to. */
function takeWays(ways: unknown[], { inside }: Turns): void {
  for (const way of ways as Partial<Way>[]) {
    if (typeof way === 'object' && typeof way.rule === 'string' && ('to' in way || 'close' in way)) add(inside, above(way.rule), readBy(way.when));
  }
}

const readBy = (rule: Rule | undefined): string[] => (rule ? [...fieldsOf(rule.tree), ...recordFieldsOf(rule.tree)] : []);

function add(to: Map<string, string[]>, path: string, fields: string[]): void {
  if (fields.length > 0) to.set(path, [...(to.get(path) ?? []), ...fields]);
}
