// The names that a scenario may use, and how one that is not among them is reported.

import { OWN_TASK } from '../case/own-clock';
import { stagesOf, tasksOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Report } from './report';
import type { Range } from './source';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

export class ScenarioWords {
  /** What can be open or told about: tasks, reviews, alerts, stages, clocks of the case, and what is approved beside tasks; lists and events. */
  readonly things: string[];

  constructor(
    private readonly report: Report,
    process: Process,
    readonly staff: string[],
  ) {
    const { reviews, alerts, clocks, lists = [], events = [] } = process;
    this.things = [...tasksOf(process), ...reviews, ...alerts, ...stagesOf(process), ...clocks, ...lists, ...events].map((one) => one.id).concat('closure', 'extension', 'waiver', OWN_TASK);
  }

  line(place: Place): number {
    return this.report.source.position(place.head.start).line;
  }

  /** The word that stands there when it is one of the known; what is no word at all is the shape's business. */
  known<T extends string>(place: Place | undefined, words: readonly T[], kind: string): T | undefined {
    const word = place?.text;
    if (!place || word === undefined) return undefined;
    const found = words.find((one) => one === word);
    if (found === undefined) this.unknown(place.range, word, words, kind);
    return found;
  }

  person(place: Place | undefined): string | undefined {
    return this.known(place, this.staff, 'person of this scenario');
  }

  badDue(place: Place, text: string): void {
    this.report.add('bad-date', place.range, `\`${text}\` is no due date.`, 'Write the day as 2026-03-26, the time as 2026-03-26T09:00, or `none`.');
  }

  /** Reports a word that is no option of a field. */
  option(place: Place, field: string, options: readonly string[]): void {
    const word = place.text;
    if (word === undefined || options.includes(word)) return;
    const suggestion = nearest(word, options);
    this.report.add('unknown-option', place.range, `\`${word}\` is no option of the field \`${field}\`.`, fixFor(suggestion, options, 'option'), suggestion);
  }

  unknown(range: Range, word: string, words: readonly string[], kind: string): void {
    const suggestion = nearest(word, words);
    this.report.add('unknown-name', range, `\`${word}\` is no ${kind}.`, fixFor(suggestion, words, kind), suggestion);
  }
}
