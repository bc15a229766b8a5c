// The traps of YAML that agencies fall into, each named for what it is instead of what the parser makes of it.

import { hiddenIn, lookAlike } from './characters';
import { quoted } from './quoting';
import type { Report } from './report';
import type { MapNode, Node, ScalarNode } from './tree';
import { readAs } from './tree';

/** Looks through a tree for what YAML takes without an error although it was meant otherwise. */
export function checkTraps(node: Node, report: Report): void {
  if (node.kind === 'list') return node.items.forEach((item) => checkTraps(item, report));
  if (node.kind === 'scalar') return checkWord(node, report);
  if (node.flow) checkBraces(node, report);
  for (const entry of node.entries) {
    const { keyNode, value } = entry;
    const meant = checkKey(keyNode, entry.key, report);
    if (meant !== undefined && node.entries.every(({ key }) => key !== meant)) readAs(node, entry, meant);
    if (value.kind === 'map' && checkBullets(value, report)) {
      entry.value = { kind: 'scalar', value: null, style: 'plain', isBroken: true, range: value.range };
      continue;
    }
    if (value.kind === 'scalar') checkDash(keyNode, value, report);
    if (value.kind === 'scalar') checkHash(value, report);
    checkTraps(value, report);
  }
}

/** The key that one with deceiving characters seems to be. */
function checkKey(node: ScalarNode, key: string, report: Report): string | undefined {
  const hidden = hiddenIn(key);
  const seen = hidden ? undefined : lookAlike(key);
  if (hidden) report.add('hidden-character', node.range, `This key contains ${hidden.what}, so that it is not the word it seems to be.`, 'Delete it and type it anew.', isInPlace(node, report) ? hidden.without.trimStart() : hidden.without, true);
  if (seen !== undefined) report.add('look-alike', node.range, LOOKS_ALIKE('key', seen), TYPE_ANEW, seen, true);
  return hidden ? hidden.without.trim() : seen;
}

/** Whether the spaces before a key are those of the line above: odd ones behind them are then too many. */
function isInPlace({ range }: ScalarNode, report: Report): boolean {
  const before = report.source.text.slice(0, range.start).split('\n');
  const indentation = before.pop() ?? '';
  const above = before.reverse().find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
  return indentation.trim() === '' && above.startsWith(indentation) && /^(?:- )?\S.*[^:\s]\s*$/.test(above.slice(indentation.length));
}

const LOOKS_ALIKE = (what: string, seen: string): string => `This ${what} is not \`${seen}\`, though it looks like it: some of its letters are of another alphabet.`;
const TYPE_ANEW = 'Type it anew, with a Latin keyboard.';

/** A value that is one word is an id or an option as a rule. Texts may hold direction marks and letters of several alphabets. */
function checkWord(node: ScalarNode, report: Report): void {
  if (typeof node.value !== 'string' || node.value.length > LONGEST_WORD) return;
  const word = node.value.trim();
  if (/[ \t\n]/.test(word)) return;
  const hidden = hiddenIn(word);
  const seen = hidden || !/[a-z]/i.test(word) ? undefined : lookAlike(word);
  if (hidden) report.add('hidden-character', node.range, `This word contains ${hidden.what}, so that it is not the word it seems to be.`, 'Delete it and type it anew.', hidden.without, node.style === 'plain');
  if (seen !== undefined) report.add('look-alike', node.range, LOOKS_ALIKE('word', seen), TYPE_ANEW, seen, node.style === 'plain');
}

/** What is longer is no id. */
const LONGEST_WORD = 100;

/** A value that begins in a line below its key with `-x` was meant as an entry of a list. */
function checkDash(keyNode: ScalarNode, value: ScalarNode, report: Report): void {
  const { text } = report.source;
  const written = text.slice(value.range.start, value.range.end);
  if (value.style !== 'plain' || !/^-[^\s\d-]/.test(written) || !text.slice(keyNode.range.end, value.range.start).includes('\n')) return;
  report.add('missing-space', value.range, 'The space after the `-` is missing, so that this is one text and no list.', 'Write `- entry`.', written.replace(/^(\s*)-(?=\S)/gm, '$1- '), true);
}

/** Bullets as a word processor makes them of a dash. */
const BULLET = /^[\u2010-\u2015\u2212•·▪●◦*]\s*/;

/** `– to: planning` is a key that begins with a dash of printers, and no entry of a list. */
function checkBullets(node: MapNode, report: Report): boolean {
  const found = node.entries.filter(({ key, keyNode }) => keyNode.style === 'plain' && BULLET.test(key));
  for (const { key, keyNode } of found) {
    report.add('missing-dash', keyNode.range, `\`${key[0] ?? ''}\` is not the dash with which an entry of a list begins.`, 'Write `- `, with the short dash of the keyboard.', key.replace(BULLET, '- '), true);
  }
  return found.length > 0;
}

/** A value that begins with `#` is a comment. */
function checkHash(value: ScalarNode, report: Report): void {
  if (value.value !== null || value.range.start !== value.range.end) return;
  const { text } = report.source;
  const [all = '', gap = '', comment = ''] = /^(:?[ \t]*)(#[^\s#].*)/.exec(text.slice(value.range.end, text.indexOf('\n', value.range.end) + 1 || text.length)) ?? [];
  if (all === '') return;
  const start = value.range.end + gap.length;
  value.isBroken = true;
  report.add('hash-in-text', { start, end: start + comment.trimEnd().length }, '`#` begins a comment, so that the key has no value.', 'Put the text in quotes.', quoted(comment.trimEnd()));
}

/** `{ title: Plan, with the family }` is two keys, the second without a value. */
function checkBraces(node: MapNode, report: Report): void {
  let before: string | undefined;
  for (const entry of node.entries) {
    const { key, keyNode, value } = entry;
    const isBare = value.kind === 'scalar' && value.value === null && value.range.start === value.range.end;
    const [, word = '', rest = ''] = /^([a-z_][\w.-]*):(\S.*)$/i.exec(key) ?? [];
    if (isBare && word !== '' && keyNode.style === 'plain') {
      report.add('missing-space', keyNode.range, 'The space after the `:` is missing, so that this is no key.', 'Write `key: value`.', `${word}: ${rest}`, true);
      // It is there, though nothing can be said of its value.
      value.isBroken = true;
      if (node.entries.every((other) => other.key !== word)) readAs(node, entry, word);
    } else if (isBare && before !== undefined) {
      report.add('comma-in-braces', keyNode.range, `Inside { } the comma ends the text of \`${before}\`; \`${key}\` is read as a key of its own.`, 'Write it in lines of their own instead of braces, or put the text in quotes.');
    }
    before = isBare ? before : key;
  }
}
