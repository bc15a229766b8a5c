// The ids of a process: one name space, each declared once; and references, which must find what they name.

import type { Report } from './report';
import { fixFor, flatten, nearest } from './suggest';
import type { Place } from './tree';

export type NameKind = 'role' | 'person' | 'field' | 'stage' | 'task' | 'review' | 'alert' | 'clock' | 'event';

const WITH_ARTICLE: Record<NameKind, string> = {
  role: 'a role', person: 'a person', field: 'a field', stage: 'a stage', task: 'a task', review: 'a review', alert: 'an alert',
  clock: 'a clock', event: 'an event',
};

/** Words that conditions and clocks need for themselves. */
const RESERVED = new Set([
  'case', 'item', 'reason', 'today', 'client', 'owner', 'partner', 'partners', 'alerts', 'referrals', 'stage',
  'is', 'not', 'and', 'or', 'in', 'true', 'false', 'null', 'none', 'otherwise', 'depends_on', 'start', 'last', 'first', 'all', 'planned',
  'answered', 'age', 'days', 'size', 'passed', 'within', 'count', 'exists', 'filter',
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);

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

  declareOptions(field: string, options: [string, Place][]): void {
    for (const [id, place] of options) {
      if (RESERVED_OPTIONS.has(id)) this.report.add('reserved-id', place.head, `\`${id}\` is a word of the language and cannot be an option.`, 'Choose another id.');
    }
    this.options.set(field, options.map(([id]) => id));
  }

  kindOf(id: string): NameKind | undefined {
    return this.declared.get(id)?.kind;
  }

  /** Where an id is declared. */
  placeOf(id: string): Place | undefined {
    return this.declared.get(id)?.place;
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
  const declareAll = (kind: NameKind, group: Place | undefined): void => {
    for (const [id, place] of group?.entries() ?? []) names.declare(kind, id, place);
  };
  declareAll('role', root.at('roles'));
  declareAll('person', root.at('people'));
  declareAll('field', root.at('fields'));
  for (const [id, field] of root.at('fields')?.entries() ?? []) {
    const options = field.at('options');
    if (options) names.declareOptions(id, options.entries());
    else if (field.at('type')?.text === 'yes_no') names.options.set(id, ['true', 'false']);
  }
  declareAll('stage', root.at('stages'));
  for (const [, stage] of root.at('stages')?.entries() ?? []) declareAll('task', stage.at('tasks'));
  declareAll('review', root.at('reviews'));
  declareAll('alert', root.at('alerts'));
  for (const [, alert] of root.at('alerts')?.entries() ?? []) declareAll('task', alert.at('tasks'));
  declareAll('clock', root.at('clocks'));
  // Events are not there yet; their ids are known so that what names one is not a second mistake.
  declareAll('event', root.at('events'));
  names.reasons.push(...(root.at('closure')?.at('reasons')?.entries() ?? []).map(([id]) => id));
  return names;
}
