// What a measurement gives: figures with their units, and bounds that they are held against.

/** A figure held against its bound. */
export interface Bound {
  what: string;
  value: number;
  unit: string;
  /** The value is to be at most, or at least, this. */
  atMost?: number;
  atLeast?: number;
}

/** One line of a table of figures: a name, then a number for each column. */
export interface Row {
  name: string;
  figures: Record<string, number>;
}

export interface Result {
  measure: string;
  rows: Row[];
  bounds: Bound[];
  /** What the reader must know of how it came about. */
  notes?: string[];
}

export const isMet = ({ value, atMost = Infinity, atLeast = -Infinity }: Bound): boolean => value <= atMost && value >= atLeast;

/** Three figures that count, and no more. */
export const short = (value: number): string => (Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3))));

/** The result as a person reads it in a terminal. */
export function print({ measure, rows, bounds, notes = [] }: Result): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const width = (column: string): number => Math.max(10, column.length + 2);
  const first = Math.max(10, ...rows.map((row) => row.name.length + 2));
  const lines = [
    `\n${measure}`,
    ...(rows.length > 0 ? [`  ${''.padEnd(first)}${columns.map((column) => column.padStart(width(column))).join('')}`] : []),
    ...rows.map(({ name, figures }) =>
      `  ${name.padEnd(first)}${columns.map((column) => (column in figures ? short(figures[column] as number) : '').padStart(width(column))).join('')}`),
    ...bounds.map((bound) => `  ${isMet(bound) ? 'met   ' : 'MISSED'}  ${bound.what}: ${short(bound.value)} ${bound.unit} (${boundOf(bound)})`),
    ...notes.map((note) => `  ${note}`),
  ];
  return lines.join('\n');
}

const boundOf = ({ atMost, atLeast }: Bound): string =>
  [...(atMost === undefined ? [] : [`at most ${atMost}`]), ...(atLeast === undefined ? [] : [`at least ${atLeast}`])].join(', ');
