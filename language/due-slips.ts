// What somebody probably meant by a text that is no due: words in another order, other words for `after` and `before`, a date alone.

import { parseLength } from '../process/length';
import type { FieldType } from '../process/process';
import { lengthMeant } from './length-words';

/** What is wrong from `start` to `end` of the text. */
export interface Slip {
  start: number;
  end: number;
  message: string;
  fix: string;
  suggestion?: string;
}

const AFTER = ['after', 'of', 'from', 'since', 'following', 'past', 'post', 'upon', 'starting', 'nach', 'ab', 'seit', 'après', 'depuis', 'بعد', 'من', 'после'];
const BEFORE = ['before', 'prior to', 'ahead of', 'until', 'till', 'to', 'vor', 'avant', 'قبل', 'до'];
const wordFor = (written: string): string | undefined => (AFTER.includes(written.toLowerCase()) ? 'after' : BEFORE.includes(written.toLowerCase()) ? 'before' : undefined);
const WORDS = [...AFTER, ...BEFORE].join('|');
/** A count and one or two words: what may be a length. */
const LENGTH = String.raw`(?:\d+\s*|\p{L}+\s+)\p{L}+(?:[\s-]+\p{L}+)??`;
const pattern = (source: string): RegExp => new RegExp(source, 'iu');

const NONE = /^(?:none|never|nothing|no|null|n\/a|-)$/i;
const LEADING = pattern(String.raw`^(${WORDS})\s+(${LENGTH})$`);
const LEADING_WITH_ANCHOR = pattern(String.raw`^(${WORDS})\s+(\S+)\s+(${LENGTH})$`);
const FILLERS = 'in|within|by|for|every|each|max(?:imum)?|up to|at most|no later than|not later than|binnen|innerhalb von|dans|sous';
const FILLED = pattern(String.raw`^(?:${FILLERS})\s+(${LENGTH})$`);
/** `within 15 working days after screening`: a law's words, of which the first is one too many. */
const FILLED_WITH_ANCHOR = pattern(String.raw`^(?:${FILLERS})\s+(${LENGTH})(?=\s+(?:after|before)\s)`);
const FROM_NOW = pattern(String.raw`^(${LENGTH})\s+(?:from now|later|at most|max(?:imum)?)$`);
const OTHER_WORD = pattern(String.raw`^(${LENGTH})\s+(${WORDS})\s+(\S.*)$`);
const SUM = pattern(String.raw`^(\S+)\s*([+-])\s*(${LENGTH})$`);
const TRAILING = pattern(String.raw`^(\S+)\s+(${LENGTH})\s+(${WORDS})$`);
const ON = /^(?:on|by|until|till|at|am|le|bis)\s+(\S+)$/iu;

/** The slip in a text that is neither a length nor one of the forms; nothing where it is none that is known. */
export function slipIn(text: string, fields: ReadonlyMap<string, FieldType>): Slip | undefined {
  const whole = (message: string, fix: string, suggestion?: string): Slip => ({ start: 0, end: text.length, message, fix, ...(suggestion !== undefined && { suggestion }) });
  const meant = (suggestion: string, message = `\`${text}\` is not how a due is written.`): Slip => whole(message, `Did you mean \`${suggestion}\`?`, suggestion);
  if (NONE.test(text)) return meant('none');
  const isDate = (id: string): boolean => ['date', 'time'].includes(fields.get(id) ?? '');
  if (isDate(text)) return meant(`on ${text}`);
  const [, on] = ON.exec(text) ?? [];
  if (on !== undefined && isDate(on)) return meant(`on ${on}`);
  if (/^(?:on\s+)?\d{4}-\d\d-\d\d$/.test(text)) return whole('A due is no fixed day: the same process serves many cases.', 'Let a field of type date hold the day, and write `on` and its id.');
  if (/^(?:at once|immediately|asap|now|today|sofort|immédiatement|فوراً|فورا)$/i.test(text)) return whole(`\`${text}\` says no time.`, 'Write the shortest time that can be kept: `1 hour`.');
  return wordSlip(text, meant) ?? orderSlip(text, whole, meant);
}

