// Turns the syntax tree of a condition into the small tree that cases run on, typing every part on the way.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { CompareOp, Condition, ConditionFunction } from '../../process/condition';
import { isDate } from '../dates';
import type { ProblemCode } from '../problems';
import { fixFor, nearest } from '../suggest';
import type { Scope, Type, Words } from './facts';
import { dottedFact, NOT_YET_FUNCTIONS, NOT_YET_NAMES, partsOf, plainFact, TYPE_WORDS, typeOfField } from './facts';

/** A part of a condition with its type. */
export interface Typed {
  tree: Condition;
  type: Type;
}

/** Reports a problem at a part of the condition. */
export type Complain = (code: ProblemCode, node: { start: number; end: number }, message: string, fix: string, suggestion?: string) => void;

type Args<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>['args'];

const WRONG: Typed = { tree: { op: 'value', value: false }, type: { kind: 'wrong' } };
const COMPARISONS: Record<string, CompareOp> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const ARITHMETIC: Record<string, 'add' | 'sub' | 'mul' | 'div'> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' };

/** Walks one condition. What it cannot type it reports; it never throws. */
export class Walker {
  constructor(
    private readonly scope: Scope,
    private readonly complain: Complain,
    /** The condition as written, to quote from. */
    private readonly text: string,
  ) {}

  /** The tree of a condition, which must come to yes or no. */
  condition(node: ASTNode): Condition {
    return this.yesNo(node).tree;
  }

  private yesNo(node: ASTNode): Typed {
    const typed = this.walk(node);
    if (typed.type.kind === 'yes_no' || typed.type.kind === 'wrong') return typed;
    const written = this.quote(node);
    const fix = typed.type.kind === 'word' ? `Compare it: \`${written} is ${typed.type.words.words[0] ?? '…'}\`.`
      : typed.type.kind === 'consent' ? `Write \`${written}.given\`, or \`answered(${written})\`.`
      : `Compare it with something, or ask \`answered(${written})\`.`;
    this.complain('condition-type', node, `\`${written}\` is ${TYPE_WORDS[typed.type.kind]}; here a yes or no is needed.`, fix);
    return WRONG;
  }

  private quote(node: { start: number; end: number }): string {
    const written = this.text.slice(node.start, node.end).trim();
    return written.length > 60 ? `${written.slice(0, 57)}…` : written;
  }

  private walk(node: ASTNode): Typed {
    switch (node.op) {
      case 'value': return this.literal(node);
      case 'id': return this.name(node, node.args);
      case '.': return this.dotted(node, node.args);
      case '!_': return this.negated(node.args);
      case '-_': return { tree: { op: 'neg', of: this.ofKind(node.args, 'number').tree }, type: { kind: 'number' } };
      case '&&': return { tree: { op: 'and', of: this.chain(node, '&&') }, type: { kind: 'yes_no' } };
      case '||': return { tree: { op: 'or', of: this.chain(node, '||') }, type: { kind: 'yes_no' } };
      case '==': case '!=': case '<': case '<=': case '>': case '>=': return this.comparison(node, COMPARISONS[node.op] ?? 'eq', node.args);
      case '+': case '-': case '*': case '/': return this.arithmetic(node.op, node.args);
      case 'in': return this.membership(node.args);
      case '?:': return this.choice(node, node.args);
      case 'list': return this.list(node.args);
      case 'call': return this.call(node, node.args);
      case 'rcall': return this.method(node, node.args);
      default:
        this.complain('condition-syntax', node, `\`${this.quote(node)}\` is not possible in a condition.`, 'Use `is`, `is not`, `in`, `<`, `<=`, `>`, `>=`, `and`, `or`, `not` and the functions answered, age, days, size.');
        return WRONG;
    }
  }

