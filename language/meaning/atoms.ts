// Takes conditions apart into the answers and facts they turn on, each with the few values that make a difference to them.

import type { CompareOp, Condition, Value } from '../../process/condition';
import { fieldOf } from '../../process/parts';
import type { Process } from '../../process/process';
import { wholeOf } from './lives';
import { fieldsRead } from './readings';

/** What is certain where the conditions are judged. */
export interface Given {
  stage?: string;
  reason?: string;
}

/** A field, or something else that is one of a few values: a fact, a number that is compared, a test that cannot be taken apart. */
export interface Variable {
  name: string;
  kind: 'field' | 'other';
  values: Value[];
  /** Fields without whose answers it is unknown. */
  needs: string[];
  mayBeUnknown: boolean;
}

/** What a field that has no short list of values comes to when it is answered. */
const ANSWERED = 'answered';

type Comparison = Extract<Condition, { op: CompareOp }>;
const NEGATED: Partial<Record<CompareOp, CompareOp>> = { ne: 'eq', ge: 'lt', gt: 'le' };
const MIRRORED: Record<CompareOp, CompareOp> = { eq: 'eq', ne: 'ne', lt: 'gt', gt: 'lt', le: 'ge', ge: 'le' };

/** Gathers the variables of all conditions that are rewritten with it. */
export class Atoms {
  private readonly found = new Map<string, Variable>();
  /** Words that a variable is compared with: all others are alike to the conditions. */
  private readonly words = new Map<string, Set<string>>();
  private readonly numbers = new Map<string, number[]>();
  /** Fields of which it is asked whether they have an answer. */
  readonly tested = new Set<string>();
  /** Some test could not be taken apart. */
  isRough = false;

  private readonly whole: Process;

  constructor(
    process: Process,
    private readonly given: Given,
  ) {
    this.whole = wholeOf(process);
  }

  /** Fields first: other variables may need them. */
  variables(): Variable[] {
    const all = [...this.found.values()].map((one) => ({ ...one, values: this.valuesOf(one) }));
    return [...all.filter((one) => one.kind === 'field'), ...all.filter((one) => one.kind === 'other')];
  }

  fields = (): string[] => [...this.found.values()].filter((one) => one.kind === 'field').map((one) => one.name);

  /** The condition with each test that cannot be taken apart, and each number, as a variable in its place. */
  rewrite(tree: Condition): Condition {
    switch (tree.op) {
      case 'value': return tree;
      case 'not': return { op: 'not', of: this.rewrite(tree.of) };
      case 'and': case 'or': return { op: tree.op, of: tree.of.map((one) => this.rewrite(one)) };
      case 'if': return { op: 'if', test: this.rewrite(tree.test), then: this.rewrite(tree.then), else: this.rewrite(tree.else) };
      case 'answered': return this.answered(tree);
      case 'field': return this.readField(tree.field, tree);
      case 'fact': return this.readFact(tree.name, tree);
      case 'eq': case 'ne': case 'lt': case 'le': case 'gt': case 'ge': return this.comparison(tree);
      case 'in': return this.membership(tree);
      default: return this.test(tree);
    }
  }

  private readField<T extends Condition>(field: string, tree: T): T {
    const type = fieldOf(this.whole, field)?.type;
    this.add({ name: field, kind: 'field', values: type === 'yes_no' || type === 'consent' ? [true, false] : [ANSWERED], needs: [], mayBeUnknown: true });
    return tree;
  }

  private answered(tree: Extract<Condition, { op: 'answered' }>): Condition {
    if (tree.as !== undefined) return this.test(tree);
    this.tested.add(tree.field);
    return this.readField(tree.field, tree);
  }

  private readFact<T extends Condition>(name: string, tree: T): T {
    if (name.endsWith('.given')) return this.readField(name.slice(0, -'.given'.length), tree);
    this.add({ name: `@${name}`, kind: 'other', values: [true, false], needs: [], mayBeUnknown: name.endsWith('.result') });
    return tree;
  }

  private comparison(tree: Comparison): Condition {
    const [left, right] = [constantOf(tree.left), constantOf(tree.right)];
    if (right !== undefined) return this.compared(tree.op, tree.left, right) ?? this.testOf(tree);
    if (left !== undefined) return this.compared(MIRRORED[tree.op], tree.right, left) ?? this.testOf(tree);
    return this.testOf(tree);
  }

  /** A field or fact beside a word, or a number beside a number; nothing where it is neither. */
  private compared(op: CompareOp, term: Condition, constant: Value): Condition | undefined {
    const right: Condition = { op: 'value', value: constant };
    if (typeof constant === 'string' || typeof constant === 'boolean') {
      const left = this.wordTerm(term, typeof constant === 'string' ? [constant] : []);
      return left && { op, left, right };
    }
    const name = typeof constant === 'number' ? this.numberTerm(term, constant) : undefined;
    return name === undefined ? undefined : { op, left: { op: 'field', field: name }, right };
  }

