// What is wrong where YAML cannot be read: the library's error as the trap that somebody fell into, with its fix and what to leave out to read on.

import type { Document, YAMLError } from 'yaml';
import type { Line } from './lines';
import { columnOf, endOfBlock, entryOf, indentOf, isBlank, lineAt, lineBelow } from './lines';
import type { ProblemCode } from './problems';
import { closing, openQuoteOf, unclosedBefore } from './openings';
import { quoted } from './quoting';
import type { Range } from './source';

/** One broken place of a file. */
export interface Fault {
  code: ProblemCode;
  range: Range;
  message: string;
  fix: string;
  suggestion?: string;
  /** Whether the suggestion is known to be right. */
  certain?: boolean;
  /** What has to be left out for the rest to be read. A value is left out behind its key; else whole lines are. */
  hole: Range;
}

type Words = Omit<Fault, 'hole'>;

/** Looks at the place of an error: the first test that knows what is wrong there says so. */
export function faultOf(text: string, error: YAMLError, document: Document.Parsed): Fault {
  const line = lineAt(text, error.pos[0]);
  for (const look of LOOKS) {
    const fault = look(text, line, error, document);
    if (fault) return fault;
  }
  const start = Math.max(error.pos[0], line.start);
  const range = { start, end: Math.max(start + 1, Math.min(error.pos[1], line.end)) };
  const { code, message, fix } = BY_CODE[error.code] ?? { code: 'yaml-syntax', message: `This is not valid YAML: ${error.message}.`, fix: 'Put texts in quotes and check the indentation.' };
  return { code, range, message, fix, hole: holeOf(text, line) };
}

type Look = (text: string, line: Line, error: YAMLError, document: Document.Parsed) => Fault | undefined;

const BY_CODE: Partial<Record<YAMLError['code'], { code: ProblemCode; message: string; fix: string }>> = {
  TAG_RESOLVE_FAILED: { code: 'tag', message: '`!` at the start of a value is read as a YAML tag, not as text.', fix: 'Put the text in quotes; for a condition write `not`.' },
  BAD_ALIAS: { code: 'alias', message: '`*` or `&` at the start of a value is read as an alias or anchor.', fix: 'Put the text in quotes.' },
  RESOURCE_EXHAUSTION: { code: 'too-deep', message: 'This is nested too deep to be read.', fix: 'Look for brackets that are not closed.' },
  BLOCK_AS_IMPLICIT_KEY: { code: 'bad-indentation', message: 'A new key begins where none can stand.', fix: 'Check the indentation of this line and of the next ones.' },
  UNEXPECTED_TOKEN: { code: 'yaml-syntax', message: 'Something stands here that does not belong to the value before it.', fix: 'Put the whole text in quotes, or take this out.' },
};

/** The value of a line with a key, and what is indented below it; else the whole line with what is below it. */
function holeOf(text: string, line: Line): Range {
  const entry = entryOf(line);
  const column = columnOf(line);
  const end = endOfBlock(text, line, column);
  return { start: entry && entry.value.end > entry.value.start ? entry.value.start : line.start, end };
}

/** The line without its indentation. */
const wordsOf = (line: Line): Range => ({ start: line.start + indentOf(line), end: Math.max(line.end, line.start + indentOf(line) + 1) });

const onValue = (text: string, line: Line, words: Words): Fault => ({ ...words, hole: holeOf(text, line) });

