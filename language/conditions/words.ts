// The words of a condition as operators of CEL: each is replaced by one of the same length, so that every position holds.

/** Operators for the words; `is not` is one operator, whatever stands between its two words. */
const OPERATORS: Record<string, string> = { is: '==', and: '&&', or: '||', not: '!' };

/**
 * A text of the same length in which `is`, `is not`, `and`, `or`, `not` stand as `==`, `!=`, `&&`, `||`, `!`. What is in quotes
 * stays as it is, and so does a word after a dot.
 */
export function wordsToOperators(text: string): string {
  let result = '';
  for (const piece of text.matchAll(/(["'])(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1|$)|\bis(\s+)not\b|[A-Za-z_][A-Za-z0-9_]*|[\s\S]/g)) {
    const [whole] = piece;
    const afterDot = /\.\s*$/.test(result);
    if (piece[2] !== undefined && !afterDot) result += '!='.padEnd(whole.length);
    else result += afterDot || !Object.hasOwn(OPERATORS, whole) ? whole : (OPERATORS[whole] ?? '').padEnd(whole.length);
  }
  return result;
}
