// Runs scenarios on the core with a virtual clock: the very code that runs the cases, with nobody and nothing outside.

import type { Actor } from '../case/case';
import type { Act } from '../case/event';
import type { Directory } from '../case/staff';
import { addLength } from '../process/length';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { ScenarioRun } from './scenario-expect';
import { checkExpectation } from './scenario-expect';
import type { ActStep, Scenario, ScenarioFailure, ScenarioResult, ScenarioStep } from './scenario';
import { FALLBACK, VirtualCase, WAKES_LIMIT } from './virtual-case';

/** Runs one scenario to its first failure. The rules are those of its agency and process. */
export function runScenario(rules: Rules, scenario: Scenario): ScenarioResult {
  const virtual = new VirtualCase(rules, directoryOf(rules, scenario), scenario.startsAt);
  const run: ScenarioRun = { scenario, virtual, seen: { journal: 0, notices: 0 }, stoodAgainst: new Set() };
  let failures: ScenarioFailure[] = [];
  let steps = 0;
  for (const step of scenario.steps) {
    steps += 1;
    failures = take(run, step);
    if (failures.length > 0) break;
  }
  const { file, id, title, process } = scenario;
  return {
    file, id, title, process, passed: failures.length === 0, steps, failures,
    journal: virtual.journal.map((entry) => `${entry.at} ${entry.what}${entry.about === undefined ? '' : ` ${entry.about}`}`),
    reached: reachedBy(run),
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

/** Rules that decided something, by path, and what happened to which thing, as `kind:id`. */
function reachedBy({ virtual, stoodAgainst }: ScenarioRun): string[] {
  const reached = new Set([...stoodAgainst, ...(virtual.case?.alerts ?? []).map(({ alert }) => `alerts.${alert}`)]);
  for (const { rule, details, what, about } of virtual.journal) {
    if (what === 'stage_entered') reached.add(`stages.${about}`);
    if (rule !== undefined) reached.add(rule);
    const decided = details?.['rule'];
    if (typeof decided === 'string') reached.add(decided);
    if (about !== undefined) reached.add(`${what}:${about}`);
  }
  return [...reached].sort();
}

function take(run: ScenarioRun, step: ScenarioStep): ScenarioFailure[] {
  const { virtual } = run;
  switch (step.kind) {
    case 'act': return act(run, step);
    case 'wait': return passTime(virtual, addLength(virtual.rules.calendar, virtual.now, step.length).at, step.line);
    case 'wait_until': return passTime(virtual, step.at, step.line);
    case 'expect': {
      const failures = checkExpectation(run, step);
      run.seen = { journal: virtual.journal.length, notices: virtual.notices.length };
      return failures;
    }
  }
}

function passTime(virtual: VirtualCase, until: Instant, line: number): ScenarioFailure[] {
  if (until < virtual.now) return [{ line, expected: `a time after ${virtual.now}`, came: until }];
  return virtual.passTime(until) ? [] : [{ line, expected: `fewer than ${WAKES_LIMIT} wake-ups`, came: 'more' }];
}

function act(run: ScenarioRun, step: ActStep): ScenarioFailure[] {
  const refusal = run.virtual.happen(eventOf(run, step));
  for (const { rule } of refusal?.against ?? []) if (rule !== undefined) run.stoodAgainst.add(rule);
  if ((refusal?.code ?? null) === (step.refused ?? null)) return [];
  const said = (code: string | undefined, against = ''): string => (code === undefined ? 'to be accepted' : `to be refused: ${code}${against}`);
  const against = (refusal?.against ?? []).map(({ id, rule }) => rule ?? id ?? '').join(', ');
  return [{ line: step.line, expected: `${step.act.verb} ${said(step.refused)}`, came: said(refusal?.code, against && ` (${against})`) }];
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

function actorOf({ scenario, virtual }: ScenarioRun, id: string): Actor {
  const person = scenario.staff.find((one) => one.id === id);
  return { id, name: id, agency: virtual.rules.agency.id, roles: person?.roles ?? [] };
}

/** Scenarios name an alert by its id in the process; the latest one raised is meant. */
const alertId = ({ virtual }: ScenarioRun, alert: string): string => virtual.case?.alerts.findLast((one) => one.alert === alert)?.id ?? alert;