/** A word that stands for `after`, `before`, or for nothing. */
function wordSlip(text: string, meant: (suggestion: string) => Slip): Slip | undefined {
  const alone = FILLED.exec(text)?.[1] ?? FROM_NOW.exec(text)?.[1];
  const length = alone === undefined ? undefined : lengthMeant(alone);
  if (length !== undefined) return meant(length);
  const [filled = '', inside = ''] = FILLED_WITH_ANCHOR.exec(text) ?? [];
  const counted = lengthMeant(inside);
  if (counted !== undefined) return { start: 0, end: filled.length, message: `\`${filled}\` is not how a due is written.`, fix: `Did you mean \`${counted}\`?`, suggestion: counted };
  const [, count, written, rest] = OTHER_WORD.exec(text) ?? [];
  const word = wordFor(written ?? '');
  const right = lengthMeant(count ?? '');
  if (count === undefined || written === undefined || rest === undefined || word === undefined || right === undefined) return undefined;
  const end = text.length - rest.length - (/\s+$/.exec(text.slice(0, text.length - rest.length))?.[0].length ?? 0);
  // A count that is wrong itself is put right with the word, so that one suggestion does for both.
  const [start, suggestion] = parseLength(count) ? [end - written.length, word] : [0, `${right} ${word}`];
  return { start, end, message: `\`${written}\` is not a word of a due.`, fix: `Did you mean \`${suggestion}\`?`, suggestion };
}

/** The right words in another order. */
function orderSlip(text: string, whole: (message: string, fix: string) => Slip, meant: (suggestion: string, message?: string) => Slip): Slip | undefined {
  const [, , alone = ''] = LEADING.exec(text) ?? [];
  const length = lengthMeant(alone);
  if (length !== undefined) return meant(length, 'A due begins with how long: `3 days`, `3 days after screening`.');
  const [, before = '', anchor = '', count = ''] = LEADING_WITH_ANCHOR.exec(text) ?? [];
  const [, anchor2 = '', count2 = '', after2 = ''] = TRAILING.exec(text) ?? [];
  const [, anchor3 = '', sign = '', count3 = ''] = SUM.exec(text) ?? [];
  const found = [[count, wordFor(before), anchor], [count2, wordFor(after2), anchor2], [count3, sign === '-' ? 'before' : 'after', anchor3]] as const;
  for (const [written, word, of] of found) {
    const right = written === '' ? undefined : lengthMeant(written);
    if (right !== undefined && word !== undefined) return meant(`${right} ${word} ${of}`, 'A due begins with how long.');
  }
  if (/^(?:after|before)\s+\S+$/i.test(text)) return whole('A due says how long, too.', `Write \`… days ${text}\`.`);
  return undefined;
}

const EDGES: Record<string, string> = { 'start of': 'start of', start: 'start of', 'beginning of': 'start of', 'opening of': 'start of', 'end of': '', end: '', 'completion of': '', closing: '', 'closing of': '' };
const WHICH: Record<string, string> = { first: 'first', earliest: 'first', last: 'last', latest: 'last', previous: 'last', 'most recent': 'last', planned: 'planned' };
const keys = (words: Record<string, string>): string => Object.keys(words).sort((a, b) => b.length - a.length).join('|');
const ANCHOR = new RegExp(String.raw`^(?:the )?(?:(${keys(WHICH)}) )?(?:the )?(?:(${keys(EDGES)}) )?(?:the )?(?:(${keys(WHICH)}) )?([a-z0-9_]+)$`, 'i');

/** The way in which the language writes a beginning that is written otherwise: `end of screening`, `the first visit`, `a and b`. */
export function anchorMeant(written: string): string | undefined {
  const text = written.replace(/\s+/g, ' ');
  const [, list] = /^(?:(?:all|both) (?:of )?)?\[?([^[\]]*)\]?$/.exec(text) ?? [];
  const ids = (list ?? '').split(/, ?| and | & | \+ /).map((id) => id.trim());
  const isList = ids.length > 1 || /^all of /.test(text);
  if (isList && ids.every((id) => /^(?:start of )?(?:first |last )?[a-z0-9_]+$/.test(id))) {
    const meant = `all of [${ids.join(', ')}]`;
    return /^all of \[.*\]$/.test(text) ? undefined : meant;
  }
  const [, before, edge, after, id] = ANCHOR.exec(text) ?? [];
  if (id === undefined) return undefined;
  const which = WHICH[(before ?? after ?? '').toLowerCase()];
  const meant = [EDGES[(edge ?? '').toLowerCase()], which, id].filter((word) => word !== undefined && word !== '').join(' ');
  return meant === text ? undefined : meant;
}
