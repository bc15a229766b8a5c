// The forms in which an agency says how soon: a length, one after something else, one chosen by a field, or none.

import type { Anchor, Due } from '../process/process';
import type { Desk } from './desk';
import { lengthOf } from './lengths';
import type { NameKind } from './names';
import type { Range } from './source';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

/** What a due may be made of where it stands. */
export interface DueRules {
  /** `after` something else; a review's interval cannot have it. */
  mayAnchor: boolean;
  mayBeNone: boolean;
  /** Id of the thing the clock belongs to: it cannot wait for its own end. */
  own?: string;
  roll?: 'next_working_day';
}

const MAX_NESTING = 3;

/** The due at a place, at most three levels deep; problems and nothing where it is wrong. */
export function readDue(place: Place | undefined, rules: DueRules, desk: Desk, depth = 1): Due | undefined {
  if (!place) return undefined;
  if (place.node.kind === 'map') return readDependsOn(place, rules, desk, depth);
  if (place.node.kind === 'list') {
    // Shape has said so already; the full language has lists of when and then here.
    return undefined;
  }
  return place.text === undefined ? undefined : readForm(place, place.text, rules, desk);
}

function readForm(place: Place, text: string, rules: DueRules, desk: Desk): Due | undefined {
  const rule = place.path;
  if (text === 'none') {
    if (rules.mayBeNone) return { form: 'none' };
    desk.report.add('bad-due', place.range, '`none` is not possible here.', 'Write how long.');
    return undefined;
  }
  const [, lengthText, anchorText] = /^(.*?)\s+after\s+(.*)$/.exec(text) ?? [];
  if (lengthText === undefined || anchorText === undefined) return readPlainLength(place, text, rules, desk);
  const length = lengthOf(lengthText, part(place, text, lengthText), desk.report);
  const after = readAnchor(place, anchorText.trim(), rules, desk);
  return length && after && { form: 'length', rule, length, after, ...(rules.roll && { roll: rules.roll }) };
}

function readPlainLength(place: Place, text: string, rules: DueRules, desk: Desk): Due | undefined {
  if (/^on\s+\S+$/.test(text) || /\sbefore\s/.test(text)) {
    desk.report.add('not-yet', place.range, `A due relative to a date (\`${text}\`) belongs to the language, but this version does not have it yet.`, 'Write a length of time, as `3 working days`.');
    return undefined;
  }
  const length = lengthOf(text, place.range, desk.report);
  return length && { form: 'length', rule: place.path, length, ...(rules.roll && { roll: rules.roll }) };
}

/** The range of a piece of a one-line text. */
function part(place: Place, text: string, piece: string): Range {
  const { node } = place;
  const offset = text.lastIndexOf(piece);
  if (node.kind !== 'scalar' || node.style === 'block' || offset < 0) return place.range;
  const start = place.range.start + (node.style === 'plain' ? 0 : 1) + offset;
  return { start, end: start + piece.length };
}

const ANCHORS: NameKind[] = ['task', 'stage', 'review'];

function readAnchor(place: Place, written: string, rules: DueRules, desk: Desk): Anchor | undefined {
  const { report, names } = desk;
  const isStart = /^start of /.test(written);
  const id = written.replace(/^start of\s+/, '').trim();
  const range = part(place, place.text ?? '', id);
  const refuse = (fix: string, message: string): undefined => void report.add('bad-due', range, message, fix);
  if (!rules.mayAnchor) return refuse('Write the length alone.', 'Here the time cannot count from something else.');
  if (/^(last|first|planned)\s|^all of\s/.test(id)) {
    return void report.add('not-yet', range, `\`after ${id}\` belongs to the language, but this version does not have it yet.`, 'Count from one task, stage or review.');
  }
  const kind = names.kindOf(id);
  if (kind === 'task' || kind === 'stage' || kind === 'review') {
    if (id === rules.own && !isStart) return refuse('Count from something that ends before it.', `This waits for the end of \`${id}\`, which is what it belongs to.`);
    return { kind, id, edge: isStart ? 'start' : 'end' };
  }
  if (kind === 'field') {
    return void report.add('not-yet', range, `A due that counts from a date (\`${id}\`) belongs to the language, but this version does not have it yet.`, 'Count from a task, a stage or a review.');
  }
  const known = ANCHORS.flatMap((one) => names.all(one));
  const suggestion = nearest(id, known);
  report.add('unknown-name', range, `There is no task, stage or review \`${id}\`.`, fixFor(suggestion, known, 'task, stage or review'), suggestion);
  return undefined;
}

function readDependsOn(place: Place, rules: DueRules, desk: Desk, depth: number): Due | undefined {
  const { report, names } = desk;
  if (depth > MAX_NESTING) {
    report.add('bad-due', place.head, `This due is nested more than ${MAX_NESTING} levels deep.`, 'Decide by fewer fields, or ask for the decision in a field of its own.');
    return undefined;
  }
  const by = place.at('depends_on');
  const field = names.resolve(by, 'field');
  if (!by || field === undefined) return undefined;
  const type = desk.fields.get(field);
  if (type !== 'one_of' && type !== 'yes_no') {
    report.add('bad-due', by.range, `\`${field}\` has no options to depend on: it is of type ${type ?? 'unknown'}.`, 'Name a field of type one_of or yes_no.');
    return undefined;
  }
  return readCases(place, field, rules, desk, depth);
}

function readCases(place: Place, field: string, rules: DueRules, desk: Desk, depth: number): Due | undefined {
  const options = desk.names.options.get(field) ?? [];
  const cases: Record<string, Due> = {};
  let otherwise: Due | undefined;
  for (const [option, inner] of place.entries()) {
    if (option === 'depends_on') continue;
    const due = readDue(inner, rules, desk, depth + 1);
    if (option === 'otherwise') otherwise = due;
    else if (!options.includes(option)) unknownOption(inner, option, field, options, desk);
    else if (due) cases[option] = due;
  }
  return { form: 'depends_on', rule: place.path, field, cases, ...(otherwise && { otherwise }) };
}

function unknownOption(place: Place, option: string, field: string, options: string[], desk: Desk): void {
  const isYesNo = desk.fields.get(field) === 'yes_no';
  const suggestion = isYesNo && option === 'yes' ? 'true' : isYesNo && option === 'no' ? 'false' : nearest(option, [...options, 'otherwise']);
  desk.report.add('unknown-option', place.head, `\`${option}\` is no option of the field \`${field}\`.`, fixFor(suggestion, [...options, 'otherwise'], 'option'), suggestion);
}