  /** `not risk is high` is read as `(not risk) is high`, so a comparison of what is negated gets a word of its own. */
  private negated(node: ASTNode): Typed {
    if (node.op === 'id' && this.wordsOf(node)) {
      const written = this.quote(node);
      this.complain('condition-type', node, `\`not\` stands before \`${written}\` alone, which is no yes or no.`, `Write \`${written} is not …\`, or put brackets round what is negated: \`not (…)\`.`);
      return WRONG;
    }
    const { tree, type } = this.yesNo(node);
    return type.kind === 'wrong' ? WRONG : { tree: { op: 'not', of: tree }, type };
  }

  private chain(node: ASTNode, op: '&&' | '||'): Condition[] {
    if (node.op !== op) return [this.yesNo(node).tree];
    const [left, right] = node.args;
    return [...this.chain(left, op), ...this.chain(right, op)];
  }

  private literal(node: Extract<ASTNode, { op: 'value' }>): Typed {
    const value = node.args;
    if (typeof value === 'string') return { tree: { op: 'value', value }, type: { kind: 'text' } };
    if (typeof value === 'boolean') return { tree: { op: 'value', value }, type: { kind: 'yes_no' } };
    if (typeof value === 'number' || typeof value === 'bigint') return { tree: { op: 'value', value: Number(value) }, type: { kind: 'number' } };
    this.complain('condition-type', node, `\`${this.quote(node)}\` is no value that a field can have.`, value === null ? 'Ask `answered(…)` whether there is an answer.' : 'Write a number, a text in quotes, or an option.');
    return WRONG;
  }

  private name(node: ASTNode, id: string): Typed {
    const type = this.scope.fields.get(id);
    if (type) return { tree: { op: 'field', field: id }, type: typeOfField(id, type, this.scope.names) };
    const fact = plainFact(id, this.scope);
    if (fact) return { tree: { op: 'fact', name: id }, type: fact };
    this.unknownName(node, id);
    return WRONG;
  }

  private unknownName(node: ASTNode, id: string): void {
    const kind = this.scope.names.kindOf(id);
    const known = [...this.scope.fields.keys(), 'today', 'stage', ...(this.scope.inClosure ? ['reason'] : [])];
    const suggestion = nearest(id, known);
    if (id === 'reason') this.complain('fact-not-here', node, '`reason` is known only where a case is closed.', 'Use it under `closure`.');
    else if (NOT_YET_NAMES.has(id)) this.complain('not-yet', node, `\`${id}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
    else if (kind === 'stage') this.complain('wrong-name', node, `\`${id}\` is a stage, not a field.`, `Write \`stage is ${id}\`.`, `stage is ${id}`);
    else if (kind === 'task') this.complain('wrong-name', node, `\`${id}\` is a task, not a field.`, `Write \`${id}.done\`.`, `${id}.done`);
    else if (id === 'alerts') this.complain('wrong-name', node, '`alerts` alone is nothing that can be compared.', 'Write `alerts.open`, the number of open alerts.', 'alerts.open');
    else if (kind) this.complain('wrong-name', node, `\`${id}\` is a ${kind}, not a field.`, fixFor(suggestion, known, 'field'), suggestion);
    else if (this.isOption(id)) this.complain('unknown-name', node, `\`${id}\` is an option and can only stand beside its field.`, `Write the field before it: \`… is ${id}\`; several options are asked with \`… in [${id}, …]\`.`);
    else this.complain('unknown-name', node, `There is no field \`${id}\`.`, fixFor(suggestion, known, 'field'), suggestion);
  }

  private isOption(id: string): boolean {
    return [...this.scope.names.options.values()].some((options) => options.includes(id));
  }

