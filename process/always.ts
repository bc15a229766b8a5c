// Whether a condition is decided by itself, whatever is answered: found by trying every answer that makes a difference to it.

import type { Condition, Value } from './condition';
import { conditionText } from './condition-text';
import { dayNumber, earliestDay } from './dates';
import type { Environment } from './environment';
import type { NodeOf } from './evaluate';
import { evaluate } from './evaluate';
import type { Field } from './process';

/** What `alwaysOf` needs to know of a field. */
export type FieldDomain = Pick<Field, 'type' | 'options' | 'min' | 'max'>;

/** So many different sets of answers are tried; a condition with more of them counts as not decided. */
const MOST_TRIES = 1024;
/** Every choice of options is tried for fields with up to so many. */
const MOST_OPTIONS = 5;

/**
 * Whether a condition holds for every answer or for none, once what it asks for is answered; null when it turns on the answers, or
 * when that cannot be told. Options, yes or no, numbers within their bounds, and dates are tried; whatever else it asks is taken to be
 * able to come out either way.
 */
export function alwaysOf(tree: Condition, fields: Readonly<Record<string, FieldDomain>>): 'always' | 'never' | null {
  const terms = new Terms(fields);
  const plain = terms.plain(tree);
  let verdict: boolean | undefined;
  for (const answers of terms.choices() ?? []) {
    const outcome = evaluate(plain, answering(answers));
    if (!outcome.known || typeof outcome.value !== 'boolean') return null;
    if (verdict !== undefined && outcome.value !== verdict) return null;
    verdict = outcome.value;
  }
  return verdict === undefined ? null : verdict ? 'always' : 'never';
}

const answering = (answers: ReadonlyMap<string, Value>): Environment => ({
  today: '2000-01-01',
  answer: (field) => answers.get(field),
  fact: () => undefined,
  fieldType: () => undefined,
  isPrivate: () => false,
});

/** What a term can be: one of some values, or a number of which only how it lies to the constants beside it matters. */
type Domain =
  | { kind: 'values'; values: Value[] }
  | { kind: 'words'; words: Set<string> }
  | { kind: 'number'; whole: boolean; min: number; max: number; constants: Set<number> };

/** The parts of a condition that answers decide, each as a field of its own that can be tried. */
class Terms {
  private readonly domains = new Map<string, Domain>();

  constructor(private readonly fields: Readonly<Record<string, FieldDomain>>) {}

  /** The condition with every part that cannot be looked into replaced by a yes or no of its own. */
  plain(node: Condition): Condition {
    switch (node.op) {
      case 'value':
        return node;
      case 'not':
        return { op: 'not', of: this.plain(node.of) };
      case 'and': case 'or':
        return { op: node.op, of: node.of.map((part) => this.plain(part)) };
      case 'if':
        return { op: 'if', test: this.plain(node.test), then: this.plain(node.then), else: this.plain(node.else) };
      case 'eq': case 'ne': case 'lt': case 'le': case 'gt': case 'ge':
        return this.comparison(node) ?? this.open(node);
      case 'in':
        return this.membership(node) ?? this.open(node);
      case 'each':
        return this.each(node) ?? this.open(node);
      default:
        return this.open(node);
    }
  }

  /** Every set of answers that makes a difference; undefined when there are too many. */
  choices(): Map<string, Value>[] | undefined {
    let choices: Map<string, Value>[] = [new Map()];
    for (const [name, domain] of this.domains) {
      const values = valuesOf(domain);
      if (choices.length * values.length > MOST_TRIES) return undefined;
      choices = choices.flatMap((choice) => values.map((value) => new Map(choice).set(name, value)));
    }
    return choices;
  }

  /** A part that may come out either way. */
  private open(node: Condition): Condition {
    return this.term(conditionText(node), { kind: 'values', values: [true, false] });
  }