  /** What is one of a few words, remembered with those it is compared with. */
  private wordTerm(term: Condition, words: string[]): Condition | undefined {
    const type = term.op === 'field' ? fieldOf(this.whole, term.field)?.type : undefined;
    const isWordFact = term.op === 'fact' && (term.name === 'stage' || term.name === 'reason' || term.name.endsWith('.result'));
    if (type !== 'one_of' && type !== 'yes_no' && !isWordFact) return undefined;
    const name = term.op === 'fact' ? `@${term.name}` : term.op === 'field' ? term.field : '';
    const known = this.words.get(name) ?? new Set();
    for (const word of words) known.add(word);
    this.words.set(name, known);
    return this.rewrite(term);
  }

  /** The name of the variable that stands for a number. */
  private numberTerm(term: Condition, constant: number): string | undefined {
    const type = term.op === 'field' ? fieldOf(this.whole, term.field)?.type : undefined;
    const isNumber = type === 'number' || type === 'integer' || term.op === 'call' || term.op === 'count' || (term.op === 'fact' && term.name.endsWith('.open'));
    if (!isNumber) return undefined;
    const name = `#${JSON.stringify(term)}`;
    this.numbers.set(name, [...(this.numbers.get(name) ?? []), constant]);
    this.add({ name, kind: 'other', values: [], needs: this.needsOf(term), mayBeUnknown: false });
    this.bounds.set(name, boundsOf(term, this.whole));
    return name;
  }

  private readonly bounds = new Map<string, Bounds>();

  private membership(tree: Extract<Condition, { op: 'in' }>): Condition {
    const words = tree.list.op === 'list' ? tree.list.of.map(constantOf) : [];
    if (words.length === 0 || !words.every((word) => typeof word === 'string')) return this.test(tree);
    const item = this.wordTerm(tree.item, words);
    return item ? { op: 'in', item, list: tree.list } : this.test(tree);
  }

  /** `a >= b` is the opposite of `a < b`: written either way it is one test. */
  private testOf(tree: Comparison): Condition {
    const plain = NEGATED[tree.op];
    return plain === undefined ? this.test(tree) : { op: 'not', of: this.test({ op: plain, left: tree.left, right: tree.right }) };
  }

  private test(tree: Condition): Condition {
    const name = `#${JSON.stringify(tree)}`;
    this.isRough = true;
    this.add({ name, kind: 'other', values: [true, false], needs: this.needsOf(tree), mayBeUnknown: tree.op === 'passed' || tree.op === 'count' });
    return { op: 'field', field: name };
  }

  private needsOf(tree: Condition): string[] {
    const fields = [...fieldsRead(tree)];
    for (const field of fields) this.readField(field, tree);
    return fields;
  }

  private add(variable: Variable): void {
    if (!this.found.has(variable.name)) this.found.set(variable.name, variable);
  }

  private valuesOf(variable: Variable): Value[] {
    const { name } = variable;
    const numbers = this.numbers.get(name);
    if (numbers) return aroundEach(numbers, this.bounds.get(name) ?? {});
    // A stage of a record says nothing of the one that the case is in.
    if (name === '@stage' && this.whole.stages.some((stage) => stage.id === this.given.stage)) return [this.given.stage ?? ''];
    if (name === '@reason' && this.given.reason !== undefined) return [this.given.reason];
    const options = this.optionsOf(name);
    if (!options) return variable.values;
    const compared = options.filter((option) => this.words.get(name)?.has(option));
    const other = options.find((option) => !compared.includes(option));
    return other === undefined ? compared : [...compared, other];
  }

  private optionsOf(name: string): string[] | undefined {
    if (name === '@stage') return this.whole.stages.map((stage) => stage.id);
    if (name === '@reason') return this.whole.closure.reasons;
    if (name.endsWith('.result')) return [...new Set(['done', ...(this.words.get(name) ?? [])])];
    const field = fieldOf(this.whole, name);
    return field?.type === 'one_of' ? field.options : undefined;
  }
}

function constantOf(tree: Condition): Value | undefined {
  if (tree.op === 'value') return tree.value;
  const inner = tree.op === 'neg' ? constantOf(tree.of) : undefined;
  return typeof inner === 'number' ? -inner : undefined;
}

interface Bounds {
  min?: number;
  max?: number;
  isWhole?: boolean;
}

function boundsOf(term: Condition, process: Process): Bounds {
  if (term.op === 'fact' || term.op === 'count' || (term.op === 'call' && term.name === 'size')) return { min: 0, isWhole: true };
  if (term.op === 'call') return { isWhole: true };
  const field = term.op === 'field' ? fieldOf(process, term.field) : undefined;
  return { ...(field?.min !== undefined && { min: field.min }), ...(field?.max !== undefined && { max: field.max }), isWhole: field?.type === 'integer' };
}

/** Each number, and one below and above it: between them a comparison cannot tell numbers apart. */
function aroundEach(numbers: number[], { min = -Infinity, max = Infinity, isWhole }: Bounds): number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const near = isWhole
    ? sorted.flatMap((one) => [Math.ceil(one) - 1, ...(Number.isInteger(one) ? [one] : []), Math.floor(one) + 1])
    : sorted.flatMap((one, index) => [one, ((sorted[index + 1] ?? one + 2) + one) / 2, ...(index === 0 ? [one - 1] : [])]);
  return [...new Set(near.map((one) => Math.min(max, Math.max(min, one))))];
}
