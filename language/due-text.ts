// A due in one line of text: how long, after or before what, or on which date; with what is wrong at the very words.

import type { Anchor, Due, Start } from '../process/condition';
import type { FieldType } from '../process/process';
import { parseLength } from '../process/length';
import type { Length } from '../process/time';
import { isExact } from '../process/time';
import { anchorMeant, slipIn } from './due-slips';
import { lengthMeant } from './length-words';
import type { Complaints } from './lengths';
import { lengthOf } from './lengths';
import type { NameKind, Names } from './names';
import type { Range } from './source';
import { fixFor, nearest } from './suggest';

/** What a due may be made of where it stands. */
export interface DueRules {
  /** `after`, `before` and `on` something else; a review's interval cannot have them. */
  mayAnchor: boolean;
  mayBeNone: boolean;
  /** Id of the thing the clock belongs to: it cannot wait for its own end. */
  own?: string;
  roll?: 'next_working_day';
}

/** What the reader of a text needs to know of the process, and where it puts problems. */
export interface DueDesk {
  report: Complaints;
  names: Names;
  /** The fields that may be named here, as they may be written. */
  fields: ReadonlyMap<string, FieldType>;
  /** The list of whose records the due is about one. */
  list?: string;
}

/**
 * The due that a text says; problems and nothing where it is wrong. `range` is where the text stands, as `desk.report` counts, and
 * pieces of it are told at their own places inside. `rule` is the path that the due is known by.
 */
export function readDueText(text: string, range: Range, desk: DueDesk, rule = '', rules: DueRules = { mayAnchor: true, mayBeNone: false }): Due | undefined {
  return new DueText(text, range, desk, rule, rules).read();
}

/** A piece of the text with where it begins in it. */
interface Piece {
  text: string;
  at: number;
}

const FORM = /^(?:(on)|(\S.*?)\s+(after|before))\s+(\S.*)$/;

class DueText {
  private readonly roll: { roll?: 'next_working_day' };

  constructor(
    private readonly text: string,
    private readonly range: Range,
    private readonly desk: DueDesk,
    private readonly rule: string,
    private readonly rules: DueRules,
  ) {
    this.roll = rules.roll ? { roll: rules.roll } : {};
  }

  read(): Due | undefined {
    const text = this.text.trim();
    const whole = { text, at: this.text.indexOf(text) };
    if (text === 'none') return this.none(whole);
    const [, on, lengthText, word, of] = FORM.exec(text) ?? [];
    const isForm = on !== undefined || (lengthText !== undefined && (/^\d/.test(lengthText) || lengthMeant(lengthText) !== undefined));
    if (of === undefined || !isForm) return this.plain(whole);
    const piece = { text: of, at: whole.at + text.length - of.length };
    if (!this.rules.mayAnchor) return this.refuse(whole, 'Here the time cannot count from something else.', 'Write the length alone.', lengthText);
    if (on !== undefined) return this.on(piece);
    const count = { text: lengthText ?? '', at: whole.at };
    const length = lengthOf(count.text, this.rangeOf(count), this.desk.report);
    return word === 'before' ? this.before(count, length, piece) : this.after(count, length, piece);
  }

  private none(whole: Piece): Due | undefined {
    return this.rules.mayBeNone ? { form: 'none' } : this.refuse(whole, '`none` is not possible here.', 'Write how long.');
  }

  private plain(whole: Piece): Due | undefined {
    const slip = parseLength(whole.text) ? undefined : slipIn(whole.text, this.desk.fields);
    if (slip) {
      const piece = { text: whole.text.slice(slip.start, slip.end), at: whole.at + slip.start };
      return this.refuse(piece, slip.message, slip.fix, slip.suggestion);
    }
    const length = lengthOf(whole.text, this.rangeOf(whole), this.desk.report);
    return length && { form: 'length', rule: this.rule, length, ...this.rollOf(length) };
  }

