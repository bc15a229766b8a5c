// The ids of a process: one name space, each declared once; and references, which must find what they name.

import type { Report } from './report';
import { fixFor, flatten, nearest } from './suggest';
import type { Place } from './tree';

export type NameKind = 'role' | 'person' | 'field' | 'list' | 'stage' | 'task' | 'review' | 'alert' | 'clock' | 'event';

const WITH_ARTICLE: Record<NameKind, string> = {
  role: 'a role', person: 'a person', field: 'a field', stage: 'a stage', task: 'a task', review: 'a review', alert: 'an alert',
  clock: 'a clock', event: 'an event', list: 'a list',
};

/** Words that conditions and clocks need for themselves. */
const RESERVED = new Set([
  'case', 'item', 'reason', 'today', 'client', 'owner', 'partner', 'partners', 'alerts', 'referrals', 'stage', 'own_task',
  'is', 'not', 'and', 'or', 'in', 'true', 'false', 'null', 'none', 'otherwise', 'depends_on', 'start', 'last', 'first', 'all', 'planned',
  'answered', 'age', 'days', 'size', 'passed', 'within', 'count', 'exists', 'filter',
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);

/** What every record has beside its fields. */
export const OF_EVERY_RECORD = ['outcome', 'open'] as const;

/** Option ids that would be read as something else where each option has a line. */
const RESERVED_OPTIONS = new Set(['depends_on', 'otherwise', 'true', 'false', 'null']);

/** Nobody writes a longer title where an id belongs. */
const LONGEST_TITLE = 200;

interface Declared {
  kind: NameKind;
  place: Place;
}

/** What a process declares. */
export class Names {
  private readonly declared = new Map<string, Declared>();
  /** Fields of the records of lists, by both ids: `goal.due_on`. */
  private readonly ofRecords = new Map<string, Place>();
  /** The list of whose records a task, a stage, a review or a clock is about one. */
  private readonly about = new Map<string, string>();
  readonly reasons: string[] = [];
  /** Options of the fields that have them, in the order of the file; yes_no fields have `true` and `false`. */
  readonly options = new Map<string, string[]>();

  constructor(private readonly report: Report) {}

  declare(kind: NameKind, id: string, place: Place): void {
    if (RESERVED.has(id)) {
      this.report.add('reserved-id', place.head, `\`${id}\` is a word of the language and cannot be an id.`, 'Choose another id.');
      return;
    }
    const first = this.declared.get(id);
    if (first) {
      const { line } = this.report.source.position(first.place.head.start);
      this.report.add('id-taken', place.head, `\`${id}\` is already the id of ${WITH_ARTICLE[first.kind]}, in line ${line}.`, 'Choose another id: all of a process have one name space.');
      return;
    }
    this.declared.set(id, { kind, place });
  }

  /** Two lists may have fields of the same id, but none may be that of anything else: inside its list it is written alone. */
  declareOfRecords(list: string, id: string, place: Place): void {
    const first = this.declared.get(id);
    if (RESERVED.has(id) || (OF_EVERY_RECORD as readonly string[]).includes(id)) {
      this.report.add('reserved-id', place.head, `\`${id}\` is a word of the language and cannot be an id.`, 'Choose another id.');
    } else if (first) {
      const { line } = this.report.source.position(first.place.head.start);
      this.report.add('id-taken', place.head, `\`${id}\` is already the id of ${WITH_ARTICLE[first.kind]}, in line ${line}.`, 'Choose another id: the fields of a list share the name space of the process.');
    } else {
      this.ofRecords.set(`${list}.${id}`, place);
    }
  }

  /** Says of which list's records a thing is about one. */
  putAbout(id: string, list: string): void {
    this.about.set(id, list);
  }

  /** The list of whose records a task, a stage, a review or a clock is about one; nothing for what is the case's own. */
  aboutOf = (id: string): string | undefined => this.about.get(id);

  /** Ids of the fields of a list. */
  fieldsOfRecords = (list: string): string[] => [...this.ofRecords.keys()].filter((one) => one.startsWith(`${list}.`)).map((one) => one.slice(list.length + 1));

  /** How the records of a list can end. */
  outcomesOf = (list: string): string[] => this.placeOf(list)?.at('outcomes')?.entries().map(([id]) => id) ?? [];

  isOfRecords = (name: string): boolean => this.ofRecords.has(name);

  /** Lists whose records have a field of this id. */
  listsWith = (id: string): string[] => this.all('list').filter((list) => this.ofRecords.has(`${list}.${id}`));

  /** The field that is written so where a record of a list is looked at, if any: `due_on` as `goal.due_on`. */
  fullName = (written: string, list: string | undefined): string => (list !== undefined && this.ofRecords.has(`${list}.${written}`) ? `${list}.${written}` : written);

  declareOptions(field: string, options: [string, Place][]): void {
    for (const [id, place] of options) {
      if (RESERVED_OPTIONS.has(id)) this.report.add('reserved-id', place.head, `\`${id}\` is a word of the language and cannot be an option.`, 'Choose another id.');
    }
    this.options.set(field, options.map(([id]) => id));
  }

  kindOf(id: string): NameKind | undefined {
    return this.declared.get(id)?.kind;
  }

  /** Where an id is declared, or a field of records: `goal.due_on`. */
  placeOf(id: string): Place | undefined {
    return this.declared.get(id)?.place ?? this.ofRecords.get(id);
  }

  all(kind: NameKind): string[] {
    return [...this.declared].filter(([, one]) => one.kind === kind).map(([id]) => id);
  }

  /** Which of the known ids was probably meant: the nearest, or the one whose title was written instead. */
  meant(written: string, known: readonly string[]): string | undefined {
    const near = nearest(written, known);
    if (near !== undefined || written.length > LONGEST_TITLE) return near;
    const titled = known.filter((id) => flatten(this.placeOf(id)?.at('title')?.text ?? '') === flatten(written));
    return titled.length === 1 ? titled[0] : undefined;
  }

  /** The id that a place names, if it is one of these kinds; else a problem at it, and nothing. */
  resolve(place: Place | undefined, ...kinds: [NameKind, ...NameKind[]]): string | undefined {
    const id = place?.text;
    if (!place || id === undefined) return undefined;
    const kind = this.kindOf(id);
    if (kind && kinds.includes(kind)) return id;
    const wanted = kinds.map((one) => WITH_ARTICLE[one]).join(' or ');
    const known = kinds.flatMap((one) => this.all(one));
    const suggestion = this.meant(id, known);
    if (kind) {
      this.report.add('wrong-name', place.range, `\`${id}\` is ${WITH_ARTICLE[kind]}; here ${wanted} is needed.`, fixFor(suggestion, known, kinds[0]), suggestion);
    } else if (id === 'partner' || id === 'partners') {
      this.report.add('not-yet', place.range, `\`${id}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
    } else {
      this.report.add('unknown-name', place.range, `There is no ${kinds.join(' or ')} \`${id}\`.`, fixFor(suggestion, known, kinds[0]), suggestion);
    }
    return undefined;
  }

  resolveAll(list: Place | undefined, ...kinds: [NameKind, ...NameKind[]]): string[] {
    return (list?.items() ?? []).map((item) => this.resolve(item, ...kinds)).filter((id) => id !== undefined);
  }

  /**
   * The field that a place names, by its full name. `list` is the one of whose records the place is about one; with `ofRecords` it
   * may also ask for fields of the records of any list.
   */
  resolveField(place: Place | undefined, list?: string, ofRecords = false): string | undefined {
    const id = place?.text;
    if (!place || id === undefined) return undefined;
    const name = this.fullName(id, list);
    const [of = '', field] = name.split('.');
    if (this.ofRecords.has(name) && (ofRecords || of === list)) return name;
    if (this.ofRecords.has(name)) {
      this.report.add('wrong-name', place.range, `\`${id}\` is a field of each record of \`${of}\`, and what stands here is about none of them.`, `Put it into \`lists.${of}\`, or add \`for_each: ${of}\` where that is possible.`);
      return undefined;
    }
    const known = this.namesOfFields(list, ofRecords);
    if (field !== undefined && this.kindOf(of) === 'list') {
      const suggestion = nearest(id, known) ?? nearest(id, this.fieldsOfRecords(of).map((one) => `${of}.${one}`));
      this.report.add('unknown-name', place.range, `The list \`${of}\` has no field \`${field}\`.`, fixFor(suggestion, this.fieldsOfRecords(of).map((one) => `${of}.${one}`), 'field'), suggestion);
      return undefined;
    }
    if (this.kindOf(id) !== undefined || known.length === this.all('field').length) return this.resolve(place, 'field');
    const suggestion = this.meant(id, known);
    this.report.add('unknown-name', place.range, `There is no field \`${id}\`.`, fixFor(suggestion, known, 'field'), suggestion);
    return undefined;
  }

  /** The fields of the case and of the records that may be named, as they may be written. */
  private namesOfFields(list: string | undefined, ofRecords: boolean): string[] {
    const own = list === undefined ? [] : this.fieldsOfRecords(list);
    return [...this.all('field'), ...own, ...(ofRecords ? this.ofRecords.keys() : [])];
  }

  resolveReason(place: Place): string | undefined {
    const id = place.text;
    if (id === undefined || this.reasons.includes(id)) return id;
    const suggestion = nearest(id, this.reasons);
    this.report.add('unknown-name', place.range, `There is no closure reason \`${id}\`.`, fixFor(suggestion, this.reasons, 'closure reason'), suggestion);
    return undefined;
  }
}

/** Reads what a process declares, wherever it stands. */
export function collectNames(root: Place, report: Report): Names {
  const names = new Names(report);
  const lists = root.at('lists')?.entries() ?? [];
  for (const [kind, key] of [['role', 'roles'], ['person', 'people'], ['field', 'fields'], ['list', 'lists']] as const) declareAll(names, kind, root.at(key));
  declareOptionsOf(names, root.at('fields'), '');
  declareParts(names, root);
  declareAll(names, 'alert', root.at('alerts'));
  for (const [, alert] of root.at('alerts')?.entries() ?? []) declareAll(names, 'task', alert.at('tasks'));
  for (const [list, place] of lists) declareParts(names, place, list);
  declareAll(names, 'event', root.at('events'));
  for (const [list, place] of lists) {
    for (const [id, field] of place.at('fields')?.entries() ?? []) names.declareOfRecords(list, id, field);
    declareOptionsOf(names, place.at('fields'), `${list}.`);
  }
  for (const kind of ['task', 'review', 'clock'] as const) for (const id of names.all(kind)) putAboutRecords(names, id, root);
  names.reasons.push(...(root.at('closure')?.at('reasons')?.entries() ?? []).map(([id]) => id));
  return names;
}

function declareAll(names: Names, kind: NameKind, group: Place | undefined, list?: string): void {
  for (const [id, place] of group?.entries() ?? []) {
    names.declare(kind, id, place);
    if (list !== undefined) names.putAbout(id, list);
  }
}

/** What is one for each record, or for each event that concerns a record, is about that record. */
function putAboutRecords(names: Names, id: string, root: Place): void {
  const written = names.placeOf(id)?.at('for_each')?.text;
  // What stands in a list is about its records, whatever else is written.
  if (written === undefined || names.aboutOf(id) !== undefined) return;
  // One that is misspelt is read as what was meant, so that what it may name is not reported too.
  const asMeant = (one: string, ...kinds: NameKind[]): string => (names.kindOf(one) === undefined ? (names.meant(one, kinds.flatMap((kind) => names.all(kind))) ?? one) : one);
  const each = asMeant(written, 'list', 'event');
  const about = root.at('events')?.at(each)?.at('about')?.text;
  const list = names.kindOf(each) === 'event' ? asMeant(about ?? '', 'list') : each;
  if (names.kindOf(list) === 'list') names.putAbout(id, list);
}

/** What the case has and its lists have alike. */
function declareParts(names: Names, place: Place, list?: string): void {
  declareAll(names, 'stage', place.at('stages'), list);
  for (const [, stage] of place.at('stages')?.entries() ?? []) declareAll(names, 'task', stage.at('tasks'), list);
  declareAll(names, 'task', place.at('tasks'), list);
  declareAll(names, 'review', place.at('reviews'), list);
  declareAll(names, 'clock', place.at('clocks'), list);
}

function declareOptionsOf(names: Names, group: Place | undefined, before: string): void {
  for (const [id, field] of group?.entries() ?? []) {
    const options = field.at('options');
    if (options) names.declareOptions(before + id, options.entries());
    else if (field.at('type')?.text === 'yes_no') names.options.set(before + id, ['true', 'false']);
  }
}