  private dotted(node: ASTNode, [left, part]: Args<'.'>): Typed {
    const of = left.op === 'id' ? left.args : undefined;
    const fact = of === undefined ? undefined : dottedFact(of, part, this.scope);
    if (of !== undefined && fact) return { tree: { op: 'fact', name: `${of}.${part}` }, type: fact };
    if (of !== undefined && NOT_YET_NAMES.has(of)) {
      this.complain('not-yet', node, `\`${of}.${part}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
      return WRONG;
    }
    const parts = of === undefined ? [] : partsOf(of, this.scope);
    const partRange = { start: node.end - part.length, end: node.end };
    const suggestion = nearest(part, parts);
    if (parts.length > 0) this.complain('unknown-name', partRange, `\`${of}\` has no \`${part}\`.`, fixFor(suggestion, parts, 'part'), suggestion);
    else if (of !== undefined && this.scope.fields.has(of)) this.complain('condition-type', partRange, `The field \`${of}\` has no parts: \`.${part}\` cannot follow it.`, `Write \`${of}\`.`);
    else if (left.op === 'id') this.unknownDotted(left, left.args);
    else this.complain('condition-syntax', node, `\`${this.quote(node)}\` is not possible in a condition.`, 'Write a field, or a fact such as `alerts.open`.');
    return WRONG;
  }

  private unknownDotted(node: ASTNode, id: string): void {
    const { names, fields } = this.scope;
    const consents = [...fields].filter(([, type]) => type === 'consent').map(([field]) => field);
    const known = [...consents, ...names.all('task'), 'alerts'];
    const suggestion = nearest(id, known);
    this.complain('unknown-name', node, `There is no task or consent \`${id}\`.`, fixFor(suggestion, known, 'task'), suggestion);
  }

  /** The words that a part is one of, if it is. Looks without complaining. */
  private wordsOf(node: ASTNode): Words | undefined {
    let type: Type | undefined;
    if (node.op === 'id') {
      const field = this.scope.fields.get(node.args);
      type = field ? typeOfField(node.args, field, this.scope.names) : plainFact(node.args, this.scope);
    } else if (node.op === '.' && node.args[0].op === 'id') {
      type = dottedFact(node.args[0].args, node.args[1], this.scope);
    }
    return type?.kind === 'word' || type?.kind === 'list' ? type.words : undefined;
  }

  /** A part that stands beside something with options: a word there is an option, with or without quotes. */
  private beside(node: ASTNode, words: Words | undefined): Typed {
    if (!words) return this.walk(node);
    const word = node.op === 'id' ? node.args : node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
    if (word === undefined || (node.op === 'id' && this.wordsOf(node) && !words.words.includes(word))) return this.walk(node);
    if (words.words.includes(word)) return { tree: { op: 'value', value: word }, type: { kind: 'word', words } };
    const suggestion = nearest(word, words.words);
    this.complain('unknown-option', node, `\`${word}\` is no option of ${words.of}.`, fixFor(suggestion, words.words, 'option'), suggestion);
    return WRONG;
  }

  private comparison(node: ASTNode, op: CompareOp, [left, right]: [ASTNode, ASTNode]): Typed {
    const yesNo = this.comparedWithYes(right, left) ?? this.comparedWithYes(left, right);
    if (yesNo) return yesNo;
    const wordsLeft = this.wordsOf(left);
    const wordsRight = this.wordsOf(right);
    // A name on the left is what is asked about; a word on the right is its option even where a field has the same name.
    const one = wordsLeft ? this.walk(left) : this.beside(left, wordsRight);
    // A word beside a name that was wrong cannot be judged: it may well be an option of what was meant.
    if (one.type.kind === 'wrong' && right.op === 'id') return WRONG;
    const other = wordsLeft ? this.beside(right, wordsLeft) : this.walk(right);
    const [a, b] = [this.asDate(left, one, other), this.asDate(right, other, one)];
    this.checkComparable(node, op, a.type, b.type);
    return { tree: { op, left: a.tree, right: b.tree }, type: { kind: 'yes_no' } };
  }

  /** `eligible is yes`: a yes or no is not compared with a word. */
  private comparedWithYes(word: ASTNode, field: ASTNode): Typed | undefined {
    if (word.op !== 'id' || field.op !== 'id' || this.scope.fields.get(field.args) !== 'yes_no') return undefined;
    const yes = ['yes', 'Yes', 'YES', 'True'].includes(word.args);
    if (!yes && !['no', 'No', 'NO', 'False'].includes(word.args)) return undefined;
    const write = yes ? field.args : `not ${field.args}`;
    this.complain('yes-or-no', word, `\`${field.args}\` is itself a yes or no and is not compared with \`${word.args}\`.`, `Write \`${write}\`.`, write);
    return WRONG;
  }

  /** A text beside a date is a date, if it is written as one. */
  private asDate(node: ASTNode, typed: Typed, beside: Typed): Typed {
    if (beside.type.kind !== 'date' || typed.type.kind !== 'text' || node.op !== 'value') return typed;
    if (isDate(String(node.args))) return { tree: typed.tree, type: { kind: 'date' } };
    this.complain('bad-date', node, `${this.quote(node)} is not a date.`, "Write it as YYYY-MM-DD: '2026-03-20'.");
    return WRONG;
  }

  private checkComparable(node: ASTNode, op: CompareOp, left: Type, right: Type): void {
    if (left.kind === 'wrong' || right.kind === 'wrong') return;
    const isEqual = op === 'eq' || op === 'ne';
    if (left.kind === 'consent' || right.kind === 'consent' || left.kind === 'list' || right.kind === 'list') {
      const fix = left.kind === 'list' || right.kind === 'list' ? 'Ask with `in`: `school in needs`; or count with `size(…)`.' : 'Ask for `.given`, or `answered(…)`.';
      this.complain('condition-type', node, `${TYPE_WORDS[left.kind]} and ${TYPE_WORDS[right.kind]} cannot be compared.`, fix);
    } else if (!isSameType(left, right)) {
      this.complain('condition-type', node, `${TYPE_WORDS[left.kind]} is compared with ${TYPE_WORDS[right.kind]}, which never holds.`, 'Compare things of the same kind.');
    } else if (!isEqual && !['number', 'date', 'time'].includes(left.kind)) {
      this.complain('condition-type', node, `${TYPE_WORDS[left.kind]} has no greater or less.`, 'Use `is`, `is not` or `in [ … ]`.');
    }
  }

  private arithmetic(op: string, [left, right]: [ASTNode, ASTNode]): Typed {
    const [a, b] = [this.ofKind(left, 'number'), this.ofKind(right, 'number')];
    if (a.type.kind === 'wrong' || b.type.kind === 'wrong') return WRONG;
    return { tree: { op: ARITHMETIC[op] ?? 'add', left: a.tree, right: b.tree }, type: { kind: 'number' } };
  }

  private ofKind(node: ASTNode, ...kinds: Type['kind'][]): Typed {
    const typed = this.walk(node);
    if (kinds.includes(typed.type.kind) || typed.type.kind === 'wrong') return typed;
    this.complain('condition-type', node, `\`${this.quote(node)}\` is ${TYPE_WORDS[typed.type.kind]}; here ${kinds.map((kind) => TYPE_WORDS[kind]).join(' or ')} is needed.`, 'Put in what fits, or change the type of the field.');
    return WRONG;
  }

  private membership([item, list]: [ASTNode, ASTNode]): Typed {
    const type = { kind: 'yes_no' } as const;
    if (list.op === 'list') {
      const words = this.wordsOf(item);
      const asked = this.walk(item);
      if (asked.type.kind === 'number' || asked.type.kind === 'yes_no' || asked.type.kind === 'list' || asked.type.kind === 'consent') {
        this.complain('condition-type', item, `\`${this.quote(item)}\` is ${TYPE_WORDS[asked.type.kind]}; \`in\` asks for one of several words.`, 'Compare it with `is`, `<` or `>`.');
      }
      if (asked.type.kind === 'wrong') return WRONG;
      const of = list.args.map((one) => this.member(one, words, asked));
      return { tree: { op: 'in', item: asked.tree, list: { op: 'list', of } }, type };
    }
    const words = this.wordsOf(list);
    const asked = this.beside(item, words);
    return { tree: { op: 'in', item: asked.tree, list: this.ofKind(list, 'list').tree }, type };
  }

  private member(node: ASTNode, words: Words | undefined, asked: Typed): Condition {
    const typed = this.asDate(node, this.beside(node, words), asked);
    if (asked.type.kind !== 'wrong' && typed.type.kind !== 'wrong' && !isSameType(asked.type, typed.type)) {
      this.complain('condition-type', node, `\`${this.quote(node)}\` is ${TYPE_WORDS[typed.type.kind]} and can never be ${TYPE_WORDS[asked.type.kind]}.`, 'Put in what fits.');
    }
    return typed.tree;
  }

  private list(items: ASTNode[]): Typed {
    return { tree: { op: 'list', of: items.map((item) => this.ofKind(item, 'text', 'word', 'date').tree) }, type: { kind: 'list' } };
  }

  private choice(node: ASTNode, [test, yes, no]: Args<'?:'>): Typed {
    const tree = this.yesNo(test).tree;
    const [a, b] = [this.walk(yes), this.walk(no)];
    if (a.type.kind !== 'wrong' && b.type.kind !== 'wrong' && !isSameType(a.type, b.type)) {
      this.complain('condition-type', node, `One side is ${TYPE_WORDS[a.type.kind]}, the other ${TYPE_WORDS[b.type.kind]}.`, 'Both sides must be of one kind.');
    }
    return { tree: { op: 'if', test: tree, then: a.tree, else: b.tree }, type: a.type };
  }

  private call(node: ASTNode, [name, args]: Args<'call'>): Typed {
    if (name === 'answered') return this.answered(node, args);
    const call = Object.hasOwn(CALLS, name) ? CALLS[name as ConditionFunction] : undefined;
    if (!call) return this.unknownFunction(node, name);
    if (args.length !== call.args.length) {
      this.complain('condition-type', node, `\`${name}\` needs ${call.args.length === 1 ? 'one value' : `${call.args.length} values`} in its brackets.`, `Write \`${call.example}\`.`);
      return WRONG;
    }
    const trees = args.map((arg, index) => this.ofKind(arg, ...(call.args[index] ?? [])).tree);
    return { tree: { op: 'call', name: name as ConditionFunction, args: trees }, type: { kind: 'number' } };
  }

  private answered(node: ASTNode, args: ASTNode[]): Typed {
    const [field] = args;
    if (args.length !== 1 || !field) {
      this.complain('condition-type', node, '`answered` needs one field in its brackets.', 'Write `answered(outcome)`.');
      return WRONG;
    }
    if (field.op === 'id' && this.scope.fields.has(field.args)) return { tree: { op: 'answered', field: field.args }, type: { kind: 'yes_no' } };
    if (field.op === 'id') this.unknownName(field, field.args);
    else this.complain('condition-type', field, `\`${this.quote(field)}\` is not a field.`, 'Only a field can be answered: `answered(outcome)`.');
    return WRONG;
  }

  private unknownFunction(node: ASTNode, name: string): Typed {
    const range = { start: node.start, end: node.start + name.length };
    const known = ['answered', ...Object.keys(CALLS)];
    const suggestion = nearest(name, known);
    if (NOT_YET_FUNCTIONS.has(name)) this.complain('not-yet', range, `\`${name}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
    else this.complain('forbidden-function', range, `There is no function \`${name}\` in conditions.`, fixFor(suggestion, known, 'function'), suggestion);
    return WRONG;
  }

  private method(node: ASTNode, [name]: Args<'rcall'>): Typed {
    if (NOT_YET_FUNCTIONS.has(name)) this.complain('not-yet', node, `\`.${name}(…)\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
    else this.complain('forbidden-function', node, `\`.${name}(…)\` is not possible in a condition.`, 'Use the functions answered, age, days, size.');
    return WRONG;
  }
}

const CALLS: Record<ConditionFunction, { args: Type['kind'][][]; example: string }> = {
  age: { args: [['date']], example: 'age(birth_date)' },
  days: { args: [['date', 'time'], ['date', 'time']], example: 'days(opened_on, today)' },
  size: { args: [['list']], example: 'size(needs)' },
};

function isSameType(left: Type, right: Type): boolean {
  if (left.kind === 'word' && right.kind === 'word') return left.words.words.some((word) => right.words.words.includes(word));
  if (left.kind === 'who' && right.kind === 'who') return left.of === right.of;
  return left.kind === right.kind;
}
