// Turns the syntax tree of a condition into the small tree that cases run on, typing every part on the way.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Condition } from '../../process/condition';
import { readFunction } from './calls';
import { asksForWords, isSameType, readComparison, readMembership } from './compare';
import { complainOfContradiction, complainOfNever } from './decided';
import type { Scope, Type } from './facts';
import { TYPE_WORDS } from './facts';
import { readMethod } from './macros';
import { readDotted, readName } from './names';
import type { Args, Complain, Typed, Walk } from './typed';
import { isWrong, WRONG, yesNo } from './typed';

const ARITHMETIC: Record<string, 'add' | 'sub' | 'mul' | 'div'> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' };

/** Walks one condition. What it cannot type it reports; it never throws. */
export class Walker implements Walk {
  constructor(
    readonly scope: Scope,
    readonly complain: Complain,
    /** The condition as written, to quote from. */
    private readonly text: string,
    readonly path: string,
    readonly items: ReadonlyMap<string, Type> = new Map(),
  ) {}

  test: ASTNode | undefined;

  /** The tree of a condition, which must come to yes or no. */
  condition(node: ASTNode): Condition {
    return this.yesNo(node).tree;
  }

  /** The tree of an expression, which must come to a value of a type; of options, to one of these. */
  expression(node: ASTNode, wanted: Type): Condition {
    const typed = this.read(node);
    const { type } = typed;
    const isRight = type.kind === 'word' && wanted.kind === 'word' ? type.words.words.every((word) => wanted.words.words.includes(word)) : type.kind === wanted.kind;
    if (isRight || isWrong(typed)) return typed.tree;
    const isWord = wanted.kind === 'word';
    const what = isWord && type.kind === 'word' ? `comes to options of ${type.words.of} that this field does not have` : `is ${TYPE_WORDS[type.kind]}; here ${TYPE_WORDS[wanted.kind]} is needed`;
    this.complain('condition-type', node, `\`${this.quote(node)}\` ${what}.`, isWord ? 'Write lines of `when` and `then`, with an option under each `then`.' : 'Write an expression that comes to it, or change the type of the field.');
    return WRONG.tree;
  }

  inside(item: string, type: Type): Walk {
    return new Walker(this.scope, this.complain, this.text, this.path, new Map(this.items).set(item, type));
  }

  yesNo(node: ASTNode): Typed {
    const around = this.test;
    this.test = node;
    const typed = this.read(node);
    this.test = around;
    if (typed.type.kind === 'yes_no' || isWrong(typed)) return typed;
    const written = this.quote(node);
    const fix = typed.type.kind === 'records' ? `Count them: \`size(${written}) > 0\`; or ask of each: \`${written}.all(…)\`, \`${written}.exists(…)\`.`
      : typed.type.kind === 'word' ? `Compare it: \`${written} is ${typed.type.words.words[0] ?? '…'}\`.`
      : typed.type.kind === 'consent' ? `Write \`${written}.given\`, or \`answered(${written})\`.`
      : `Compare it with something, or ask \`answered(${written})\`.`;
    this.complain('condition-type', node, `\`${written}\` is ${TYPE_WORDS[typed.type.kind]}; here a yes or no is needed.`, fix);
    return WRONG;
  }

  ofKind(node: ASTNode, ...kinds: Type['kind'][]): Typed {
    const typed = this.read(node);
    if (kinds.includes(typed.type.kind) || isWrong(typed)) return typed;
    this.complain('condition-type', node, `\`${this.quote(node)}\` is ${TYPE_WORDS[typed.type.kind]}; here ${kinds.map((kind) => TYPE_WORDS[kind]).join(' or ')} is needed.`, 'Put in what fits, or change the type of the field.');
    return WRONG;
  }

  before(offset: number): string {
    return this.text.slice(0, offset);
  }

  written({ start, end }: { start: number; end: number }): string {
    return this.text.slice(start, end).trim();
  }

  quote(at: { start: number; end: number }): string {
    const written = this.written(at);
    return written.length > 60 ? `${written.slice(0, 57)}…` : written;
  }

