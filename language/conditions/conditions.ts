// Reads a condition: words to operators, parsed by cel-js, typed and turned into the tree that cases run on.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Condition, Rule } from '../../process/condition';
import type { Report } from '../report';
import type { Place } from '../tree';
import type { Scope, Type } from './facts';
import { rangeInFile, writtenIn } from './positions';
import { parseCondition } from './syntax';
import type { Complain } from './typed';
import { Walker } from './walk';

/** Longer ones have been refused by shape. */
const LONGEST = 2000;

/** The rule that stands at a place; what is wrong with it is reported at its very word, and then there is none. */
export const compileCondition = (place: Place | undefined, scope: Scope, report: Report): Rule | undefined =>
  compile(place, scope, report, (walker, ast) => walker.condition(ast));

/** The expression that stands at a place and comes to a value of a type; what is wrong with it is reported as with a condition. */
export const compileExpression = (place: Place | undefined, wanted: Type, scope: Scope, report: Report): Rule | undefined =>
  compile(place, scope, report, (walker, ast) => walker.expression(ast, wanted));

function compile(place: Place | undefined, scope: Scope, report: Report, read: (walker: Walker, ast: ASTNode) => Condition): Rule | undefined {
  const node = place?.node;
  if (!place || node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value.trim() === '' || node.value.length > LONGEST) return undefined;
  const before = report.problems.length;
  const written = node.value;
  const complain: Complain = (code, range, message, fix, suggestion) =>
    report.add(code, rangeInFile(node, report.source.text, range), message, fix, suggestion === undefined ? undefined : writtenIn(node, suggestion));
  const ast = parseCondition(written, complain);
  if (!ast) return undefined;
  const tree = read(new Walker(scope, complain, written, place.path), ast);
  if (report.problems.slice(before).some((problem) => problem.severity === 'error')) return undefined;
  return { path: place.path, text: written.trim(), tree };
}
