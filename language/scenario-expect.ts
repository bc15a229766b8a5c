// Compares what came in a scenario with what it expects, and says the difference in its own words.

import type { AnswerValue, Case, RecordState } from '../case/case';
import { bySoonest } from '../case/view';
import { stillToSay } from '../case/agreed';
import type { DueItem } from '../case/project';
import { project } from '../case/project';
import { dayOf } from '../process/days';
import type { Instant } from '../process/time';
import { toMs } from '../process/time';
import { localText } from './local-instant';
import type { Expectation, Scenario, ScenarioFailure } from './scenario';
import { aboutOf } from './scenario-about';
import { thingOf } from './scenario-titles';
import type { DeliveredNotice, VirtualCase } from './virtual-case';

/** A scenario in the course of being run. */
export interface ScenarioRun {
  scenario: Scenario;
  virtual: VirtualCase;
  /** How much of the journal and of the notices has been looked at by expectations before. */
  seen: { journal: number; notices: number };
  /** Rules that have stood against an act. */
  stoodAgainst: Set<string>;
  /** Before each act that was accepted, the sequence of the case. */
  sequences: number[];
}

export function checkExpectation(run: ScenarioRun, expected: Expectation): ScenarioFailure[] {
  const { case: state } = run.virtual;
  if (!state) return [{ line: expected.line, expected: 'a case', came: 'none was opened' }];
  const { line, lines } = expected;
  return [
    ...plain(lines['stage'] ?? line, 'stage', expected.stage, state.stage.id),
    ...plain(lines['status'] ?? line, 'status', expected.status, state.status),
    ...plain(lines['closed_as'] ?? line, 'closed as', expected.closed_as, state.closed?.reason ?? 'not closed'),
    ...openThings(run, expected),
    ...notices(run, expected),
    ...alerts(run, expected),
    ...answers(run, expected),
    ...records(run, expected),
    ...agreements(run, expected),
    ...journal(run, expected),
  ];
}

function agreements({ virtual }: ScenarioRun, expected: Expectation): ScenarioFailure[] {
  return (expected.agreements ?? []).flatMap(({ of, version, waits_for: waitsFor, line }) => {
    const came = virtual.case?.agreements?.findLast((one) => one.task === of);
    if (!came) return [{ line, expected: `an agreement to ${of}`, came: 'none was asked for' }];
    const waiting = [...stillToSay(came).map(({ who }) => who)].sort().join(', ') || 'nobody';
    return [
      ...plain(line, `${of} in version`, version?.toString(), `${came.version}`),
      ...plain(line, `${of} waits for`, waitsFor && ([...waitsFor].sort().join(', ') || 'nobody'), waiting),
    ];
  });
}

const plain = (line: number, what: string, expected: string | undefined, came: string): ScenarioFailure[] =>
  expected === undefined || expected === came ? [] : [{ line, expected: `${what} ${expected}`, came: `${what} ${came}` }];

/** What several have to agree to stands once. */
const isFirst = (item: DueItem, i: number, all: DueItem[]): boolean => all.findIndex((one) => one.id === item.id) === i;

function openThings({ virtual }: ScenarioRun, { open, lines, line: expectLine }: Expectation): ScenarioFailure[] {
  if (!open || !virtual.case) return [];
  const line = lines['open'] ?? expectLine;
  const items = project(virtual.rules, virtual.case).items.filter((item) => item.kind !== 'alert').filter(isFirst).sort(bySoonest);
  const wanted = open.map((one) => one.of);
  const came = items.map((item) => nameOf(virtual, item, wanted));
  if ([...came].sort().join() !== [...wanted].sort().join()) {
    return [{ line, expected: `open: ${wanted.join(', ') || 'nothing'}`, came: `open: ${came.join(', ') || 'nothing'}` }];
  }
  return open.flatMap((one) => {
    if (one.due === undefined) return [];
    const dueAt = items.find((item) => nameOf(virtual, item, wanted) === one.of)?.dueAt ?? null;
    const said = sayDue(virtual, dueAt, one.due);
    return said === one.due ? [] : [{ line: one.line, expected: `${one.of} due ${one.due ?? 'none'}`, came: `due ${said ?? 'none'}` }];
  });
}

/** `goal_visit`; with the record that it is about, `goal_visit@goal.1`, where that is how it is expected. */
function nameOf({ case: state }: VirtualCase, item: DueItem, wanted: string[]): string {
  const thing = thingOf(state, item.id);
  const about = aboutOf(state, item.id);
  return about !== undefined && wanted.includes(`${thing}@${about}`) ? `${thing}@${about}` : thing;
}

/** As a day where a day was expected, else as local time to the minute. */
function sayDue({ rules }: VirtualCase, dueAt: Instant | null, like: string | null): string | null {
  if (dueAt === null) return null;
  return like !== null && like.length === 10 ? dayOf(rules.calendar, dueAt) : localText(rules.calendar, dueAt);
}

const sayNotice = (state: Case | null, { notice, to }: DeliveredNotice): string =>
  `${to.map((one) => one.id).join(' and ')}: ${notice.says}${notice.about === undefined ? '' : ` ${thingOf(state, notice.about)}`}`;

