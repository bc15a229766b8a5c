// Records and events in a scenario: which there may be, and how what is written of them is read.

import type { Answers, RecordAnswers } from '../case/event';
import type { Field, List, Process } from '../process/process';
import type { Rules } from '../process/rules';
import type { Instant, LocalDate } from '../process/time';
import { isLocalDate } from '../process/dates';
import { localInstant } from './local-instant';
import type { Report } from './report';
import type { Expectation } from './scenario';
import { plainValue, readAnswersOf } from './scenario-answers';
import type { ScenarioWords } from './scenario-words';
import type { Place } from './tree';

/** The list that an id of a record is of: `goal.2`. */
export function listOf(process: Process, id: string): List | undefined {
  const [, list] = /^(.+)\.[1-9]\d*$/.exec(id) ?? [];
  return process.lists?.find((one) => one.id === list);
}

/** Whether an id can be one of an event of the case: `missed_visit.1`. */
const isEvent = (process: Process, id: string): boolean => process.events?.some((one) => id.startsWith(`${one.id}.`) && /^[1-9]\d*$/.test(id.slice(one.id.length + 1))) === true;

/** What a record has beside its fields. */
const OF_RECORDS: Record<string, Field> = { open: { type: 'yes_no' }, outcome: { type: 'text' }, stage: { type: 'text' } };

/** Reads what a scenario says of records and events. */
export class ScenarioRecords {
  constructor(
    private readonly report: Report,
    private readonly rules: Rules,
    private readonly words: ScenarioWords,
  ) {}

  /** An id of a record, or of an event too; any where the act is there to be refused. */
  id(place: Place | undefined, refused: boolean, orEvent = false): string | undefined {
    const { process } = this.rules;
    const id = place?.text;
    if (!place || id === undefined || refused || listOf(process, id) || (orEvent && isEvent(process, id))) return id;
    const known = [...(process.lists ?? []), ...(orEvent ? (process.events ?? []) : [])].map((one) => `${one.id}.1`);
    this.words.unknown(place.range, id, known, orEvent ? 'id of a record or an event' : 'id of a record');
    return undefined;
  }

  /** The answers of one record. */
  answers(place: Place | undefined, list: List | undefined, refused: boolean): Answers {
    if (!list) return Object.fromEntries((place?.entries() ?? []).map(([field, value]) => [field, plainValue(value.node, undefined, this.rules.calendar)]));
    return Object.fromEntries(readAnswersOf(place, list.fields, this.rules.calendar, this.words, refused, `field of \`${list.id}\``).map(({ field, value }) => [field, value]));
  }

  /** Answers that are put right: of the case by their fields, of a record with its id, as `goal.2.due_on`. */
  corrected(place: Place | undefined, refused: boolean): Answers {
    const { fields, lists = [] } = this.rules.process;
    const named = (place?.entries() ?? []).map(([name]) => name.slice(0, name.lastIndexOf('.')));
    const ofRecords = lists.flatMap((list) => [`${list.id}.1`, ...named.filter((id) => listOf(this.rules.process, id) === list)].flatMap((id) => Object.entries(list.fields).map(([field, one]) => [`${id}.${field}`, one] as const)));
    const known = { ...fields, ...Object.fromEntries(ofRecords) };
    return Object.fromEntries(readAnswersOf(place, known, this.rules.calendar, this.words, refused, 'field of the case or of a record').map(({ field, value }) => [field, value]));
  }

  /** Records that are written with an act, new ones by their list and others by their id. */
  written(place: Place | undefined, refused: boolean): RecordAnswers[] {
    return (place?.items() ?? []).flatMap((item) =>
      item.entries().flatMap(([of, answers]): RecordAnswers[] => {
        const list = this.rules.process.lists?.find((one) => one.id === of) ?? listOf(this.rules.process, of);
        if (!list && !refused) return this.words.unknown(answers.head, of, this.things(), 'list or record'), [];
        const read = this.answers(answers, list, refused);
        return [list?.id === of || !of.includes('.') ? { list: of, answers: read } : { record: of, answers: read }];
      }),
    );
  }

  private things(): string[] {
    return (this.rules.process.lists ?? []).flatMap((one) => [one.id, `${one.id}.1`]);
  }

  /** When something really was: a day, or a local time. */
  on(place: Place | undefined): LocalDate | Instant | undefined {
    const text = place?.text;
    if (!place || text === undefined || isLocalDate(text)) return text;
    const at = localInstant(this.rules.calendar, text);
    if (at === undefined) this.report.add('bad-date', place.range, `\`${text}\` is no time.`, 'Write the day as 2026-03-26, or the local time as 2026-03-26T09:00.');
    return at;
  }

  /** What an expectation says of lists and records; a field without a value has no answer. */
  expected(place: Place | undefined): NonNullable<Expectation['records']> {
    return (place?.entries() ?? []).flatMap(([of, one]): NonNullable<Expectation['records']> => {
      const line = this.words.line(one);
      const isList = this.rules.process.lists?.some(({ id }) => id === of) === true;
      const list = listOf(this.rules.process, of);
      if (!isList && !list) this.words.unknown(one.head, of, this.things(), 'list or record');
      if (isList && one.number === undefined) this.report.add('wrong-kind', one.head, `\`${of}\` is a list: what is expected is how many records it has.`, `Write a number, or \`${of}.1:\` for its first record.`);
      if (isList) return one.number === undefined ? [] : [{ of, line, count: one.number }];
      if (!list) return [];
      const holds = readAnswersOf(one, { ...list.fields, ...OF_RECORDS }, this.rules.calendar, this.words, false, `field of \`${list.id}\``).map(({ field, value, place: at }) => ({ field, value: value === '' ? null : value, line: this.words.line(at) }));
      return [{ of, line, holds }];
    });
  }
}
