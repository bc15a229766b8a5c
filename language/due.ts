// The forms in which an agency says how soon: a line of text, one chosen by a field or a condition, the earliest or latest of several, a count of contacts.

import type { Contacts, Due } from '../process/condition';
import { rangeInFile } from './conditions/positions';
import type { Desk } from './desk';
import type { DueRules } from './due-text';
import { readDueText } from './due-text';
import { keyMeant } from './key-words';
import { readLength } from './lengths';
import { isOfSameRecord } from './same-record';
import type { Range } from './source';
import { fixFor } from './suggest';
import type { Place } from './tree';

/** What a due may be made of where it stands: `mayCount` contacts, in a review's `every`. */
export type DuePlaceRules = DueRules & { mayCount?: true };

const MAX_NESTING = 3;
/** Longer texts are refused by shape and not read. */
const LONGEST_TEXT = 500;

/** The due at a place, at most three levels deep; problems and nothing where it is wrong. */
export function readDue(place: Place | undefined, rules: DuePlaceRules, desk: Desk, depth = 1): Due | undefined {
  if (!place) return undefined;
  if (place.node.kind === 'scalar') return readText(place, rules, desk);
  if (depth > MAX_NESTING) {
    desk.report.add('bad-due', beginningOf(place), `This due is nested more than ${MAX_NESTING} levels deep.`, 'Decide by fewer fields, or ask for the decision in a field of its own.');
    return undefined;
  }
  // Contacts are counted from their first one on, so no answer may choose other ones in between.
  const { mayCount, ...inner } = rules;
  if (isCount(place)) return readContacts(place, rules, desk);
  if (place.node.kind === 'list') return readLines(place, inner, desk, depth);
  const form = (['earliest', 'latest'] as const).find((one) => place.at(one));
  return form ? readSeveral(place, form, inner, desk, depth) : readDependsOn(place, inner, desk, depth);
}

/** The key of a group, or the first key of an entry of a list. */
function beginningOf(place: Place): Range {
  return place.key?.range ?? place.entries()[0]?.[1].head ?? place.range;
}

function readText(place: Place, rules: DueRules, desk: Desk): Due | undefined {
  const { node } = place;
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || place.text === undefined || node.value.length > LONGEST_TEXT) return undefined;
  const { report } = desk;
  const { text } = report.source;
  const complaints = { add: ((code, range, ...rest) => report.add(code, rangeInFile(node, text, range), ...rest)) as typeof report.add };
  return readDueText(node.value, { start: 0, end: node.value.length }, { report: complaints, names: desk.names, fields: desk.fields, ...(desk.list !== undefined && { list: desk.list }) }, place.path, rules);
}

function readDependsOn(place: Place, rules: DueRules, desk: Desk, depth: number): Due | undefined {
  const { report } = desk;
  const by = place.at('depends_on');
  const field = desk.field(by);
  if (!by || field === undefined) return undefined;
  const type = desk.types.get(field);
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
  let isWhole = true;
  for (const [option, inner] of place.entries()) {
    if (option === 'depends_on') continue;
    const due = readDue(inner, rules, desk, depth + 1);
    isWhole &&= due !== undefined;
    if (option === 'otherwise') otherwise = due;
    else if (!options.includes(option)) {
      const meant = unknownOption(inner, option, field, options, desk);
      // It is read as what was meant: an option that has a line, misspelt, is covered.
      if (due && meant === 'otherwise') otherwise ??= due;
      else if (due && meant !== undefined && !place.at(meant)) cases[meant] = due;
    }
    else if (due) cases[option] = due;
  }
  // Of a line that could not be read nobody can say what it covers.
  if (!isWhole) return undefined;
  return { form: 'depends_on', rule: place.path, field, cases, ...(otherwise && { otherwise }) };
}

function unknownOption(place: Place, option: string, field: string, options: string[], desk: Desk): string | undefined {
  const isYesNo = desk.types.get(field) === 'yes_no';
  const suggestion = isYesNo && option === 'yes' ? 'true' : isYesNo && option === 'no' ? 'false' : keyMeant(option, [...options, 'otherwise'], (one) => one !== 'otherwise');
  desk.report.add('unknown-option', place.head, `\`${option}\` is no option of the field \`${field}\`.`, fixFor(suggestion, [...options, 'otherwise'], 'option'), suggestion);
  return suggestion;
}

/** Lines of `when` and `then`; the last may be `otherwise`. */
function readLines(place: Place, rules: DueRules, desk: Desk, depth: number): Due | undefined {
  type Line = Extract<Due, { form: 'when' }>['lines'][number];
  const items = place.items();
  const lines = items.map((item, index): Line | undefined => {
    const otherwise = item.at('otherwise');
    if (isCount(item)) return void desk.report.add('bad-due', beginningOf(item), 'A count of contacts cannot stand among lines of `when` and `then`.', 'Keep one of the two forms.');
    if (otherwise && index < items.length - 1) {
      desk.report.add('bad-due', otherwise.head, 'The lines after `otherwise` can never be reached.', 'Let `otherwise` be the last line.');
    }
    const when = desk.condition(item.at('when'));
    const then = readDue(otherwise ?? item.at('then'), rules, desk, depth + 1);
    return then && (when ?? otherwise) && { rule: item.path, ...(when && { when }), then };
  });
  const known = lines.filter((line) => line !== undefined);
  return known.length === 0 ? undefined : { form: 'when', rule: place.path, lines: known };
}

function readSeveral(place: Place, form: 'earliest' | 'latest', rules: DueRules, desk: Desk, depth: number): Due | undefined {
  const of = (place.at(form)?.items() ?? []).map((item) => readDue(item, { ...rules, mayBeNone: false }, desk, depth + 1)).filter((due) => due !== undefined);
  return of.length === 0 ? undefined : { form, rule: place.path, of };
}

/** `times` so often `within` or `between`, alone or as the first of a tapering series. */
function isCount(place: Place): boolean {
  const [one] = place.node.kind === 'list' ? place.items() : [place];
  return one?.at('times') !== undefined || one?.at('within') !== undefined || one?.at('between') !== undefined;
}

function readContacts(place: Place, { mayCount, own }: DuePlaceRules, desk: Desk): Due | undefined {
  if (!mayCount) {
    desk.report.add('bad-due', beginningOf(place), 'So many contacts in a time can only be the whole `every` of a review.', 'Write how long, or make it a review.');
    return undefined;
  }
  if (place.node.kind === 'map' && place.at('between')) return readBetween(place, own, desk);
  const pairs = place.node.kind === 'list' ? place.items() : [place];
  const series = pairs.map((pair): Contacts | undefined => {
    const times = pair.at('times')?.number;
    const within = readLength(pair.at('within'), desk.report);
    if (!isCount(pair)) desk.report.add('bad-due', beginningOf(pair), 'In a series of contacts each line has `times` and `within`.', 'Keep one of the two forms.');
    return times === undefined || !within ? undefined : { rule: pair.path, times, within };
  });
  const known = series.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : { form: 'times', rule: place.path, series: known };
}

function readBetween(place: Place, own: string | undefined, desk: Desk): Due | undefined {
  const between = place.at('between');
  const review = desk.names.resolve(between, 'review');
  const times = place.at('times')?.number;
  if (between && review !== undefined && review === own) return void desk.report.add('after-circle', between.range, `This is counted between two of \`${review}\`, which is what it belongs to.`, 'Name another review, or write how long: `every: 1 month`.');
  if (between && review !== undefined && !isOfSameRecord(between, review, desk)) return undefined;
  return review === undefined || times === undefined ? undefined : { form: 'between', rule: place.path, times, review };
}
