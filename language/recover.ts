// Reads a file although parts of it are broken: each broken place is noted, left out, and what stands around it is read.

import type { Document, ParsedNode, YAMLError, YAMLMap } from 'yaml';
import { Composer, isMap, isScalar, Lexer, Parser } from 'yaml';
import type { Fault } from './faults';
import { faultOf } from './faults';
import { endOfBlock, entryOf, indentOf, isBlank, lineAt } from './lines';
import type { Range } from './source';

/** Deeper than any definition needs; the library's composer is recursive, and a stack that overflows in it can end the program. */
export const MAX_DEPTH = 40;
/** So many broken places of a file are looked for, and so many characters read again in all. */
const MOST_FAULTS = 40;
const MOST_READ = 512 * 1024;
/** A report lists no more of them. */
const MOST_LISTED = 501;
/** Stands for what was left out: no file holds it, because Unicode says that it is no character. */
export const HOLE = '\uFDD0';

export interface Recovered {
  /** What could be read; nothing where the file is too deep, or nothing is left of it. */
  contents?: ParsedNode;
  /** In the order in which they were met; at most one for each broken place. */
  faults: Fault[];
  /** What was left out. */
  holes: Range[];
  /** The first character that is nested too deep. */
  tooDeepAt?: number;
  /** Where a second document begins. */
  secondAt?: number;
}

/**
 * Reads a text as YAML, again without each part that is broken, until the rest can be read. Each top-level part is read by itself:
 * no text and no bracket reaches across the next key that stands at the beginning of a line.
 */
export function recover(text: string): Recovered {
  const original = text.replaceAll(HOLE, '\uFFFD');
  const reading = new Reading(original);
  const contents: ParsedNode[] = [];
  for (const part of partsOf(original)) {
    const [document, second] = reading.read(part) ?? [];
    if (reading.tooDeepAt !== undefined) return { faults: reading.faults, holes: [], tooDeepAt: reading.tooDeepAt };
    if (second) return { faults: reading.faults, holes: [], secondAt: second.range[0] };
    if (document?.contents && !isNothing(document.contents)) contents.push(document.contents);
  }
  const joined = join(contents);
  return { ...(joined && { contents: joined }), faults: reading.faults, holes: differences(original, reading.text) };
}

const isNothing = (node: ParsedNode): boolean => isScalar(node) && (node.value === null || (typeof node.value === 'string' && node.value.includes(HOLE)));

