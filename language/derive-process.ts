// A process file of one's own from one that is there: another id, another title, its texts in another language; all else as it stands.

import { stringify } from 'yaml';
import type { Texts } from '../process/process';
import { openFile } from './open-file';
import { SCHEMAS } from './schema';
import { checkShape } from './shape';
import type { Range } from './source';
import type { Place } from './tree';
import { parseYaml } from './yaml';

export interface Derived {
  id: string;
  title: string;
  /** The language that the texts below are in. */
  language: string;
  texts: Texts;
  /** Lines of a comment at the top, in the place of what stood above the first key. */
  head: string[];
}

interface Edit {
  range: Range;
  text: string;
}

/**
 * The text of the new file. Comments inside stay as they are; a text that the language lacks stays in its old one.
 *
 * @param path and `text` of a process file without mistakes; throws for one that cannot be read
 */
export function deriveProcess(path: string, text: string, derived: Derived): string {
  const report = openFile(path, text);
  const root = 'problem' in report ? undefined : parseYaml(report);
  if ('problem' in report || !root) throw new Error(`${path} cannot be read.`);
  const edits: Edit[] = [];
  const own: Place[] = [];
  checkShape(root, SCHEMAS.process, report, (place, schema) => void (schema['x-form'] === 'text' && own.push(place)));
  for (const place of own) {
    const words = place.path === 'title' ? derived.title : derived.texts[place.path];
    if (words !== undefined && words !== place.text) edits.push({ range: place.range, text: scalar(words, indentOf(text, place)) });
  }
  for (const [key, value] of [['process', derived.id], ['language', derived.language]] as const) {
    const place = root.at(key);
    if (place) edits.push({ range: place.range, text: value });
  }
  const body = spliced(text, edits);
  const first = body.split('\n').findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  return [...derived.head, '', ...body.split('\n').slice(first)].join('\n');
}

/** From the end to the beginning, so that ranges hold. */
function spliced(text: string, edits: Edit[]): string {
  let result = text;
  for (const { range, text: words } of [...edits].sort((a, b) => b.range.start - a.range.start)) {
    const old = result.slice(range.start, range.end);
    // A block of lines takes its last line end with it.
    const end = old.endsWith('\n') && !words.endsWith('\n') ? '\n' : '';
    result = result.slice(0, range.start) + words + end + result.slice(range.end);
  }
  return result;
}

/** Columns before the key that a text stands under. */
function indentOf(text: string, place: Place): number {
  const start = place.head.start;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** A text as YAML: plain or in quotes on one line, or lines in a block that is indented under its key. */
export function scalar(words: string, indent: number): string {
  if (words.includes('\n')) return `|\n${words.trimEnd().split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent + 2)}${line}`)).join('\n')}`;
  return stringify(words, { lineWidth: 0 }).trimEnd();
}

/** A file of the texts of a further language, in the order of the process. */
export function writeTexts(process: string, language: string, texts: Texts): string {
  const lines = Object.entries(texts).map(([path, words]) => `${path}: ${scalar(words, 0)}`);
  return ['# yaml-language-server: $schema=../texts.schema.json', '#', `# Texts of the process ${process}, in the language ${language}.`, '', ...lines, ''].join('\n');
}
