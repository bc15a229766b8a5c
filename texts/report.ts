// The final report as it is laid out for reading and printing: headings, facts and tables in the reader's language.

import type { Person } from '../case/case';
import type { ReportedState } from '../case/report';
import type { Departure } from '../case/report-course';
import type { Instant } from '../process/time';
import type { CaseWords } from './answer-text';
import { recordText } from './answer-text';
import { sayShortDate, sayShortDue, sayShortInstant } from './dates';
import { isolated } from './isolated';
import type { Cell, ReportPage, Section } from './report-page';
import { asReportPage } from './report-page';
import type { SaidAnswer, SaidReport } from './report-words';
import { directionOf, languageOf, say } from './say';
import type { TextKey } from './say';

export interface ReportOptions extends CaseWords {
  /** The agency's title in the reader's language. */
  agency: string;
  /** Who reads it. */
  name: string;
}

/** The report as a whole page of HTML, in the language that is given with it. */
export function renderReport(report: SaidReport, options: ReportOptions): { html: string; language: string } {
  const language = languageOf(options.reader);
  const said = sayingOf(options);
  const { word } = said;
  const page: ReportPage = {
    language,
    direction: directionOf(language),
    title: word(report.status === 'closed' ? 'title' : 'title_open'),
    subtitle: report.title,
    agency: options.agency,
    facts: factsOf(report, said),
    sections: sectionsOf(report, said).filter(({ rows }) => rows.length > 0),
    footer: [
      word('made', { at: isolated(said.instant(report.at), options.reader), name: isolated(options.name, options.reader) }),
      say(options.reader, 'mail.times', { zone: isolated(options.calendar.timeZone, options.reader) }),
      word('personal'),
    ],
  };
  return { html: asReportPage(page), language };
}

type Word = TextKey extends infer K ? (K extends `report.${infer Rest}` ? Rest : never) : never;

/** How things are said in one report. */
interface Saying {
  word(key: Word, values?: Record<string, string>): string;
  state(state: ReportedState): string;
  instant(at: Instant): string;
  /** The heading over due dates. */
  dueLabel: string;
  due(at: Instant | null): string;
  day(date: string): string;
  record(id: string): string;
}

function sayingOf(words: CaseWords): Saying {
  const { reader, calendar } = words;
  const word: Saying['word'] = (key, values) => say(reader, `report.${key}` as TextKey, values);
  return {
    word,
    state: (state) => word(`state.${state}`),
    instant: (at) => sayShortInstant(reader, calendar, at),
    dueLabel: say(reader, 'mail.due'),
    due: (at) => (at === null ? '' : sayShortDue(reader, calendar, at)),
    day: (date) => sayShortDate(reader, date),
    record: (id) => recordText(id, words),
  };
}

const nameOf = (person: Person | null): string => person?.name ?? '';

function factsOf(report: SaidReport, { word, instant }: Saying): ReportPage['facts'] {
  const { client, owner, openedAt, openedBy, closed } = report;
  return [
    [word('case'), [report.number]],
    ...client.map((one): [string, Cell] => [one.title, [answerOf(one, word)]]),
    [word('owner'), [owner.name]],
    [word('opened'), [instant(openedAt), openedBy.name]],
    ...(closed
      ? ([
          [word('closed'), [instant(closed.at), nameOf(closed.by)]],
          [word('reason'), [closed.reasonTitle]],
          ...(closed.approvedBy.length > 0 ? [[word('approved_by'), closed.approvedBy.map(nameOf)]] : []),
        ] as ReportPage['facts'])
      : []),
  ];
}

const answerOf = ({ hidden, text = '' }: SaidAnswer, word: Saying['word']): string => (hidden ? word('hidden') : text);

function sectionsOf(report: SaidReport, said: Saying): Section[] {
  return [
    turns(report, said), answers(report, said), ...records(report, said), tasks(report, said), reviews(report, said), alerts(report, said), events(report, said),
    agreements(report, said), approvals(report, said), departures(report, said), stages(report, said),
  ];
}

/** Only of a case that was opened again: a single closing stands at the head. */
function turns(report: SaidReport, { word, instant }: Saying): Section {
  const rows = report.turns.some(({ what }) => what === 'reopened') ? report.turns : [];
  return {
    heading: word('turns'), columns: [word('how'), word('at'), word('by'), word('reason')],
    rows: rows.map(({ what, at, by, reason, reasonTitle }) => [[word(what)], [instant(at)], [nameOf(by)], [reasonTitle ?? reason]]),
  };
}

const answers = (report: SaidReport, { word }: Saying): Section => ({
  heading: word('answers'), columns: null, rows: report.answers.map((one) => [[one.title], [answerOf(one, word)]]),
});

/** One section for each record. */
const records = (report: SaidReport, said: Saying): Section[] => report.records.map((one) => recordSection(one, said));