function notices(run: ScenarioRun, { notices: wanted, silence, lines, line: expectLine }: Expectation): ScenarioFailure[] {
  const line = lines['silence'] ?? expectLine;
  const { case: state } = run.virtual;
  const came = run.virtual.notices.slice(run.seen.notices);
  const said = (of: DeliveredNotice[]): string => of.map((one) => sayNotice(state, one)).join('; ');
  const broke = came.filter(({ to }) => silence === true || to.some((one) => silence?.includes(one.id) === true));
  if (broke.length > 0) return [{ line, expected: silence === true ? 'nobody is told' : `none is told of ${(silence ?? []).join(', ')}`, came: said(broke) }];
  return (wanted ?? []).flatMap((want) => {
    const found = came.some(
      ({ notice, to }) =>
        notice.says === want.says &&
        to.some((one) => one.id === want.to && (want.language === undefined || one.language === want.language)) &&
        (want.about === undefined || thingOf(state, notice.about ?? '') === want.about),
    );
    if (found) return [];
    const expected = `${want.to}: ${want.says}${want.about === undefined ? '' : ` ${want.about}`}${want.language === undefined ? '' : ` in ${want.language}`}`;
    return [{ line: want.line, expected, came: said(came) || 'nobody was told' }];
  });
}

function alerts(run: ScenarioRun, expected: Expectation): ScenarioFailure[] {
  const { rules, case: state } = run.virtual;
  if (!state) return [];
  const { items, states } = { items: project(rules, state).alerts, states: state.alerts };
  return (expected.alerts ?? []).flatMap((want) => {
    const at = states.findLastIndex((one) => one.alert === want.of);
    const came = items[at];
    if (!came) return [{ line: want.line, expected: `alert ${want.of}`, came: 'not raised' }];
    return [
      ...plain(want.line, `alert ${want.of}`, want.state, came.state),
      ...plain(want.line, `alert ${want.of} at step`, want.step?.toString(), `${came.step + 1}`),
    ];
  });
}

function answers({ virtual }: ScenarioRun, { answers: wanted }: Expectation): ScenarioFailure[] {
  return (wanted ?? []).flatMap(({ field, value, line }) => {
    const came = virtual.case?.answers[field]?.value ?? null;
    const isTime = virtual.rules.process.fields[field]?.type === 'time';
    const say = (one: AnswerValue | null): string => (isTime && typeof one === 'string' && !Number.isNaN(toMs(one)) ? localText(virtual.rules.calendar, one) : sayAnswer(one));
    return includes(came, value) ? [] : [{ line, expected: `${field}: ${say(value)}`, came: `${field}: ${say(came)}` }];
  });
}

function records({ virtual }: ScenarioRun, { records: wanted }: Expectation): ScenarioFailure[] {
  return (wanted ?? []).flatMap(({ of, line, count, holds = [] }) => {
    const all = virtual.case?.records ?? [];
    const number = all.filter((one) => one.list === of).length;
    if (count !== undefined) return number === count ? [] : [{ line, expected: `${of}: ${count}`, came: `${of}: ${number}` }];
    const record = all.find((one) => one.id === of);
    if (!record) return [{ line, expected: of, came: 'no such record' }];
    return holds.flatMap((one) => {
      const came = ofRecord(record, one.field);
      return includes(came, one.value) ? [] : [{ line: one.line, expected: `${of} ${one.field}: ${sayAnswer(one.value)}`, came: `${of} ${one.field}: ${sayAnswer(came)}` }];
    });
  });
}

function ofRecord({ answers: given, ended, stage }: RecordState, field: string): AnswerValue | null {
  if (field === 'open') return !ended;
  if (field === 'outcome') return ended?.outcome ?? null;
  return field === 'stage' ? (stage?.id ?? null) : (given[field]?.value ?? null);
}

/** The same value; of a consent only what is written has to be the same. */
function includes(came: AnswerValue | null, wanted: AnswerValue | null): boolean {
  if (typeof wanted !== 'object' || wanted === null || typeof came !== 'object' || came === null) return came === wanted;
  if (Array.isArray(wanted) || Array.isArray(came)) return JSON.stringify(came) === JSON.stringify(wanted);
  return Object.entries(wanted).every(([key, value]) => (came as unknown as Record<string, unknown>)[key] === value);
}

const sayAnswer = (value: AnswerValue | null): string => {
  if (value === null) return 'no answer';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function journal(run: ScenarioRun, { journal: wanted }: Expectation): ScenarioFailure[] {
  const { case: state } = run.virtual;
  let from = 0;
  const came = run.virtual.journal.slice(run.seen.journal).map(({ what, about }) => ({ what, about: about === undefined ? undefined : thingOf(state, about) }));
  const said = ({ what, about }: { what: string; about?: string | undefined }): string => (about === undefined ? what : `${what} ${about}`);
  for (const want of wanted ?? []) {
    const found = came.findIndex((one, i) => i >= from && one.what === want.what && (want.about === undefined || one.about === want.about));
    if (found < 0) return [{ line: want.line, expected: `journal: … ${said(want)}`, came: `journal: ${came.slice(from).map(said).join(', ') || 'nothing more'}` }];
    from = found + 1;
  }
  return [];
}
