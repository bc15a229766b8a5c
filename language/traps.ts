// The traps of YAML that agencies fall into, each named for what it is instead of what the parser makes of it.

import type { YAMLError } from 'yaml';
import type { ProblemCode } from './problems';
import type { Report } from './report';
import type { Range } from './source';
import type { MapNode, Node, ScalarNode } from './tree';

/** Invisible characters that change what is seen: direction marks and overrides, zero-width characters, control characters. */
 
const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

type Words = { code: ProblemCode; message: string; fix: string };

const WORDS: Partial<Record<YAMLError['code'], Words>> = {
  TAB_AS_INDENT: { code: 'tab', message: 'A line is indented with a tab.', fix: 'Indent with spaces, two for each level.' },
  TAG_RESOLVE_FAILED: { code: 'tag', message: '`!` at the start of a value is read as a YAML tag, not as text.', fix: 'Put the text in quotes; for a condition write `not`.' },
  BAD_ALIAS: { code: 'alias', message: '`*` or `&` at the start of a value is read as an alias or anchor.', fix: 'Put the text in quotes.' },
  MULTIPLE_DOCS: { code: 'several-documents', message: 'The file holds several YAML documents, parted by `---`.', fix: 'Keep one definition in a file.' },
  RESOURCE_EXHAUSTION: { code: 'too-deep', message: 'This is nested too deep to be read.', fix: 'Look for brackets that are not closed.' },
  BAD_INDENT: { code: 'yaml-syntax', message: 'The indentation does not fit: this line belongs to nothing above it.', fix: 'Bring it in line with its neighbours, two spaces for each level, and close open brackets and braces.' },
  BAD_SCALAR_START: { code: 'yaml-syntax', message: 'A text cannot begin with this character.', fix: 'Put the text in quotes.' },
  MULTILINE_IMPLICIT_KEY: { code: 'yaml-syntax', message: 'Here a `:` is missing, or the space after it.', fix: 'Write `key: value`, with a space after the colon.' },
  UNEXPECTED_TOKEN: { code: 'yaml-syntax', message: 'Something stands here that does not belong to the value before it.', fix: 'Put the whole text in quotes, or take this out.' },
  BAD_DQ_ESCAPE: { code: 'yaml-syntax', message: 'In double quotes a backslash begins an escape, and this is none.', fix: "Use single quotes ('…'), or write two backslashes." },
};

/**
 * Reports an error or warning of the YAML library in our words; its warnings are errors, because they mean that a text was misread.
 * After the first error only those with a name of their own: the others follow from it. `openQuote` is a quote that may be to blame.
 */
export function syntaxProblem(report: Report, error: YAMLError, openQuote?: Range): void {
  const isFirst = report.problems.length === 0;
  const named = WORDS[error.code];
  if (!isFirst && (named?.code ?? 'yaml-syntax') === 'yaml-syntax') return;
  if (openQuote) {
    report.add('yaml-syntax', openQuote, 'This quote is not closed in its line.', 'Close it with the same quote.');
    return;
  }
  const start = afterIndentation(report.source.text, error.pos[0], error.code);
  const range = { start, end: Math.max(start + 1, error.pos[1]) };
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return colonInText(report, range.start);
  if (error.code === 'MISSING_CHAR') return missingCharacter(report, error, range);
  const words = named ?? { code: 'yaml-syntax' as const, message: `This is not valid YAML: ${error.message}.`, fix: 'Put texts in quotes and check the indentation.' };
  report.add(words.code, range, words.message, words.fix);
}

/** What is wrong about an indentation is shown at what is indented. */
function afterIndentation(text: string, offset: number, code: YAMLError['code']): number {
  return code === 'BAD_INDENT' ? offset + (/^ */.exec(text.slice(offset, offset + 200))?.[0].length ?? 0) : offset;
}

function colonInText(report: Report, start: number): void {
  const { text } = report.source;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end);
  if (/\S:\s/.test(line) || /:$/.test(line.trim())) {
    report.add('colon-in-text', { start, end: start + line.trimEnd().length }, 'A `:` followed by a space inside a text begins a new key; or this line is indented too far.', 'Put the text in quotes, or bring the line in line with its neighbours.');
  } else {
    report.add('yaml-syntax', { start, end: start + Math.max(1, line.trimEnd().length) }, 'A new key begins where none can stand.', 'Check the indentation of this line and of the next ones.');
  }
}

function missingCharacter(report: Report, error: YAMLError, range: Range): void {
  if (/quote/.test(error.message)) {
    report.add('yaml-syntax', range, 'A quote is opened and not closed.', 'Close it with the same quote.');
  } else if (/Implicit map keys|map keys/.test(error.message)) {
    report.add('yaml-syntax', range, 'Here a `:` is missing, or the space after it.', 'Write `key: value`, with a space after the colon.');
  } else {
    report.add('yaml-syntax', range, `Something is missing here: ${error.message}.`, 'Add it; or put the text in quotes.');
  }
}

/** Looks through a tree for what YAML takes without an error although it was meant otherwise. */
export function checkTraps(node: Node, report: Report): void {
  if (node.kind === 'list') return node.items.forEach((item) => checkTraps(item, report));
  if (node.kind === 'scalar') return;
  if (node.flow) checkBraces(node, report);
  for (const { key, keyNode, value } of node.entries) {
    if (HIDDEN.test(key)) hidden(report, keyNode, 'This key');
    if (value.kind === 'scalar' && typeof value.value === 'string' && !/\s/.test(value.value.trim()) && HIDDEN.test(value.value)) hidden(report, value, 'This word');
    checkTraps(value, report);
  }
}

function hidden(report: Report, node: ScalarNode, what: string): void {
  report.add('hidden-character', node.range, `${what} contains an invisible character, so that it is not the word it seems to be.`, 'Delete it and type it anew.');
}

/** `{ title: Plan, with the family }` is two keys, the second without a value. */
function checkBraces(node: MapNode, report: Report): void {
  let before: string | undefined;
  for (const { key, keyNode, value } of node.entries) {
    const isBare = value.kind === 'scalar' && value.value === null && value.range.start === value.range.end;
    if (isBare && before !== undefined) {
      report.add('comma-in-braces', keyNode.range, `Inside { } the comma ends the text of \`${before}\`; \`${key}\` is read as a key of its own.`, 'Write it in lines of their own instead of braces, or put the text in quotes.');
    }
    before = isBare ? before : key;
  }
}
