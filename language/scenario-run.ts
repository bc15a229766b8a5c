// Runs scenarios on the core with a virtual clock: the very code that runs the cases, with nobody and nothing outside.

import { advance, isRefused, nextWake } from '../case/advance';
import type { Actor, Case } from '../case/case';
import { resolveAddressee } from '../case/addressees';
import type { Effect, JournalEntry, Notice } from '../case/effect';
import type { Act, CaseEvent, NoticeOutcome } from '../case/event';
import type { Directory } from '../case/staff';
import { addLength } from '../process/length';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { checkExpectation } from './scenario-expect';
import type { ActStep, Scenario, ScenarioFailure, ScenarioResult, ScenarioStep } from './scenario';

/** A notice with those whom it reached. */
export interface DeliveredNotice {
  notice: Notice;
  to: { id: string; language: string }[];
}

/** A scenario in the course of being run. */
export interface ScenarioRun {
  rules: Rules;
  scenario: Scenario;
  directory: Directory;
  case: Case | null;
  now: Instant;
  journal: JournalEntry[];
  /** What has come since the last expectation. */
  fresh: { notices: DeliveredNotice[]; journal: JournalEntry[] };
  reached: Set<string>;
}

const FALLBACK = 'fallback';
/** A scenario that waits past so many wake-ups is taken to be a mistake. */
const WAKES_LIMIT = 100_000;

/** Runs one scenario to its first failure. The rules are those of its agency and process. */
export function runScenario(rules: Rules, scenario: Scenario): ScenarioResult {
  const run: ScenarioRun = {
    rules, scenario, directory: directoryOf(rules, scenario), case: null, now: scenario.startsAt, journal: [],
    fresh: { notices: [], journal: [] }, reached: new Set(),
  };
  let failures: ScenarioFailure[] = [];
  let steps = 0;
  for (const step of scenario.steps) {
    steps += 1;
    failures = take(run, step);
    if (failures.length > 0) break;
  }
  const { file, id, title } = scenario;
  return {
    file, id, title, passed: failures.length === 0, steps, failures,
    journal: run.journal.map((entry) => `${entry.at} ${entry.what}${entry.about === undefined ? '' : ` ${entry.about}`}`),
    reached: [...run.reached].sort(),
  };
}

function directoryOf(rules: Rules, { staff }: Scenario): Directory {
  const agency = rules.agency.id;
  return {
    agency,
    staff: staff.map(({ id, roles, language, supervisor }) => ({
      id, name: id, email: `${id}@example.org`, language, agency, roles, active: true, ...(supervisor !== undefined && { supervisor }),
    })),
    fallback: { email: `${FALLBACK}@example.org`, language: rules.agency.languages[0] ?? rules.process.language },
  };
}

function take(run: ScenarioRun, step: ScenarioStep): ScenarioFailure[] {
  switch (step.kind) {
    case 'act': return act(run, step);
    case 'wait': return passTime(run, addLength(run.rules.calendar, run.now, step.length).at, step.line);
    case 'wait_until': return passTime(run, step.at, step.line);
    case 'expect': {
      const failures = checkExpectation(run, step);
      run.fresh = { notices: [], journal: [] };
      return failures;
    }
  }
}

/** Goes from wake-up to wake-up, so that everything happens at its own time. */
function passTime(run: ScenarioRun, until: Instant, line: number): ScenarioFailure[] {
  if (until < run.now) return [{ line, expected: `a time after ${run.now}`, came: until }];
  for (let wakes = 0; wakes < WAKES_LIMIT; wakes += 1) {
    const next = run.case && nextWake(run.case);
    if (next === null || next > until) {
      run.now = until;
      return [];
    }
    if (next > run.now) run.now = next;
    happen(run, { type: 'time' });
  }
  return [{ line, expected: `fewer than ${WAKES_LIMIT} wake-ups`, came: 'more' }];
}

/** Lets an event happen; gives the refusal's code, or null. */
function happen(run: ScenarioRun, event: CaseEvent): string | null {
  const result = advance(run.rules, run.case, event, run.now);
  if (isRefused(result)) return result.refusal.code;
  run.case = result.case;
  const outcomes = perform(run, result.effects);
  if (outcomes.length > 0) happen(run, { type: 'told', outcomes });
  return null;
}

function perform(run: ScenarioRun, effects: Effect[]): NoticeOutcome[] {
  const outcomes: NoticeOutcome[] = [];
  for (const effect of effects) {
    if (effect.kind === 'journal') note(run, effect.entry);
    if (effect.kind !== 'notice') continue;
    const outcome = deliver(run, effect.notice);
    if (effect.notice.urgent) outcomes.push(outcome);
  }
  return outcomes;
}

function note(run: ScenarioRun, entry: JournalEntry): void {
  run.journal.push(entry);
  run.fresh.journal.push(entry);
  if (entry.rule !== undefined) run.reached.add(entry.rule);
  const decided = entry.details?.['rule'];
  if (typeof decided === 'string') run.reached.add(decided);
  if (entry.about !== undefined) run.reached.add(`${entry.what}:${entry.about}`);
}

function deliver(run: ScenarioRun, notice: Notice): NoticeOutcome {
  const { recipients, via } = resolveAddressee(notice.to, run.directory, run.now);
  run.fresh.notices.push({ notice, to: recipients.map(({ id, language }) => ({ id: id ?? FALLBACK, language })) });
  const reached = recipients.flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name }]));
  return { notice: notice.id, at: run.now, reached, refused: [], ...(via === 'fallback' && { fallback: true as const }) };
}

function act(run: ScenarioRun, step: ActStep): ScenarioFailure[] {
  const refused = happen(run, eventOf(run, step));
  if (refused === (step.refused ?? null)) return [];
  const said = (code: string | null | undefined): string => (code == null ? 'to be accepted' : `to be refused: ${code}`);
  return [{ line: step.line, expected: `${step.act.verb} ${said(step.refused)}`, came: said(refused) }];
}

function eventOf(run: ScenarioRun, { act: what, by: id, answers, reason }: ActStep): Act {
  const by = actorOf(run, id);
  const because = reason === undefined ? {} : { reason };
  switch (what.verb) {
    case 'open': return { type: 'open', by, number: 'K7Q2-SCENE', owner: actorOf(run, what.owner ?? id), answers };
    case 'complete': return { type: 'complete', by, task: what.of, answers };
    case 'record': return { type: 'record', by, review: what.of, answers };
    case 'answer': return { type: 'answer', by, answers };
    case 'raise': return { type: 'raise', by, alert: what.of, ...because };
    case 'acknowledge': return { type: 'acknowledge', by, alert: alertId(run, what.of), reason: reason ?? '' };
    case 'resolve': return { type: 'resolve', by, alert: alertId(run, what.of), answers, ...because };
    case 'approve': return { type: 'approve', by, approval: what.of, ...(reason !== undefined && { note: reason }) };
    case 'send_back': return { type: 'send_back', by, approval: what.of, reason: reason ?? '' };
    case 'close': return { type: 'close', by, reason: what.of };
  }
}

function actorOf(run: ScenarioRun, id: string): Actor {
  const person = run.scenario.staff.find((one) => one.id === id);
  return { id, name: id, agency: run.rules.agency.id, roles: person?.roles ?? [] };
}

/** Scenarios name an alert by its id in the process; the latest one raised is meant. */
const alertId = (run: ScenarioRun, alert: string): string => run.case?.alerts.findLast((one) => one.alert === alert)?.id ?? alert;
