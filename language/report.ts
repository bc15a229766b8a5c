// Where the problems of one file are gathered, each put at its line and column.

import type { Broken } from './broken';
import type { Problem, ProblemCode } from './problems';
import { docOf, severityOf } from './problems';
import type { Range, Source } from './source';
import { isOneSlip } from './suggest';

/** So many problems of one file are kept; whoever has more will not read them. */
const MOST = 500;

/** Problems that say all there is to say of their place: what else is found there follows from them. */
const CAUSES: ReadonlySet<ProblemCode> = new Set([
  'hidden-character', 'look-alike', 'tag', 'alias', 'merge-key', 'comma-in-braces', 'double-braces', 'missing-space', 'hash-in-text', 'number-for-text', 'missing-dash', 'yes-or-no',
]);

/** Where the suggestion is a word that is known there: it is certain when it is one slip away, because the nearest known word is suggested only where no other is as near. */
const KNOWN_WORDS: ReadonlySet<ProblemCode> = new Set(['unknown-key', 'unknown-name', 'wrong-value', 'unknown-option', 'unknown-path', 'bad-length']);

/** Collects the problems of one file; nothing is thrown, so that all of them are seen in one go. */
export class Report {
  readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();
  private readonly causes: Range[] = [];

  constructor(
    readonly source: Source,
    /** What could not be read of the file; what may only follow from that is not reported. */
    public broken?: Broken,
  ) {}

  /** Whether something stands in the way of using the file. */
  get hasErrors(): boolean {
    return this.problems.some((problem) => problem.severity === 'error');
  }

  /** Whether as many problems are kept as will be: what costs time to tell need not be told any more. */
  get isFull(): boolean {
    return this.problems.length > MOST;
  }

  /**
   * Adds a problem at a range of the text; the same one a second time is dropped, and so is what follows from another.
   *
   * @param certain whether the suggestion is known to be right, so that it may be put there unasked
   */
  add(code: ProblemCode, range: Range, message: string, fix: string, suggestion?: string, certain?: boolean): void {
    if (this.isFull) return;
    const key = `${code} ${range.start} ${message}`;
    if (this.seen.has(key) || this.follows(code, range, message)) return;
    this.seen.add(key);
    if (this.problems.length === MOST) {
      this.push('too-many-problems', range, `There are more than ${MOST} problems in this file; the rest is not listed.`, 'Mend these first.');
    } else {
      if (CAUSES.has(code)) this.causes.push(range);
      this.push(code, range, message, fix, suggestion, certain ?? this.isCertain(code, range, suggestion));
    }
  }

  private isCertain(code: ProblemCode, range: Range, suggestion: string | undefined): boolean {
    return suggestion !== undefined && KNOWN_WORDS.has(code) && (code === 'bad-length' || /^[\w.-]+$/.test(suggestion)) && isOneSlip(this.source.text.slice(range.start, range.end), suggestion);
  }

  private follows(code: ProblemCode, range: Range, message: string): boolean {
    return this.causes.some((cause) => range.start < cause.end && cause.start < Math.max(range.end, range.start + 1)) || this.broken?.explains(code, range, message) === true;
  }

  private push(code: ProblemCode, range: Range, message: string, fix: string, suggestion?: string, certain = false): void {
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
      ...(certain && { certain: true as const }),
      doc: docOf(code),
    });
  }
}
