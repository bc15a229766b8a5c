// How the lines of a file should be laid out: each key and entry at the column of its level, one space where one belongs.

import type { CST } from 'yaml';
import { flowText, isNested, spreadFlow } from './flow';
import { withoutQuotes } from './quoting';
import type { Range } from './source';

/** A line of the file in order. */
export interface LaidLine {
  text: string;
  /** It belongs to a text over several lines, of which every line and space may count. */
  isText: boolean;
}

/** Lines of a flow collection that are longer are written out in lines of their own. */
const WIDTH = 100;
const STEP = 2;

interface Edit extends Range {
  text: string;
}

/** Gathers from the tokens of a file what has to change, and gives its lines. */
export class Layout {
  private readonly edits: Edit[] = [];
  /** The column at which a line has to begin, by the offset of the line. */
  private readonly columns = new Map<number, number>();
  private readonly textLines = new Set<number>();
  /** Where the comment behind something begins, by the offset of the line. */
  private readonly comments = new Map<number, number>();

  constructor(private readonly text: string) {}

  add({ start, value, end }: CST.Document): void {
    this.noteComments(start);
    if (value) this.addValue(value, -STEP);
    this.noteComments(end);
  }

  private addValue(token: CST.Token, parent: number, colonEnd?: number): void {
    if ('offset' in token) this.place(token.offset, parent + STEP);
    if (token.type === 'block-map') this.addMap(token, parent + STEP);
    else if (token.type === 'block-seq') this.addList(token, parent + STEP);
    else if (token.type === 'block-scalar') this.addBlockText(token, parent);
    else if (token.type === 'flow-collection') this.addFlow(token, parent, colonEnd);
    else if (token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') this.addScalar(token, parent);
  }

  private addMap({ items }: CST.BlockMap, column: number): void {
    for (const { start, key, sep, value } of items) {
      this.noteComments(start);
      for (const token of start) if (token.type !== 'space' && token.type !== 'newline' && token.type !== 'comment') this.place(token.offset, column);
      const colon = sep?.find((token) => token.type === 'map-value-ind');
      if (key && 'offset' in key) {
        this.place(key.offset, column);
        if (key.type === 'single-quoted-scalar' || key.type === 'double-quoted-scalar') this.unquote(key, true);
        if (colon && 'source' in key && this.between(key.offset + key.source.length, colon.offset).trim() === '') this.replace(key.offset + key.source.length, colon.offset, '');
      } else if (colon) this.place(colon.offset, column);
      this.noteComments(sep);
      if (colon) this.oneSpaceAfter(colon.offset + 1);
      if (value) this.addValue(value, column, colon && colon.offset + 1);
    }
  }

  private addList({ items }: CST.BlockSequence, column: number): void {
    for (const { start, value } of items) {
      this.noteComments(start);
      const dash = start.find((token) => token.type === 'seq-item-ind');
      if (dash) {
        this.place(dash.offset, column);
        this.oneSpaceAfter(dash.offset + 1);
      }
      if (value) this.addValue(value, column);
    }
  }

  private addScalar(token: CST.FlowScalar, parent: number): void {
    this.noteComments(token.end);
    for (const line of this.linesIn(token.offset, token.offset + token.source.length)) {
      this.textLines.add(line);
      this.columns.set(line, parent + STEP);
    }
    if (token.type !== 'scalar') this.unquote(token, false);
  }

  private addBlockText({ props, source }: CST.BlockScalar, parent: number): void {
    this.noteComments(props.filter((token) => 'source' in token));
    const last = props.at(-1);
    if (!last || !('source' in last)) return;
    const start = last.offset + last.source.length;
    const header = props.find((token) => token.type === 'block-scalar-header');
    const isExact = header !== undefined && 'source' in header && /\d/.test(header.source);
    const keepsEnd = header !== undefined && 'source' in header && header.source.includes('+');
    const body = keepsEnd ? source : source.replace(/\n\s*$/, '\n');
    const was = /^ *(?=[^ \n])/m.exec(body)?.[0].length ?? 0;
    for (let at = start; at < start + body.length; at = this.endOf(at) + 1) {
      this.textLines.add(at);
      const own = /^ */.exec(this.between(at, this.endOf(at)))?.[0].length ?? 0;
      // Its own indentation is told by a digit: then the lines stay where they are, and so does everything above them.
      if (!isExact) this.columns.set(at, own === this.endOf(at) - at && own <= was ? 0 : Math.max(0, own - was + parent + STEP));
    }
  }

  private addFlow(token: CST.FlowCollection, parent: number, colonEnd: number | undefined): void {
    const closed = token.end[0];
    this.noteComments(token.end);
    if (!closed) return;
    const range = { start: token.offset, end: closed.offset + closed.source.length };
    for (const line of this.linesIn(range.start, range.end)) this.columns.set(line, parent + STEP);
    const flat = flowText(token);
    if (flat === undefined) return;
    const line = this.startOf(range.start);
    const column = (this.columns.get(line) ?? 0) + this.between(line, range.start).trimStart().length;
    const isLong = column + flat.length > WIDTH || isNested(token);
    if (isLong && !this.comments.has(this.startOf(range.end)) && token.items.length > 0) {
      const spread = spreadFlow(token, parent + STEP);
      if (colonEnd === undefined) this.replace(range.start, range.end, spread.trimStart());
      else if (this.startOf(colonEnd) === line) this.replace(colonEnd, range.end, `\n${spread}`);
    } else this.replace(range.start, range.end, flat);
  }

  private unquote(token: CST.FlowScalar, isKey: boolean): void {
    const better = withoutQuotes(token.source, isKey);
    if (better !== undefined) this.replace(token.offset, token.offset + token.source.length, better);
  }

  /** What begins a line begins it at this column. */
  private place(offset: number, column: number): void {
    const line = this.startOf(offset);
    if (!this.columns.has(line) && this.between(line, offset).trim() === '') this.columns.set(line, column);
  }

  private oneSpaceAfter(offset: number): void {
    const gap = /^[ \t]*/.exec(this.between(offset, this.endOf(offset)))?.[0].length ?? 0;
    const next = this.text[offset + gap];
    if (gap > 0 && next !== undefined && next !== '\n' && next !== '#') this.replace(offset, offset + gap, ' ');
  }

  private noteComments(tokens: readonly CST.Token[] | undefined): void {
    for (const token of tokens ?? []) {
      if (token.type !== 'comment') continue;
      const line = this.startOf(token.offset);
      if (this.between(line, token.offset).trim() !== '') this.comments.set(line, token.offset);
    }
  }

  private replace(start: number, end: number, text: string): void {
    if (this.between(start, end) !== text) this.edits.push({ start, end, text });
  }

  private between(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  private startOf(offset: number): number {
    return offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  private endOf(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end;
  }

  /** The beginnings of the lines that begin inside a range. */
  private linesIn(start: number, end: number): number[] {
    const found: number[] = [];
    for (let at = this.endOf(start) + 1; at < end; at = this.endOf(at) + 1) found.push(at);
    return found;
  }

  /** The lines of the file, laid out. */
  lines(): LaidLine[] {
    const edits = [...this.edits].sort((a, b) => a.start - b.start);
    const found: (LaidLine & { was: number; isComment: boolean })[] = [];
    let next = 0;
    for (let start = 0; start < this.text.length; ) {
      let end = this.endOf(start);
      const own: Edit[] = [];
      for (let edit = edits[next]; edit && edit.start <= end; edit = edits[next]) {
        own.push(edit);
        end = Math.max(end, this.endOf(edit.end));
        next += 1;
      }
      const was = /^[ \t]*/.exec(this.between(start, end))?.[0].length ?? 0;
      const isText = this.textLines.has(start);
      const body = this.edited(start + was, end, own, start);
      const column = this.columns.get(start);
      const [first = '', ...rest] = body.split('\n');
      const text = ' '.repeat(column ?? was) + first;
      found.push({ text: isText && first !== '' ? text : text.trimEnd(), isText, was, isComment: !isText && first.startsWith('#') });
      for (const line of rest) found.push({ text: line, isText: false, was, isComment: false });
      start = end + 1;
    }
    return withComments(found);
  }

  /** A part of a line with its edits; a comment behind keeps its column where it can. */
  private edited(start: number, end: number, edits: readonly Edit[], line: number): string {
    const comment = this.comments.get(line);
    let out = '';
    let at = start;
    for (const edit of edits) {
      out += this.between(at, Math.max(at, edit.start)) + edit.text;
      at = Math.max(at, edit.end);
    }
    if (comment === undefined || comment < at || out.includes('\n')) return out + this.between(at, end);
    const before = (out + this.between(at, comment)).trimEnd();
    const gap = comment - start - this.between(start, comment).trimEnd().length;
    const grown = before.length - this.between(start, comment).trimEnd().length;
    return before + ' '.repeat(gap < 2 ? gap : Math.max(1, gap - grown)) + this.between(comment, end);
  }
}

type Line = LaidLine & { was: number; isComment: boolean };

/** Comments in lines of their own go with the line below that stood at their column, else with the nearest one. */
function withComments(lines: readonly Line[]): LaidLine[] {
  const columnOf = (text: string): number => /^ */.exec(text)?.[0].length ?? 0;
  const below: (Line | undefined)[] = [];
  for (let index = lines.length - 1, last: Line | undefined; index >= 0; index -= 1) {
    below[index] = last;
    if (isContent(lines[index])) last = lines[index];
  }
  let above: Line | undefined;
  return lines.map((line, index) => {
    if (isContent(line)) above = line;
    if (!line.isComment) return line;
    const next = below[index];
    const beside = next?.was === line.was ? next : above?.was === line.was ? above : (next ?? above);
    const column = beside === undefined || line.was === 0 ? 0 : columnOf(beside.text);
    return { ...line, text: ' '.repeat(column) + line.text.trimStart() };
  });
}

const isContent = (line: Line | undefined): boolean => line !== undefined && !line.isComment && !line.isText && line.text !== '';