  read(node: ASTNode): Typed {
    switch (node.op) {
      case 'value': return this.literal(node);
      case 'id': return readName(this, node, node.args);
      case '.': return readDotted(this, node, node.args);
      case '!_': return this.negated(node.args);
      case '-_': return { tree: { op: 'neg', of: this.ofKind(node.args, 'number').tree }, type: { kind: 'number' } };
      case '&&': return this.all(node);
      case '||': return yesNo({ op: 'or', of: flat(node, '||').map((part) => this.yesNo(part).tree) });
      case '==': case '!=': case '<': case '<=': case '>': case '>=':
        return complainOfNever(this, node, readComparison(this, node, node.op, node.args));
      case '+': case '-': case '*': case '/': return this.arithmetic(node.op, node.args);
      case 'in': return complainOfNever(this, node, readMembership(this, node.args));
      case '?:': return this.choice(node, node.args);
      case 'list': return this.list(node.args);
      case 'call': return readFunction(this, node, node.args);
      case 'rcall': return readMethod(this, node, node.args);
      default:
        this.complain('condition-syntax', node, `\`${this.quote(node)}\` is not possible in a condition.`, 'Use `is`, `is not`, `in`, `<`, `<=`, `>`, `>=`, `and`, `or`, `not` and the functions of the language.');
        return WRONG;
    }
  }

  /** `not risk is high` is read as `(not risk) is high`, so a comparison of what is negated gets a word of its own. */
  private negated(node: ASTNode): Typed {
    if (node.op === 'id' && asksForWords(this, node)) {
      const written = this.quote(node);
      this.complain('condition-type', node, `\`not\` stands before \`${written}\` alone, which is no yes or no.`, `Write \`${written} is not …\`, or put brackets round what is negated: \`not (…)\`.`);
      return WRONG;
    }
    const typed = this.yesNo(node);
    return isWrong(typed) ? WRONG : yesNo({ op: 'not', of: typed.tree });
  }

  private all(node: ASTNode): Typed {
    const nodes = flat(node, '&&');
    const parts = nodes.map((part) => this.yesNo(part));
    if (!parts.some(isWrong)) complainOfContradiction(this, nodes, parts.map((part) => part.tree));
    return yesNo({ op: 'and', of: parts.map((part) => part.tree) });
  }

  private literal(node: Extract<ASTNode, { op: 'value' }>): Typed {
    const value = node.args;
    if (typeof value === 'string') return { tree: { op: 'value', value }, type: { kind: 'text' } };
    if (typeof value === 'boolean') return { tree: { op: 'value', value }, type: { kind: 'yes_no' } };
    if (typeof value === 'number' || typeof value === 'bigint') return { tree: { op: 'value', value: Number(value) }, type: { kind: 'number' } };
    this.complain('condition-type', node, `\`${this.quote(node)}\` is no value that a field can have.`, value === null ? 'Ask `answered(…)` whether there is an answer.' : 'Write a number, a text in quotes, or an option.');
    return WRONG;
  }

  private arithmetic(op: string, [left, right]: [ASTNode, ASTNode]): Typed {
    const [a, b] = [this.ofKind(left, 'number'), this.ofKind(right, 'number')];
    if (isWrong(a) || isWrong(b)) return WRONG;
    return { tree: { op: ARITHMETIC[op] ?? 'add', left: a.tree, right: b.tree }, type: { kind: 'number' } };
  }

  private list(items: ASTNode[]): Typed {
    return { tree: { op: 'list', of: items.map((item) => this.ofKind(item, 'text', 'word', 'date').tree) }, type: { kind: 'list' } };
  }

  private choice(node: ASTNode, [test, yes, no]: Args<'?:'>): Typed {
    const tree = this.yesNo(test).tree;
    const [a, b] = [this.read(yes), this.read(no)];
    if (!isWrong(a) && !isWrong(b) && !isSameType(a.type, b.type)) {
      this.complain('condition-type', node, `One side is ${TYPE_WORDS[a.type.kind]}, the other ${TYPE_WORDS[b.type.kind]}.`, 'Both sides must be of one kind.');
    }
    return { tree: { op: 'if', test: tree, then: a.tree, else: b.tree }, type: a.type };
  }
}

/** The parts of a chain of `and` or of `or`. */
function flat(node: ASTNode, op: '&&' | '||'): ASTNode[] {
  if (node.op !== op) return [node];
  const [left, right] = node.args;
  return [...flat(left, op), ...flat(right, op)];
}