const LOOKS: Look[] = [
  function tab(text, line, error) {
    if (error.code !== 'TAB_AS_INDENT') return undefined;
    const [space = ''] = /^\s*/.exec(line.text) ?? [];
    const at = Math.max(0, space.indexOf('\t'));
    const range = { start: line.start + at, end: line.start + Math.max(space.length, at + 1) };
    const message = 'A line is indented with a tab.';
    return { code: 'tab', range, message, fix: 'Indent with spaces, two for each level.', suggestion: space.slice(at).replace(/\t/g, '  '), certain: true, hole: { start: line.start, end: line.end } };
  },

  function openQuote(text, _line, error, document) {
    const found = openQuoteOf(text, document, error);
    return found && onValue(text, lineAt(text, found.start), { code: 'unclosed-quote', range: { start: found.start, end: found.start + 1 }, message: 'This quote is not closed in its line.', fix: 'Close it with the same quote.', ...closing(text, found) });
  },

  function openBracket(text, line, error) {
    if (!/\bFlow\b|flow/.test(error.message) && !['BAD_INDENT', 'MISSING_CHAR', 'UNEXPECTED_TOKEN'].includes(error.code)) return undefined;
    const at = unclosedBefore(text, line, error.pos[0]);
    if (at === undefined) return undefined;
    const bracket = text[at] as '[' | '{';
    const opened = lineAt(text, at);
    const words: Words = { code: 'unclosed-bracket', range: { start: at, end: at + 1 }, message: `\`${bracket}\` is opened here and not closed.`, fix: `Close it with \`${bracket === '[' ? ']' : '}'}\`.` };
    return { ...words, hole: { start: at, end: Math.max(opened.end, opened.start === line.start ? 0 : lineAt(text, line.start - 1).end) } };
  },

  function conflict(text, line) {
    const [mark] = /^(?:<{7}|={7}|>{7})(?= |$)/.exec(line.text) ?? [];
    if (mark === undefined) return undefined;
    let last = line;
    for (let below = lineBelow(text, line); mark.startsWith('<') && below; below = lineBelow(text, below)) {
      if (!below.text.startsWith('>>>>>>>')) continue;
      last = below;
      break;
    }
    return { code: 'yaml-syntax', range: wordsOf(line), message: 'Two versions of the file were not brought together here: what stands up to `>>>>>>>` is there twice.', fix: 'Keep one of the two parts, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`.', hole: { start: line.start, end: last.end } };
  },

  function star(text, line) {
    const [, lead = '', rest = ''] = /^( *)\* +(\S.*)$/.exec(line.text) ?? [];
    if (rest === '') return undefined;
    const start = line.start + lead.length;
    return { code: 'missing-dash', range: { start, end: line.start + line.text.trimEnd().length }, message: 'An entry of a list does not begin with `*`.', fix: 'Write `- entry`.', suggestion: `- ${rest.trimEnd()}`, certain: true, hole: { start: line.start, end: endOfBlock(text, line, lead.length) } };
  },

  function missingSpace(text, line) {
    const [, lead = '', key = '', value = ''] = /^( *(?:- +)*)([A-Za-z_][\w.-]*):(?=[^\s:])(.*)$/.exec(line.text) ?? [];
    if (key === '' || entryOf(line)) return undefined;
    const start = line.start + lead.length;
    const trimmed = value.trimEnd();
    return {
      code: 'missing-space', range: { start, end: start + key.length + 1 + trimmed.length }, message: 'The space after the `:` is missing, so that this is no key.', fix: 'Write `key: value`.',
      suggestion: `${key}: ${trimmed}`, certain: true, hole: { start: line.start, end: endOfBlock(text, line, columnOf(line)) },
    };
  },

  function missingSpaceAfterDash(text, line) {
    const [, lead = '', rest = ''] = /^( *)-([^\s-].*)$/.exec(line.text) ?? [];
    if (rest === '') return undefined;
    const start = line.start + lead.length;
    const trimmed = rest.trimEnd();
    return {
      code: 'missing-space', range: { start, end: start + 1 + trimmed.length }, message: 'The space after the `-` is missing, so that this is no entry of a list.', fix: 'Write `- entry`.',
      suggestion: `- ${trimmed}`, certain: true, hole: { start: line.start, end: endOfBlock(text, line, lead.length) },
    };
  },

  function listInLine(text, line) {
    const entry = entryOf(line);
    if (!entry || !/^- /.test(text.slice(entry.value.start, entry.value.end))) return undefined;
    return onValue(text, line, { code: 'list-in-line', range: entry.value, message: 'An entry of a list begins in the line of its key.', fix: 'Write each entry in a line of its own below the key, as `- entry`; or all in one line, as `[one, two]`.' });
  },

  function doubleBraces(text, line) {
    const entry = entryOf(line);
    if (!entry || !/\{\{/.test(text.slice(entry.value.start, entry.value.end))) return undefined;
    return onValue(text, line, { ...DOUBLE_BRACES, range: entry.value, ...asQuoted(text, entry.value) });
  },

  function textAfterQuote(text, line, error) {
    const entry = entryOf(line);
    if (!entry || error.code !== 'UNEXPECTED_TOKEN' || !/^["']/.test(text.slice(entry.value.start, entry.value.end))) return undefined;
    return onValue(text, line, { code: 'text-after-quote', range: { start: Math.max(entry.value.start, Math.min(error.pos[0], line.end - 1)), end: entry.value.end }, message: 'The quotes end here, and the text goes on.', fix: `Put quotes round the whole text; a quote inside single quotes is written twice: \`${mended(text.slice(entry.value.start, entry.value.end))}\`.` });
  },

  function badEscape(text, line, error) {
    if (error.code !== 'BAD_DQ_ESCAPE') return undefined;
    const range = { start: error.pos[0], end: Math.max(error.pos[0] + 2, error.pos[1]) };
    return onValue(text, line, { code: 'bad-escape', range, message: 'In double quotes a backslash begins an escape, and this is none.', fix: "Use single quotes ('…'), or write two backslashes.", suggestion: `\\${text.slice(range.start, range.end)}`, certain: true });
  },

  function blockHeader(text, line, error) {
    const entry = entryOf(line);
    const value = entry && text.slice(entry.value.start, entry.value.end);
    if (!entry || error.code !== 'UNEXPECTED_TOKEN' || !/^[|>]/.test(value ?? '')) return undefined;
    return onValue(text, line, { code: 'reserved-character', range: entry.value, message: `\`${value?.[0] ?? ''}\` at the start of a value says that a text follows in the lines below.`, fix: 'Begin the text in the next line, or put it in quotes.', ...asQuoted(text, entry.value) });
  },

  function reservedCharacter(text, line, error) {
    if (error.code !== 'BAD_SCALAR_START') return undefined;
    const entry = entryOf(line);
    const inValue = entry && error.pos[0] === entry.value.start;
    const range = inValue ? entry.value : { start: error.pos[0], end: error.pos[0] + 1 };
    return onValue(text, line, { code: 'reserved-character', range, message: `A text cannot begin with \`${text[error.pos[0]] ?? ''}\`.`, fix: 'Put the text in quotes.', ...(inValue && asQuoted(text, range)) });
  },

  function textInBraces(text, line, error) {
    const before = line.text.slice(0, error.pos[0] - line.start);
    if (error.code !== 'UNEXPECTED_TOKEN' || !/(?:^|[:-] )\{ ?.*:/.test(before)) return undefined;
    return onValue(text, line, { code: 'comma-in-braces', range: { start: error.pos[0], end: Math.max(error.pos[0] + 1, Math.min(error.pos[1], line.end)) }, message: 'Inside { } a bracket or comma ends the text before it.', fix: 'Write it in lines of their own instead of braces, or put the text in quotes.' });
  },

  function bracketTooMany(text, line, error) {
    if (!/flow-(seq|map)-end/.test(error.message)) return undefined;
    return onValue(text, line, { code: 'yaml-syntax', range: { start: error.pos[0], end: error.pos[0] + 1 }, message: `\`${text[error.pos[0]] ?? ''}\` closes nothing that is open.`, fix: 'Take it out, or put the whole text in quotes.' });
  },

  function colonInText(text, line, error) {
    const entry = entryOf(line);
    const value = entry ? text.slice(entry.value.start, entry.value.end) : '';
    if (!entry || !/\S:(?:\s|$)/.test(value) || !['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR', 'UNEXPECTED_TOKEN'].includes(error.code)) return undefined;
    const range = entry.value;
    const isText = /^[^:]*[\s\p{Lu}\p{Lo}]/u.test(value);
    return onValue(text, line, { code: 'colon-in-text', range, message: 'A `:` followed by a space inside a text begins a new key; or two lines have become one.', fix: 'Put the text in quotes, or each key in a line of its own.', ...(isText && asQuoted(text, range)) });
  },

  function listAmongKeys(text, line, error) {
    if (!/^ *- /.test(line.text) || !/block sequence/i.test(error.message)) return undefined;
    return { code: 'list-among-keys', range: wordsOf(line), message: 'An entry of a list stands among keys.', fix: 'Take the `-` away, or indent the line below the key that it is an entry of.', hole: siblings(text, line) };
  },

  function indentation(text, line, error) {
    const deeper = error.code === 'BLOCK_AS_IMPLICIT_KEY' ? nextWritten(text, line) : undefined;
    if (deeper && indentOf(deeper) > columnOf(line)) {
      return { code: 'bad-indentation', range: wordsOf(deeper), message: 'This line is indented deeper than the one above it, which has a value already.', fix: 'Bring it in line with its neighbours, two spaces for each level.', hole: siblings(text, deeper) };
    }
    if (error.code !== 'BAD_INDENT') return undefined;
    const at = isBlank(line) ? (nextWritten(text, line) ?? line) : line;
    return { code: 'bad-indentation', range: wordsOf(at), message: 'The indentation does not fit: this line belongs to nothing above it.', fix: 'Bring it in line with its neighbours, two spaces for each level; an entry of a list begins with `- `.', hole: siblings(text, at) };
  },

  function missingColon(text, line, error) {
    if (error.code !== 'MULTILINE_IMPLICIT_KEY' && error.code !== 'MISSING_CHAR') return undefined;
    const range = wordsOf(line);
    const wide = line.text.indexOf('：');
    const [, key = '', rest = ''] = /^([a-z][a-z0-9_]*)\s*：\s*(.*)$/.exec(text.slice(range.start, range.end).trimEnd()) ?? [];
    const words: Words = wide < 0
      ? { code: 'missing-colon', range, message: 'Here a `:` is missing, with a space after it.', fix: 'Write `key: value`.', ...colonMeant(text, line, range) }
      : { code: 'missing-colon', range, message: '`：` is not the colon of YAML, though it looks like it.', fix: 'Write `key: value` with an ordinary colon and a space.', ...(key !== '' && { suggestion: `${key}: ${rest}`.trimEnd(), certain: true }) };
    return { ...words, hole: { start: line.start, end: endOfBlock(text, line, columnOf(line)) } };
  },
];

/** `due = 3 days`, `tasks` above what belongs to it, a comment after `//`, a space after the colon that is none. */
function colonMeant(text: string, line: Line, range: Range): { suggestion?: string; certain?: true } {
  const written = text.slice(range.start, range.end).trimEnd();
  const [, comment] = /^\/\/\s*(.*)$/.exec(written) ?? [];
  if (comment !== undefined) return { suggestion: `# ${comment}`, certain: true };
  const [, lead = '', key = '', mark = '', value = ''] = /^((?:- +)*)([a-z][\w.]*)(\s*=\s*|:[\u00A0\u2000-\u200A\u202F\u3000]+|\s+|$)(.*)$/.exec(written) ?? [];
  if (key === '') return {};
  if (value !== '') return { suggestion: `${lead}${key}: ${value}`, ...(mark.trim() !== '' && { certain: true }) };
  const below = nextWritten(text, line);
  return below && indentOf(below) > indentOf(line) && mark === '' ? { suggestion: `${lead}${key}:`, certain: true } : {};
}

/** What is said of `{{ }}`, which stands for a value in other programs and for a group inside a group in YAML. */
export const DOUBLE_BRACES = { code: 'double-braces', message: '`{{ }}` is read as a group inside a group, not as text.', fix: 'Put the text in quotes; definitions have no placeholders.' } as const;

/** The text of a range in quotes, as a suggestion that is known to be right. */
export function asQuoted(text: string, range: Range): { suggestion: string; certain: true } {
  return { suggestion: quoted(text.slice(range.start, range.end)), certain: true };
}

/** A quoted text that goes on behind its quotes, as it was probably meant. */
function mended(value: string): string {
  const quote = value[0] ?? "'";
  const isWhole = value.length > 1 && value.endsWith(quote);
  return quoted(isWhole ? value.slice(1, -1) : value);
}

/** A line and those below it down to the first that is indented less. */
function siblings(text: string, line: Line): Range {
  return { start: line.start, end: endOfBlock(text, line, indentOf(line) - 1) };
}

function nextWritten(text: string, line: Line): Line | undefined {
  let below = lineBelow(text, line);
  while (below && isBlank(below)) below = lineBelow(text, below);
  return below;
}