function recordSection({ id, addedAt, addedBy, answers: given, ended }: SaidReport['records'][number], { word, instant, record }: Saying): Section {
  const end: Cell = ended ? [ended.outcomeTitle, instant(ended.at), nameOf(ended.by), ended.reason ?? ''] : [word('still_open')];
  return {
    heading: record(id), columns: null,
    rows: [...given.map((one): Cell[] => [[one.title], [answerOf(one, word)]]), [[word('added')], [instant(addedAt), addedBy.name]], [[word('outcome')], end]],
  };
}

function tasks(report: SaidReport, { word, state, instant, dueLabel, due, record }: Saying): Section {
  return {
    heading: word('tasks'), columns: [word('task'), dueLabel, word('ended'), word('by'), word('how')],
    rows: report.tasks.map((task) => [
      [task.title, ...(task.record === undefined ? [] : [record(task.record)])],
      [due(task.dueAt)],
      [task.endedAt === null ? '' : instant(task.endedAt)],
      [nameOf(task.by)],
      [task.resultTitle ?? state(task.state), ...(task.late ? [{ strong: word('late') }] : [])],
    ]),
  };
}

function reviews(report: SaidReport, { word, state, instant, dueLabel, due, record }: Saying): Section {
  return {
    heading: word('reviews'), columns: [word('review'), dueLabel, word('ended'), word('by'), word('how')],
    rows: report.reviews.map((review) => [
      [review.title, ...(review.record === undefined ? [] : [record(review.record)])],
      [due(review.dueAt)],
      [review.endedAt === null ? '' : instant(review.endedAt)],
      [nameOf(review.by)],
      [state(review.state), ...(review.late ? [{ strong: word('late') }] : [])],
    ]),
  };
}

function alerts(report: SaidReport, { word, instant }: Saying): Section {
  const raise = (at: Instant, by: Person | null, reason?: string): Cell => [instant(at), by?.name ?? word('by_rule'), ...(reason === undefined ? [] : [reason])];
  const took = (step: { at: Instant; by: Person; reason?: string } | undefined): Cell => (step ? raise(step.at, step.by, step.reason) : [word('still_open')]);
  return {
    heading: word('alerts'), columns: [word('alert'), word('raised'), word('acknowledged'), word('resolved')],
    rows: report.alerts.map(({ title, raisedAt, raisedBy, reason, joined, acknowledged, resolved }) => [
      [title],
      [...raise(raisedAt, raisedBy, reason), ...joined.flatMap((one) => [`${word('again')}:`, ...raise(one.at, one.by, one.reason)])],
      took(acknowledged),
      took(resolved),
    ]),
  };
}

const events = (report: SaidReport, { word, state, instant, record }: Saying): Section => ({
  heading: word('events'), columns: [word('event'), word('happened'), word('by'), word('how')],
  rows: report.events.map((one) => [[one.title, ...(one.record === undefined ? [] : [record(one.record)])], [instant(one.happenedAt)], [one.by.name], [state(one.state)]]),
});

/** Each word that was given to each version, in the order in which they came; who has said nothing yet at the end. */
const agreements = (report: SaidReport, { word, state, instant, day }: Saying): Section => ({
  heading: word('agreements'), columns: [word('task'), word('party'), word('how'), word('at'), word('by')],
  rows: report.agreements.map(({ title, version, whoTitle, says, at, on, by, reason }) => [
    [title, word('version', { n: String(version) })],
    [whoTitle ?? word('the_client')],
    [says === null ? state('agreeing') : word(says), ...(reason === undefined ? [] : [reason])],
    [on === undefined ? (at === null ? '' : instant(at)) : day(on)],
    [nameOf(by)],
  ]),
});

function approvals(report: SaidReport, { word, state, instant }: Saying): Section {
  return {
    heading: word('approvals'), columns: [word('approval'), word('asked'), word('decided'), word('by'), word('how')],
    rows: report.approvals.map(({ kind, title = '', state: is, askedAt, decidedAt, by, note }) => [
      [kind === 'task' ? title : word(kind, { title })],
      [instant(askedAt)],
      [decidedAt === null ? '' : instant(decidedAt)],
      [nameOf(by)],
      [state(is), ...(note === undefined ? [] : [note])],
    ]),
  };
}

function departures(report: SaidReport, said: Saying): Section {
  const { word, instant } = said;
  return {
    heading: word('departures'), columns: [word('task'), word('how'), word('at'), word('by'), word('reason')],
    rows: report.departures.map((one) => [[one.title], [departureText(one, said)], [instant(one.at)], [nameOf(one.by)], [one.reason]]),
  };
}

function departureText({ what, from, to, byLength }: Departure, { word, day }: Saying): string {
  if (from !== undefined && to !== undefined) return word('paused', { from: day(from), until: day(to) });
  return what === 'extended' ? word('extended', { length: byLength ?? '' }) : word('waived');
}

const stages = (report: SaidReport, { word, instant }: Saying): Section => ({
  heading: word('stages'), columns: [word('stage'), word('round'), word('from'), word('until')],
  rows: report.stages.map(({ title, round, enteredAt, leftAt }) => [[title], [String(round)], [instant(enteredAt)], [leftAt === null ? '' : instant(leftAt)]]),
});