/** The top-level parts: each begins with a key at the beginning of a line. One part where the text has other documents or none. */
function partsOf(text: string): Range[] {
  if (/^(?:---|\.\.\.|%)/m.test(text)) return [{ start: 0, end: text.length }];
  const starts = [...text.matchAll(/^[A-Za-z_][^\n:]*:(?=\s|$)/gm)].map(({ index }) => index);
  const [first, ...others] = starts.length > MOST_PARTS ? [] : starts;
  const begin = first === undefined || text.slice(0, first).split('\n').some((line) => /^\s*[^\s#]/.test(line)) ? undefined : [0, ...others];
  return begin ? begin.map((start, index) => ({ start, end: begin[index + 1] ?? text.length })) : [{ start: 0, end: text.length }];
}

/** A file of more parts is a flat one, which is read faster as a whole. */
const MOST_PARTS = 60;

/** The parts as one map. Where one of them is something else, that is all that is given: the shape says that it is wrong. */
function join(contents: readonly ParsedNode[]): ParsedNode | undefined {
  const [first, ...others] = contents;
  const other = contents.find((node) => !isMap(node));
  if (!first || other) return other ?? first;
  const map = first as YAMLMap.Parsed;
  for (const node of others) for (const item of (node as YAMLMap.Parsed).items) map.items.push(item);
  const last = others.at(-1) ?? first;
  map.range = [map.range[0], last.range[1], last.range[2]];
  return map;
}

/** A text that is read part by part, with what had to be left out so far. */
class Reading {
  readonly faults: Fault[] = [];
  tooDeepAt: number | undefined;
  private readAgain = 0;
  /** Lines that have been told of, by their offsets. */
  private readonly blamed = new Set<number>();

  constructor(private readonly original: string) {
    this.text = original;
  }

  text: string;

  /** The documents of a part, which is one as a rule; nothing where too much of it is broken. */
  read(part: Range): Document.Parsed[] | undefined {
    for (;;) {
      const documents = compose(this.text.slice(part.start, part.end), part.start);
      if (typeof documents === 'number') {
        this.tooDeepAt = documents;
        return undefined;
      }
      const [document] = documents;
      const errors = document ? [...document.errors, ...document.warnings] : [];
      if (!document || errors.length === 0) return documents;
      const before = this.text;
      const isEnough = this.faults.length >= MOST_FAULTS || this.readAgain > MOST_READ;
      if (!isEnough) this.note(faultsOf(before, errors, document), part);
      if (isEnough || this.text === before) {
        this.giveUp(part, isEnough);
        return undefined;
      }
      this.readAgain += part.end - part.start;
    }
  }

  /** Notes what is broken and leaves it out. Where it was left out before, the first place to be blamed was not all of it: then what it stands in goes too, and nothing more is said of it. */
  private note(found: readonly Fault[], part: Range): void {
    const isNew = (fault: Fault): boolean => !this.blamed.has(lineAt(this.text, fault.range.start).start);
    const fresh = found.filter(isNew);
    if (fresh.length === 0) {
      this.text = withoutBlockAround(this.text, this.original, found[0]?.hole.start ?? part.start, part);
      return;
    }
    for (const fault of fresh.slice(0, MOST_LISTED)) {
      this.faults.push(fault);
      this.blamed.add(lineAt(this.text, fault.range.start).start);
    }
    this.text = leaveOutAll(this.text, fresh, part);
  }

  private giveUp({ start, end }: Range, isEnough: boolean): void {
    const isTold = this.faults.some(({ range }) => range.start >= start && range.start < end);
    if ((isEnough || !isTold) && this.faults.at(-1)?.code !== 'too-many-problems') {
      const range = { start, end: Math.min(end, lineAt(this.text, start).end) };
      this.faults.push({ code: 'too-many-problems', range, message: 'So much is broken in this file that from here on not all of it is listed.', fix: 'Mend the others first.', hole: { start, end } });
    }
    this.text = blanked(this.text, { start, end });
  }
}

/** The documents of a text that begins at an offset; or where it is nested too deep. */
function compose(text: string, offset: number): Document.Parsed[] | number {
  const limit = Error.stackTraceLimit;
  // A file may have an error in each line, and the trace of each costs more than reading it.
  Error.stackTraceLimit = 0;
  try {
    return composeAll(text, offset);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function composeAll(text: string, offset: number): Document.Parsed[] | number {
  const parser = new Parser();
  parser.offset = offset;
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) return parser.offset;
  }
  tokens.push(...parser.end());
  // Duplicate keys are looked for elsewhere: the library's own search takes the square of the keys of a map.
  const composer = new Composer({ keepSourceTokens: false, prettyErrors: false, version: '1.2', merge: false, uniqueKeys: false });
  return [...composer.compose(tokens, true, offset + text.length)] as Document.Parsed[];
}

/** The first broken place, because what comes after it in the same pass follows from it; but all lines with tabs at once. */
function faultsOf(text: string, errors: YAMLError[], document: Document.Parsed): Fault[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  const first = errors.reduce((least, error) => (error.pos[0] < least.pos[0] ? error : least));
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : [first]).map((error) => faultOf(text, error, document)).filter(({ hole }) => !seen.has(hole.start) && seen.add(hole.start));
}

/** All of them left out; so many lines with tabs that each would take the square of the file are left out together. */
function leaveOutAll(text: string, faults: readonly Fault[], part: Range): string {
  const holes = faults.map(({ hole }) => ({ start: Math.max(part.start, hole.start), end: Math.min(part.end, hole.end) }));
  if (holes.length < MOST_FAULTS) return holes.reduce((rest, hole) => leaveOut(rest, hole, part), text);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of holes) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The text with a piece of it left out, every other character at its old place. A value leaves a mark behind its key. */
function leaveOut(text: string, hole: Range, part: Range): string {
  const line = lineAt(text, hole.start);
  const entry = entryOf(line);
  const isValue = entry !== undefined && hole.start >= entry.value.start && hole.start < entry.value.end;
  const isLeft = !text.slice(hole.start, hole.end).includes(HOLE);
  if (isValue && isLeft) {
    const mark = HOLE.repeat(Math.max(1, Math.min(line.end, hole.end) - hole.start));
    return text.slice(0, hole.start) + mark + blanked(text, hole).slice(hole.start + mark.length, hole.end) + text.slice(hole.end);
  }
  // What was left out before and still disturbs goes with its whole line, or with what it stands in.
  const whole = { start: Math.max(part.start, line.start), end: Math.min(part.end, Math.max(hole.end, line.end)) };
  if (text.slice(whole.start, whole.end).trim() !== '') return blanked(text, whole);
  return withoutBlockAround(text, text, line.start, part);
}

/** The text without the entry that a line stands in, with all that is below it: the nearest one above that is indented less. The whole part where that is not enough. */
function withoutBlockAround(text: string, original: string, offset: number, part: Range): string {
  const line = lineAt(original, offset);
  let above = line;
  while (above.start > part.start && (isBlank(above) || indentOf(above) >= indentOf(line) || above.start === line.start)) above = lineAt(original, above.start - 1);
  const block = { start: Math.max(part.start, above.start), end: Math.min(part.end, Math.max(line.end, endOfBlock(original, above, indentOf(above)))) };
  return blanked(text, text.slice(block.start, block.end).trim() === '' ? part : block);
}

const blanked = (text: string, { start, end }: Range): string => text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);

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