  private term(name: string, domain: Domain): Condition {
    if (!this.domains.has(name)) this.domains.set(name, domain);
    return { op: 'field', field: name };
  }

  private comparison(node: NodeOf<'eq'>): Condition | undefined {
    const [left, right] = [constantOf(node.left), constantOf(node.right)];
    if (left !== undefined && right !== undefined) return node;
    const pair = right !== undefined ? this.beside(node.left, right) : left !== undefined ? this.beside(node.right, left) : this.options(node);
    if (!pair) return undefined;
    const [term, other] = pair;
    return right !== undefined || left === undefined ? { ...node, left: term, right: other } : { ...node, left: other, right: term };
  }

  /** Two fields with options beside each other. */
  private options({ left, right }: { left: Condition; right: Condition }): [Condition, Condition] | undefined {
    const [a, b] = [this.oneOf(left), this.oneOf(right)];
    return a && b && [a, b];
  }

  private oneOf(node: Condition): Condition | undefined {
    const field = node.op === 'field' ? this.field(node.field) : undefined;
    return node.op === 'field' && field?.type === 'one_of' && field.options ? this.term(node.field, { kind: 'values', values: field.options }) : undefined;
  }

  private field(id: string): FieldDomain | undefined {
    return Object.hasOwn(this.fields, id) ? this.fields[id] : undefined;
  }

  /** A term and the constant beside it, both as they are tried. */
  private beside(node: Condition, constant: Value): [Condition, Condition] | undefined {
    const [term, value] = typeof constant === 'string' ? this.besideText(node, constant) : typeof constant === 'number' ? [this.number(node, constant), constant] : [this.yesNo(node), constant];
    return term && [term, { op: 'value', value }];
  }

  private yesNo(node: Condition): Condition | undefined {
    return node.op === 'field' && this.field(node.field)?.type === 'yes_no' ? this.plain(node) : undefined;
  }

  private number(node: Condition, constant: number): Condition | undefined {
    const bounds = this.bounds(node);
    if (!bounds) return undefined;
    if ('op' in bounds) return bounds;
    const term = this.term(conditionText(node), { kind: 'number', ...bounds, constants: new Set() });
    const domain = this.domains.get(conditionText(node));
    if (domain?.kind === 'number') domain.constants.add(constant);
    return term;
  }

  /** Bounds of what comes to a number; the part itself where its list is tried. */
  private bounds(node: Condition): { whole: boolean; min: number; max: number } | Condition | undefined {
    if (node.op === 'call') {
      const [of] = node.args;
      if (node.name !== 'size') return { whole: true, min: -Infinity, max: Infinity };
      const list = of && this.severalOf(of);
      return list ? { ...node, args: [list] } : { whole: true, min: 0, max: of?.op === 'field' ? (this.field(of.field)?.options?.length ?? Infinity) : Infinity };
    }
    if (node.op === 'fact') return { whole: true, min: 0, max: Infinity };
    const field = node.op === 'field' ? this.field(node.field) : undefined;
    if (field?.type !== 'number' && field?.type !== 'integer') return undefined;
    return { whole: field.type === 'integer', min: field.min ?? -Infinity, max: field.max ?? Infinity };
  }

  private besideText(node: Condition, constant: string): [Condition | undefined, Value] {
    const field = node.op === 'field' ? this.field(node.field) : undefined;
    if (field?.type === 'one_of' && field.options) return [this.oneOf(node), constant];
    if (field?.type === 'date' || (node.op === 'fact' && node.name === 'today')) return this.date(node, constant);
    if (node.op !== 'fact' && field?.type !== 'text') return [undefined, constant];
    const name = conditionText(node);
    const term = this.term(name, { kind: 'words', words: new Set() });
    const domain = this.domains.get(name);
    if (domain?.kind === 'words') domain.words.add(constant);
    return [term, constant];
  }

