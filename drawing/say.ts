// Dues, conditions and people of a process as short phrases, in the titles that the process has in the language of the drawing.

import type { Anchor, Condition, Rule, Start } from '../process/condition';
import { conditionText } from '../process/condition-text';
import { fieldOf, pathOfField, stagesOf, tasksOf } from '../process/parts';
import type { Due, Part, Process, Texts } from '../process/process';
import type { DiagramWords } from './words';
import { sayLength, wordsFor } from './words';

/** What phrases are made from. */
export interface Speech {
  process: Process;
  language: string;
  words: DiagramWords;
  /** The text at a path, in the language or else in the process's own; null when there is none. */
  text(path: string): string | null;
}

/** Speech of a process in a language. */
export function speechOf(process: Process, texts: Record<string, Texts>, language: string): Speech {
  const order = [language, language.split('-', 1)[0] ?? '', process.language, ...Object.keys(texts).sort()];
  const text = (path: string): string | null => {
    for (const one of order) {
      const found = Object.hasOwn(texts, one) ? texts[one] : undefined;
      if (found && Object.hasOwn(found, path)) return found[path] ?? null;
    }
    return null;
  };
  return { process, language, words: wordsFor(language), text };
}

/** A title by the path of its thing, else the id. */
export const titleOf = (speech: Speech, rule: string, id: string): string => speech.text(`${rule}.title`) ?? id;

/** `partner` is a word of the language and no role. */
export const roleTitle = (speech: Speech, role: string): string => (role === 'partner' ? speech.words.partner : titleOf(speech, `roles.${role}`, role));

/** The role that a part is; the owner is said as the role that owns cases. */
export function partTitle(speech: Speech, part: Part): string {
  const { roles } = speech.process;
  return roleTitle(speech, 'role' in part ? part.role : (Object.keys(roles).find((id) => roles[id]?.ownsCase) ?? ''));
}

export const stageTitle = (speech: Speech, id: string): string => thingTitle(speech, id);

export const reasonTitle = (speech: Speech, id: string): string => speech.text(`closure.reasons.${id}`) ?? id;

/** How a record of a list ends. */
export const outcomeTitle = (speech: Speech, list: string, id: string): string => speech.text(`lists.${list}.outcomes.${id}`) ?? id;

const fieldTitle = (speech: Speech, field: string): string => titleOf(speech, pathOfField(field), field);

/** Title of a task, review, alert, stage, clock, list or event. */
export function thingTitle(speech: Speech, id: string): string {
  const { process } = speech;
  const { reviews, alerts, clocks, lists = [], events = [] } = process;
  const found = [...tasksOf(process), ...reviews, ...alerts, ...stagesOf(process), ...clocks, ...lists, ...events].find((one) => one.id === id);
  return found ? titleOf(speech, found.rule, id) : id;
}

/** A due date in a few lines; one line for each choice. */
export function sayDue(speech: Speech, due: Due): string[] {
  const { words, language } = speech;
  switch (due.form) {
    case 'none': return [words.noDue];
    case 'length': return [due.after ? `${sayLength(due.length, language)} ${words.after} ${sayStart(speech, due.after)}` : sayLength(due.length, language)];
    case 'before': return [`${sayLength(due.length, language)} ${words.before} ${sayStart(speech, due.of)}`];
    case 'on': return [sayStart(speech, due.of)];
    case 'depends_on': return sayCases(speech, due);
    case 'when': return due.lines.flatMap((line) => sayDue(speech, line.then).map((one) => `${line.when ? sayCondition(speech, line.when) : words.otherwise}: ${one}`));
    case 'earliest': return [`${words.earliest} ${due.of.flatMap((one) => sayDue(speech, one)).join(' · ')}`];
    case 'latest': return [`${words.latest} ${due.of.flatMap((one) => sayDue(speech, one)).join(' · ')}`];
    case 'times': return due.series.map((one) => `${one.times} × ${words.within} ${sayLength(one.within, language)}`);
    case 'between': return [`${due.times} × ${words.between} ${thingTitle(speech, due.review)}`];
  }
}

