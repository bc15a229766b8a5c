// Rows of text in columns.

/** Lines with their cells one below the other; the last column is not padded, and no line ends in blanks. */
export function table(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd());
}

/** An instant short enough for a column: `2026-03-26 07:00Z`. */
export const shortInstant = (at: string | null | undefined): string => (at ? `${at.slice(0, 16).replace('T', ' ')}Z` : '–');
