// Reads a file although parts of it are broken: each broken place is noted, left out, and what stands around it is read.

import type { Document, YAMLError } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';
import type { Fault } from './faults';
import { faultOf } from './faults';
import { entryOf, lineAt } from './lines';
import type { Range } from './source';

/** Deeper than any definition needs; the library's composer is recursive, and a stack that overflows in it can end the program. */
export const MAX_DEPTH = 40;
/** So many broken places of a file are looked for, and so many characters read again in all. */
const MOST_FAULTS = 40;
/** A report lists no more of them. */
const MOST_LISTED = 501;
const MOST_READ = 512 * 1024;
/** Stands for what was left out: no file holds it, because Unicode says that it is no character. */
export const HOLE = '\uFDD0';

export interface Recovered {
  /** What could be read; nothing where the file is too deep, or too broken to tell anything. */
  document?: Document.Parsed;
  /** In the order in which they were met; at most one for each broken place. */
  faults: Fault[];
  /** What was left out. */
  holes: Range[];
  /** The first character that is nested too deep. */
  tooDeepAt?: number;
  /** The document with the second `---`. */
  secondAt?: number;
}

/** Reads a text as YAML, again without each part that is broken, until the rest can be read. */
export function recover(text: string): Recovered {
  const faults: Fault[] = [];
  const original = text.replaceAll(HOLE, '\uFFFD');
  let now = original;
  for (;;) {
    const composed = compose(now);
    if (typeof composed === 'number') return { faults, holes: [], tooDeepAt: composed };
    const [document, second] = composed;
    const errors = document ? [...document.errors, ...document.warnings] : [];
    if (!document || errors.length === 0) return { ...(document && { document }), faults, holes: differences(original, now), ...(second && { secondAt: second.range[0] }) };
    const found = faultsOf(now, errors, document);
    for (const fault of found.slice(0, MOST_LISTED)) faults.push(fault);
    const next = leaveOutAll(now, found);
    if (next === now || faults.length >= MOST_FAULTS || faults.length * text.length > MOST_READ) return { faults, holes: [] };
    now = next;
  }
}

/** The documents of a text; or where it is nested too deep. */
function compose(text: string): Document.Parsed[] | number {
  const limit = Error.stackTraceLimit;
  // A file may have an error in each line, and the trace of each costs more than reading it.
  Error.stackTraceLimit = 0;
  try {
    return composeAll(text);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function composeAll(text: string): Document.Parsed[] | number {
  const parser = new Parser();
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) return parser.offset;
  }
  tokens.push(...parser.end());
  // Duplicate keys are looked for elsewhere: the library's own search takes the square of the keys of a map.
  const composer = new Composer({ keepSourceTokens: false, prettyErrors: false, version: '1.2', merge: false, uniqueKeys: false });
  return [...composer.compose(tokens, true, text.length)] as Document.Parsed[];
}

/** The first broken place, because what comes after it in the same pass follows from it; but all lines with tabs at once. */
function faultsOf(text: string, errors: YAMLError[], document: Document.Parsed): Fault[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  const first = errors.reduce((least, error) => (error.pos[0] < least.pos[0] ? error : least));
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : [first]).map((error) => faultOf(text, error, document)).filter(({ hole }) => !seen.has(hole.start) && seen.add(hole.start));
}

/** All of them left out; so many lines with tabs that each would take the square of the file are left out together. */
function leaveOutAll(text: string, faults: readonly Fault[]): string {
  if (faults.length < MOST_FAULTS) return faults.reduce((rest, { hole }) => leaveOut(rest, hole), text);
  const pieces: string[] = [];
  let at = 0;
  for (const { hole } of faults) {
    if (hole.start < at) continue;
    pieces.push(text.slice(at, hole.start), text.slice(hole.start, hole.end).replace(/[^\r\n]/g, ' '));
    at = hole.end;
  }
  return pieces.join('') + text.slice(at);
}

/** The text with a part of it left out, every other character at its old place. A value leaves a mark behind its key. */
function leaveOut(text: string, hole: Range): string {
  const line = lineAt(text, hole.start);
  const entry = entryOf(line);
  const isValue = entry !== undefined && hole.start >= entry.value.start && hole.start < entry.value.end;
  const isLeft = !text.slice(hole.start, hole.end).includes(HOLE);
  const blank = text.slice(hole.start, hole.end).replace(/[^\r\n]/g, ' ');
  if (isValue && isLeft) {
    const mark = HOLE.repeat(Math.max(1, Math.min(line.end, hole.end) - hole.start));
    return text.slice(0, hole.start) + mark + blank.slice(mark.length) + text.slice(hole.end);
  }
  // What was left out before and still disturbs goes with its whole line, or with what it stands in.
  const from = line.start;
  const whole = text.slice(from, Math.max(hole.end, line.end));
  return whole.trim() === '' ? withoutEntryAbove(text, from) : text.slice(0, from) + whole.replace(/[^\r\n]/g, ' ') + text.slice(from + whole.length);
}

/** The nearest line above that is not empty is blanked: nothing else is left to blame. */
function withoutEntryAbove(text: string, from: number): string {
  let line = lineAt(text, Math.max(0, from - 1));
  while (line.start > 0 && line.text.trim() === '') line = lineAt(text, line.start - 1);
  return text.slice(0, line.start) + ' '.repeat(line.text.length) + text.slice(line.end);
}

/** Where two texts of one length differ. */
function differences(before: string, after: string): Range[] {
  if (before === after) return [];
  const found: Range[] = [];
  for (let at = 0; at < before.length; at += 1) {
    if (before[at] === after[at]) continue;
    const last = found.at(-1);
    // Spaces are the same before and after: what was left out on both sides of them is one part.
    if (last && before.slice(last.end, at).trim() === '') last.end = at + 1;
    else found.push({ start: at, end: at + 1 });
  }
  return found;
}
