// What the readers of the parts of a condition share: a part with its type, and what each of them asks of the walk over the whole.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Condition } from '../../process/condition';
import type { ProblemCode } from '../problems';
import type { Range } from '../source';
import type { Scope, Type } from './facts';

/** A part of a condition with its type. */
export interface Typed {
  tree: Condition;
  type: Type;
}

/** Reports a problem at a part of the condition. */
export type Complain = (code: ProblemCode, at: Range, message: string, fix: string, suggestion?: string) => void;

/** What stands behind an operator of the parser's tree. */
export type Args<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>['args'];

/** A part that was reported: it fits everywhere, so that one mistake is one problem. */
export const WRONG: Typed = { tree: { op: 'value', value: false }, type: { kind: 'wrong' } };

export const isWrong = ({ type }: Typed): boolean => type.kind === 'wrong';

export const yesNo = (tree: Condition): Typed => ({ tree, type: { kind: 'yes_no' } });

/** The walk over one condition. */
export interface Walk {
  readonly scope: Scope;
  readonly complain: Complain;
  /** Path of the rule. */
  readonly path: string;
  /** The innermost yes or no that is being read. */
  readonly test: ASTNode | undefined;
  /** What the macros around a part call the one of their list that they look at. */
  readonly items: ReadonlyMap<string, Type>;
  /** Types any part. */
  read(node: ASTNode): Typed;
  /** A part that must come to yes or no. */
  yesNo(node: ASTNode): Typed;
  /** A part that must be of one of these kinds. */
  ofKind(node: ASTNode, ...kinds: Type['kind'][]): Typed;
  /** What is written before an offset of the condition. */
  before(offset: number): string;
  /** The same walk inside a macro that gives a name to what it looks at. */
  inside(item: string, type: Type): Walk;
  /** A part as written. */
  written(at: Range): string;
  /** The same, cut where it is long. */
  quote(at: Range): string;
}
