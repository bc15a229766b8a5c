// Reads the codes a source file declares and the codes a documentation page explains.

import ts from 'typescript';

/**
 * The string literals in the declaration `name` of a TypeScript text: of an array `const CODES = ['a', 'b'] as const`, of a
 * union `type Code = 'a' | 'b'`, or the keys of an object `const TEXTS = { a: …, 'b-c': … }`.
 *
 * @throws Error when the text declares no such name, or no code in it
 */
export function declaredCodes(text: string, name: string): string[] {
  const source = ts.createSourceFile('codes.ts', text, ts.ScriptTarget.Latest, true);
  const codes: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      // The key is the code; what it leads to is text.
      if (ts.isStringLiteral(node.name) || ts.isIdentifier(node.name)) codes.push(node.name.text);
      return;
    }
    if (ts.isStringLiteral(node)) codes.push(node.text);
    ts.forEachChild(node, collect);
  };
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) collect(statement.type);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(declared) && declared.text === name && initializer) collect(initializer);
    }
  }
  if (codes.length === 0) throw new Error(`No codes are declared as ${name}.`);
  return codes;
}

/**
 * The codes a Markdown page explains: those that stand alone as a heading (`## code`, with backticks or without) or as the first
 * cell of a table's row (``| `code` | …``), in the order of the page. A code mentioned within a sentence is not explained there.
 */
export function documentedCodes(markdown: string): string[] {
  return [...markdown.matchAll(/^(?:#{2,6}\s+`?([a-z][a-z0-9-]*)`?\s*|\|\s*`([^`]+)`\s*\|.*)$/gm)].map(([, heading, cell]) => heading ?? cell ?? '');
}
