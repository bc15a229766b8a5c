// Texts in the quotes of YAML: how a text is written so that it is read as exactly that text.

/** The text in quotes: single ones, or double where it holds what only an escape can write. */
export function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what single quotes cannot hold
  return /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/.test(text) ? JSON.stringify(text) : `'${text.replace(/'/g, "''")}'`;
}