  /** Dates are compared by their earliest day, and so as whole numbers. */
  private date(node: Condition, constant: string): [Condition | undefined, Value] {
    const day = earliestDay(constant);
    if (day === null) return [undefined, constant];
    const name = conditionText(node);
    const term = this.term(name, { kind: 'number', whole: true, min: -Infinity, max: Infinity, constants: new Set() });
    const domain = this.domains.get(name);
    if (domain?.kind === 'number') domain.constants.add(dayNumber(day));
    return [term, dayNumber(day)];
  }

  /** A field whose every choice of options is tried. */
  private severalOf(node: Condition): Condition | undefined {
    const field = node.op === 'field' ? this.field(node.field) : undefined;
    if (node.op !== 'field' || field?.type !== 'several_of' || !field.options || field.options.length > MOST_OPTIONS) return undefined;
    return this.term(node.field, { kind: 'values', values: subsetsOf(field.options) });
  }

  private membership(node: Condition & { op: 'in' }): Condition | undefined {
    if (node.list.op === 'list' || node.list.op === 'value') {
      const of = node.list.op === 'list' ? node.list.of.map(constantOf) : [node.list.value].flat();
      const one = this.oneOf(node.item);
      if (!of.every((item) => typeof item === 'string')) return undefined;
      if (one) return { ...node, item: one };
      // What is asked of a text or a date is asked of it one by one.
      return this.plain({ op: 'or', of: of.map((value) => ({ op: 'eq', left: node.item, right: { op: 'value', value } })) });
    }
    const list = constantOf(node.item) === undefined ? undefined : this.severalOf(node.list);
    return list && { ...node, list };
  }

  private each(node: Condition & { op: 'each' }): Condition | undefined {
    const list = node.macro === 'filter' || !isAboutItemsOnly(node.test) ? undefined : this.severalOf(node.list);
    return list && { ...node, list };
  }
}

function constantOf(node: Condition): string | number | boolean | undefined {
  if (node.op === 'neg') {
    const of = constantOf(node.of);
    return typeof of === 'number' ? -of : undefined;
  }
  return node.op === 'value' && !Array.isArray(node.value) ? node.value : undefined;
}

function isAboutItemsOnly(node: Condition): boolean {
  if (node.op === 'value') return true;
  if (node.op === 'item') return node.field === undefined;
  if (node.op === 'and' || node.op === 'or' || node.op === 'list') return node.of.every(isAboutItemsOnly);
  if (node.op === 'not') return isAboutItemsOnly(node.of);
  if (node.op === 'eq' || node.op === 'ne') return isAboutItemsOnly(node.left) && isAboutItemsOnly(node.right);
  return node.op === 'in' && isAboutItemsOnly(node.item) && isAboutItemsOnly(node.list);
}

const subsetsOf = (options: string[]): string[][] =>
  options.reduce<string[][]>((subsets, option) => [...subsets, ...subsets.map((subset) => [...subset, option])], [[]]);

/** A word that nobody writes, for every word that the condition does not name. */
const ANOTHER = '\u0000';

function valuesOf(domain: Domain): Value[] {
  if (domain.kind === 'values') return domain.values;
  return domain.kind === 'words' ? [...domain.words, ANOTHER] : numbersOf(domain);
}

/** The constants themselves, one number between each two of them and one on either side, as far as the bounds allow. */
function numbersOf({ whole, min, max, constants }: Domain & { kind: 'number' }): number[] {
  const marks = [...constants, min, max].filter(Number.isFinite).sort((a, b) => a - b);
  const between = marks.slice(1).map((mark, index) => (mark + (marks[index] ?? mark)) / 2);
  const near = whole ? marks.flatMap((mark) => [Math.ceil(mark) - 1, Math.floor(mark) + 1]) : [(marks[0] ?? 0) - 1, ...between, (marks.at(-1) ?? 0) + 1];
  const numbers = new Set([...marks, ...near].filter((n) => n >= min && n <= max && (!whole || Number.isInteger(n))));
  return [...numbers];
}
