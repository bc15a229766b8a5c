// `all`, `exists` and `filter` over the chosen options of a field: what each looks at gets a name of its own.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Condition } from '../../process/condition';
import { MOST_MACROS } from '../../process/environment';
import type { Range } from '../source';
import { unknownMethod } from './calls';
import type { Type, Words } from './facts';
import { MACROS, NOT_YET_NAMES, plainFact, TYPE_WORDS } from './facts';
import type { Args, Typed, Walk } from './typed';
import { isWrong, WRONG, yesNo } from './typed';

type Macro = Extract<Condition, { op: 'each' }>['macro'];

export function readMethod(walk: Walk, node: ASTNode, [name, of, args]: Args<'rcall'>): Typed {
  if (!MACROS.has(name)) return unknownMethod(walk, node, name, of);
  const list = walk.read(of);
  if (isWrong(list)) return WRONG;
  if (list.type.kind !== 'list' && list.type.kind !== 'records') {
    walk.complain('condition-type', of, `\`${walk.quote(of)}\` is ${TYPE_WORDS[list.type.kind]}; \`.${name}(…)\` goes through a list.`, 'Ask it of a list, or of a field of type several_of.');
    return WRONG;
  }
  const words = (list.type.kind === 'list' ? list.type.words : undefined) ?? { of: 'this list', words: [] };
  const [as, test] = args;
  if (args.length !== 2 || as?.op !== 'id' || !test) {
    walk.complain('wrong-arguments', node, `\`.${name}(…)\` needs a name for each of the list, and what is asked of it.`, `Write \`${walk.quote(of)}.${name}(n, ${exampleOf(list.type, words, walk)})\`.`);
    return WRONG;
  }
  if (!mayBeCalled(walk, as, as.args, words)) return WRONG;
  return readTest(walk, node, { macro: name as Macro, list, as: as.args, test });
}

const exampleOf = (type: Type, { words }: Words, { scope }: Walk): string =>
  type.kind === 'records' ? `answered(n.${scope.names.fieldsOfRecords(type.list)[0] ?? '…'})` : `n is ${words[0] ?? '…'}`;

function readTest(walk: Walk, node: ASTNode, { macro, list, as, test }: { macro: Macro; list: Typed; as: string; test: ASTNode }): Typed {
  if (walk.items.size >= MOST_MACROS) {
    walk.complain('condition-too-deep', node, `\`all\`, \`exists\` and \`filter\` stand in one another more than ${MOST_MACROS} deep.`, 'Ask for part of it in a field of its own.');
    return WRONG;
  }
  const words = list.type.kind === 'list' ? list.type.words : undefined;
  const item: Type = list.type.kind === 'records' ? { kind: 'record', list: list.type.list } : words ? { kind: 'word', words } : { kind: 'text' };
  const asked = walk.inside(as, item).yesNo(test);
  if (isWrong(asked)) return WRONG;
  const tree: Condition = { op: 'each', macro, list: list.tree, as, test: asked.tree };
  return macro === 'filter' ? { tree, type: list.type } : yesNo(tree);
}

/** A name that stands for something else already would be read as that, or hide it. */
function mayBeCalled(walk: Walk, at: Range, as: string, words: Words): boolean {
  const { scope, complain } = walk;
  const fix = 'Choose another name, as `n`.';
  if (NOT_YET_NAMES.has(as) || as === 'reason' || plainFact(as, scope) || as === 'alerts') complain('reserved-id', at, `\`${as}\` is a word of the language and cannot be a name here.`, fix);
  else if (walk.items.has(as) || scope.fields.has(as) || scope.names.kindOf(as)) complain('id-taken', at, `\`${as}\` already stands for something else.`, fix);
  else if (words.words.includes(as)) complain('id-taken', at, `\`${as}\` is one of the options of ${words.of}.`, fix);
  else return true;
  return false;
}
