// Where the problems of one file are gathered, each put at its line and column.

import type { Problem, ProblemCode } from './problems';
import { docOf, severityOf } from './problems';
import type { Range, Source } from './source';

/** So many problems of one file are kept; whoever has more will not read them. */
const MOST = 500;

/** Collects the problems of one file; nothing is thrown, so that all of them are seen in one go. */
export class Report {
  readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();

  constructor(readonly source: Source) {}

  /** Whether something stands in the way of using the file. */
  get hasErrors(): boolean {
    return this.problems.some((problem) => problem.severity === 'error');
  }

  /** Adds a problem at a range of the text; the same one a second time is dropped. */
  add(code: ProblemCode, range: Range, message: string, fix: string, suggestion?: string): void {
    const key = `${code} ${range.start} ${message}`;
    if (this.problems.length > MOST || this.seen.has(key)) return;
    this.seen.add(key);
    if (this.problems.length === MOST) {
      this.push('too-many-problems', range, `There are more than ${MOST} problems in this file; the rest is not listed.`, 'Mend these first.');
    } else {
      this.push(code, range, message, fix, suggestion);
    }
  }

  private push(code: ProblemCode, range: Range, message: string, fix: string, suggestion?: string): void {
    const from = this.source.position(range.start);
    const to = this.source.position(Math.max(range.start, range.end));
    this.problems.push({
      code,
      severity: severityOf(code),
      file: this.source.path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      message,
      fix,
      ...(suggestion === undefined ? {} : { suggestion }),
      doc: docOf(code),
    });
  }
}
