// The text of a file, and where each line of it begins.

/** Offsets into the text of a file; `end` is the place after the last character. */
export interface Range {
  start: number;
  end: number;
}

/** A text with its lines. */
export class Source {
  private readonly lineStarts: number[] = [0];

  constructor(
    /** Path inside the definitions folder, as problems name it. */
    readonly path: string,
    readonly text: string,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  /** Line and column, both from 1, of an offset; an offset past the end is taken as the end. */
  position(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.lineStarts[low] ?? 0) + 1 };
  }

  /** The offset of a line and column; past the end of the line, its end. */
  offset(line: number, column: number): number {
    const start = this.lineStarts[line - 1] ?? this.text.length;
    return Math.min(start + column - 1, (this.lineStarts[line] ?? this.text.length + 1) - 1);
  }
}