  private after(count: Piece, length: Length | undefined, piece: Piece): Due | undefined {
    const after = this.start(piece);
    if (!length || !after || !this.fits(count, length, after)) return undefined;
    return { form: 'length', rule: this.rule, length, after, ...this.rollOf(length) };
  }

  private before(count: Piece, length: Length | undefined, piece: Piece): Due | undefined {
    const of = this.dateOf(piece, 'before');
    if (!length || !of || !this.fits(count, length, of)) return undefined;
    return { form: 'before', rule: this.rule, length, of, ...this.rollOf(length) };
  }

  private on(piece: Piece): Due | undefined {
    const of = this.dateOf(piece, 'on');
    return of && { form: 'on', rule: this.rule, of, ...(this.desk.fields.get('field' in of ? of.field : '') === 'date' ? this.roll : {}) };
  }

  /** Only an end that is the end of a day can roll on to another day. */
  private rollOf(length: Length): { roll?: 'next_working_day' } {
    return isExact(length) ? {} : this.roll;
  }

  /** Hours begin at a time of day, and a date has none. */
  private fits(count: Piece, length: Length, of: Start): boolean {
    if (of.kind !== 'field' || !isExact(length) || this.desk.fields.get(of.field) !== 'date') return true;
    const days = length.unit === 'hour' && length.n % 24 === 0 ? length.n / 24 : undefined;
    const suggestion = days === undefined ? undefined : `${days} day${days === 1 ? '' : 's'}`;
    this.refuse(count, `\`${of.field}\` is a date without a time of day, from which \`${count.text}\` cannot be counted.`, `${suggestion === undefined ? '' : `Did you mean \`${suggestion}\`? `}Count in days, or let the field be of type time.`, suggestion);
    return false;
  }

  private start(piece: Piece): Start | undefined {
    const meant = anchorMeant(piece.text);
    if (meant !== undefined) return this.refuse(piece, `\`${piece.text}\` is not how a beginning is written.`, `Did you mean \`${meant}\`?`, meant);
    const [, list] = /^all of \[(.*)\]$/.exec(piece.text) ?? [];
    if (list !== undefined) return this.all({ text: list, at: piece.at + piece.text.indexOf('[') + 1 });
    if (this.desk.fields.has(piece.text)) return this.dateOf(piece, 'after');
    return this.anchor(piece);
  }

  private all(list: Piece): Start | undefined {
    const of: Anchor[] = [];
    let isWhole = true;
    let at = list.at;
    for (const item of list.text.split(',')) {
      const text = item.trim();
      const piece = { text, at: at + Math.max(0, item.indexOf(text)) };
      const anchor = text === '' ? this.refuse({ text: item, at }, 'A name is missing in this list.', 'Write `all of [first_task, second_task]`.') : this.anchor(piece);
      if (anchor) of.push(anchor);
      else isWhole = false;
      at += item.length + 1;
    }
    return isWhole ? { kind: 'all', of } : undefined;
  }

  /** `start of first X`: a task, a stage or a review with the edge and the time of it that count. */
  private anchor(piece: Piece): Anchor | undefined {
    const [, start, which, id = ''] = /^(start of )?(first |last |planned )?(.*)$/.exec(piece.text.replace(/ +/g, ' ')) ?? [];
    const name = { text: id, at: piece.at + piece.text.length - id.length };
    if (which === 'planned ') return this.notYet(piece);
    const kind = this.anchorKind(name);
    if (!kind) return undefined;
    const edge = start === undefined ? 'end' : 'start';
    if (kind === 'event' && edge === 'start') return this.refuse(piece, `\`${id}\` is an event: it has no start and no end.`, `Write \`after ${id}\`, or \`after first ${id}\`.`, [which?.trim(), id].filter((word) => word !== undefined).join(' '));
    if (id === this.rules.own && edge === 'end') {
      return void this.desk.report.add('after-circle', this.rangeOf(name), `This waits for the end of \`${id}\`, which is what it belongs to.`, 'Count from something that ends before it.');
    }
    return { kind, id, edge, ...(which !== undefined && { which: which.trim() as 'first' | 'last' }) };
  }

  private anchorKind(name: Piece): 'task' | 'stage' | 'review' | 'event' | undefined {
    const { report, names } = this.desk;
    const kind = names.kindOf(name.text);
    if (kind === 'task' || kind === 'stage' || kind === 'review' || kind === 'event') return kind;
    if (names.isOfRecords(name.text)) return this.ofNoRecord(name);
    const known = ANCHORS.flatMap((one) => names.all(one));
    const dates = datesIn(this.desk.fields);
    const suggestion = names.meant(name.text, [...known, ...dates]);
    // Dates come first: of the tasks there are many, and the list is cut.
    const fix = fixFor(suggestion, [...dates, ...known], 'task, stage, review or event');
    if (kind === 'field') return this.refuse(name, `\`${name.text}\` is a field: it neither starts nor ends.`, 'Write the field alone.');
    if (kind) report.add('wrong-name', this.rangeOf(name), `\`${name.text}\` is ${kind === 'alert' ? 'an' : 'a'} ${kind}; time counts from a task, a stage, a review, an event or a date.`, fix, suggestion);
    else report.add('unknown-name', this.rangeOf(name), `There is no task, stage, review or event \`${name.text}\`, and no date of that name.`, fix, suggestion);
    return undefined;
  }

  /** A field with a date or a time. */
  private dateOf(piece: Piece, word: 'after' | 'before' | 'on'): Start | undefined {
    const { report, names, fields } = this.desk;
    const field = piece.text;
    const type = fields.get(field);
    if (type === 'date' || type === 'time') return { kind: 'field', field: names.fullName(field, this.desk.list) };
    const dates = datesIn(fields);
    if (type) return this.refuse(piece, `\`${field}\` is of type ${type}: it says no date.`, fixFor(nearest(field, dates), dates, 'field of type date or time'));
    if (/^planned\s/.test(field)) return this.notYet(piece);
    const kind = names.kindOf(field.replace(/^(?:the )?(?:start|end) of /, ''));
    if (names.isOfRecords(field)) return this.ofNoRecord(piece);
    if (kind) return this.refuse(piece, `\`${word}\` needs a date that is known beforehand; \`${field}\` is ${kind === 'alert' ? 'an' : 'a'} ${kind}.`, fixFor(undefined, dates, 'field of type date or time'));
    const suggestion = names.meant(field, dates);
    report.add('unknown-name', this.rangeOf(piece), `There is no field \`${field}\`.`, fixFor(suggestion, dates, 'field of type date or time'), suggestion);
    return undefined;
  }

  private ofNoRecord(piece: Piece): undefined {
    const [list = ''] = piece.text.split('.');
    this.desk.report.add('wrong-name', this.rangeOf(piece), `\`${piece.text}\` is an answer of each record of \`${list}\`, and it is not said of which.`, `Put it into \`lists.${list}\`, or add \`for_each: ${list}\`: there is one for each record then.`);
  }

  private notYet(piece: Piece): undefined {
    this.desk.report.add('not-yet', this.rangeOf(piece), `Counting from \`${piece.text}\` belongs to the language, but this version does not have it yet.`, 'Count from a task, a stage, a review or a date.');
  }

  private refuse(piece: Piece, message: string, fix: string, suggestion?: string): undefined {
    this.desk.report.add('bad-due', this.rangeOf(piece), message, fix, suggestion);
  }

  private rangeOf(piece: Piece): Range {
    const start = this.range.start + piece.at;
    return { start, end: Math.min(start + piece.text.length, Math.max(start, this.range.end)) };
  }
}

const ANCHORS: NameKind[] = ['task', 'stage', 'review', 'event'];

const datesIn = (fields: ReadonlyMap<string, FieldType>): string[] => [...fields].filter(([, type]) => type === 'date' || type === 'time').map(([id]) => id);