/** Options with the same due date share a line: `High, Immediate: 1 week`. */
function sayCases(speech: Speech, due: Due & { form: 'depends_on' }): string[] {
  const byDue = new Map<string, string[]>();
  const cases: [string, Due][] = [...Object.entries(due.cases), ...(due.otherwise ? [['', due.otherwise] as [string, Due]] : [])];
  for (const [option, one] of cases) {
    const said = sayDue(speech, one).join(' · ');
    const name = option === '' ? speech.words.otherwise : optionTitle(speech, due.field, option);
    byDue.set(said, [...(byDue.get(said) ?? []), name]);
  }
  return [...byDue].map(([said, options]) => `${options.join(comma(speech))}: ${said}`);
}

const comma = ({ language }: Speech): string => (/^(ar|fa)\b/.test(language) ? '، ' : ', ');

function optionTitle(speech: Speech, field: string, option: string): string {
  if (fieldOf(speech.process, field)?.type === 'yes_no') return option === 'true' ? speech.words.yes : speech.words.no;
  return speech.text(`${pathOfField(field)}.options.${option}`) ?? option;
}

function sayStart(speech: Speech, start: Start): string {
  if (start.kind === 'field') return fieldTitle(speech, start.field);
  if (start.kind === 'all') return start.of.map((one) => sayAnchor(speech, one)).join(` ${speech.words.and} `);
  return sayAnchor(speech, start);
}

const sayAnchor = (speech: Speech, { id, edge }: Anchor): string => `${thingTitle(speech, id)}${edge === 'start' ? ' ▸' : ''}`;

/** A condition in titles where it is simple enough, else as it is written in the file. */
export const sayCondition = (speech: Speech, rule: Rule): string => inTitles(speech, rule.tree) ?? (rule.text === '' ? conditionText(rule.tree) : rule.text);

function inTitles(speech: Speech, node: Condition): string | null {
  const { words, process } = speech;
  switch (node.op) {
    case 'field': return fieldOf(process, node.field)?.type === 'yes_no' ? `${asked(speech, node.field)} ${words.yes}` : null;
    case 'fact': return node.name.endsWith('.given') ? `${asked(speech, node.name.slice(0, -'.given'.length))} ${words.given}` : null;
    case 'answered': return `${asked(speech, node.field)} ${words.answered}`;
    case 'not': return negated(speech, node.of);
    case 'eq': return isYesNo(speech, node.left, node.right, true) ?? isOption(speech, node.left, node.right, '');
    case 'ne': return isYesNo(speech, node.left, node.right, false) ?? isOption(speech, node.left, node.right, `${words.not} `);
    case 'and':
    case 'or': {
      const parts = node.of.map((one) => inTitles(speech, one));
      return parts.includes(null) ? null : parts.join(` ${words[node.op]} `);
    }
    default: return null;
  }
}

function negated(speech: Speech, node: Condition): string | null {
  const { words, process } = speech;
  if (node.op === 'field') return fieldOf(process, node.field)?.type === 'yes_no' ? `${asked(speech, node.field)} ${words.no}` : null;
  if (node.op === 'fact') return node.name.endsWith('.given') ? `${asked(speech, node.name.slice(0, -'.given'.length))} ${words.notGiven}` : null;
  return node.op === 'answered' ? `${asked(speech, node.field)} ${words.not} ${words.answered}` : null;
}

/** `eligible is false` as `not eligible` is said. */
function isYesNo(speech: Speech, left: Condition, right: Condition, equal: boolean): string | null {
  if (left.op !== 'field' || right.op !== 'value' || typeof right.value !== 'boolean') return null;
  return `${asked(speech, left.field)} ${right.value === equal ? speech.words.yes : speech.words.no}`;
}

function isOption(speech: Speech, left: Condition, right: Condition, not: string): string | null {
  if (left.op !== 'field' || right.op !== 'value' || typeof right.value !== 'string') return null;
  return fieldOf(speech.process, left.field)?.options?.includes(right.value) ? `${asked(speech, left.field)} ${not}${optionTitle(speech, left.field, right.value)}` : null;
}

/** The title as what is answered: `Risk level:`, `Are the needs met?`. */
function asked(speech: Speech, field: string): string {
  const title = fieldTitle(speech, field);
  return /[?؟:]$/.test(title) ? title : `${title}:`;
}
