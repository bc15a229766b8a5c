// Runs scenarios on the core with a virtual clock: the very code that runs the cases, with nobody and nothing outside.

import type { Actor } from '../case/case';
import type { Act } from '../case/event';
import { OWN_TASK } from '../case/own-clock';
import type { JournalEntry } from '../case/effect';
import type { Refusal } from '../case/refusals';
import { localDate, localTime } from '../process/days';
import { addLength } from '../process/length';
import { stagesOf } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { ScenarioRun } from './scenario-expect';
import { checkExpectation } from './scenario-expect';
import type { ActStep, Scenario, ScenarioAct, ScenarioFailure, ScenarioJournalLine, ScenarioResult, ScenarioStep } from './scenario';
import { localText } from './local-instant';
import { oneAbout } from './scenario-about';
import { reachedBy } from './scenario-coverage';
import { thingOf, titlePathOf } from './scenario-titles';
import { actorOf as actorAt, directoryOf } from './scenario-people';
import { VirtualCase, WAKES_LIMIT } from './virtual-case';

export { directoryOf };

/** Runs one scenario to its first failure. The rules are those of its agency and process. */
export function runScenario(rules: Rules, scenario: Scenario): ScenarioResult {
  const virtual = new VirtualCase(rules, directoryOf(rules, scenario), scenario.startsAt);
  const run: ScenarioRun = { scenario, virtual, seen: { journal: 0, notices: 0 }, stoodAgainst: new Set(), sequences: [] };
  let failures: ScenarioFailure[] = [];
  let steps = 0;
  for (const step of scenario.steps) {
    steps += 1;
    failures = take(run, step);
    if (failures.length > 0) break;
  }
  const { file, id, title, process, agency } = scenario;
  return {
    file, id, title, process, agency, passed: failures.length === 0, steps, failures,
    journal: virtual.journal.map((entry) => journalLine(virtual, entry)),
    reached: reachedBy(rules.process, virtual.journal, reachedOutside(run)),
  };
}

function journalLine({ rules, case: state }: VirtualCase, { at, what, about, rule }: JournalEntry): ScenarioJournalLine {
  const thing = about === undefined ? undefined : thingOf(state, about);
  const titlePath = thing === undefined ? undefined : titlePathOf(rules.process, thing);
  return {
    at, local: `${localDate(rules.calendar, at)} ${localTime(rules.calendar, at)}`, what,
    ...(thing !== undefined && { about: thing }), ...(titlePath !== undefined && { titlePath }), ...(rule !== undefined && { rule }),
  };
}

/** What has stood against acts, and the alerts: their journal lines name the rule that raised them, or nobody's. */
const reachedOutside = ({ virtual, stoodAgainst }: ScenarioRun): Set<string> =>
  new Set([...stoodAgainst, ...(virtual.case?.alerts ?? []).map(({ alert }) => `alerts.${alert}`)]);

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
  if (until < virtual.now) return [{ line, expected: `a time after ${localText(virtual.rules.calendar, virtual.now)}`, came: localText(virtual.rules.calendar, until) }];
  return virtual.passTime(until) ? [] : [{ line, expected: `fewer than ${WAKES_LIMIT} wake-ups`, came: 'more' }];
}

function act(run: ScenarioRun, step: ActStep): ScenarioFailure[] {
  const before = run.virtual.case?.sequence ?? 0;
  const refusal = run.virtual.happen(actOf(run, step));
  if (!refusal) run.sequences.push(before);
  for (const { rule } of refusal?.against ?? []) if (rule !== undefined) run.stoodAgainst.add(rule);
  if ((refusal?.code ?? null) === (step.refused ?? null)) return againstOthers(step, refusal);
  const said = (code: string | undefined, against = ''): string => (code === undefined ? 'to be accepted' : `to be refused: ${code}${against}`);
  const against = (refusal?.against ?? []).map(({ id, rule, expected }) => `${rule ?? id ?? ''}${expected === undefined ? '' : `: ${expected}`}`).join(', ');
  return [{ line: step.line, expected: `${step.act.verb} ${said(step.refused)}`, came: said(refusal?.code, against && ` (${against})`) }];
}

/** Refused with the right code, but for something else than what was expected to stand against it. */
function againstOthers({ line, against = [] }: ActStep, refusal: Refusal | null): ScenarioFailure[] {
  const came = (refusal?.against ?? []).map(({ id, rule }) => ({ id, rule, shown: id ?? rule ?? '' }));
  const missing = against.filter((wanted) => !came.some(({ id, rule }) => id === wanted || rule === wanted || rule?.endsWith(`.${wanted}`)));
  return missing.length === 0 ? [] : [{ line, expected: `against it: ${missing.join(', ')}`, came: `against it: ${came.map((one) => one.shown).join(', ') || 'nothing'}` }];
}

/** What an act of a scenario is made in view of. */
type Acting = Pick<ScenarioRun, 'scenario' | 'sequences'> & { virtual: Pick<VirtualCase, 'rules' | 'case'> & { now?: Instant } };

/** What is done in a step, as the core takes it. */
export function actOf(run: Acting, step: ActStep): Act {
  const act = eventOf(run, step);
  const seen = step.unseen === undefined ? undefined : run.sequences.at(-step.unseen);
  return seen === undefined ? act : ({ ...act, seen } as Act);
}

function eventOf(run: Acting, step: ActStep): Act {
  const { act: what, by: id, answers, reason, about } = step;
  const by = actorOf(run, id);
  const because = reason === undefined ? {} : { reason };
  const records = step.records ? { records: step.records } : {};
  const despite = step.despite === undefined ? {} : { despite: step.despite };
  const ticked = step.ticked ? { ticked: step.ticked } : {};
  const ofRecord = about === undefined ? {} : { record: about };
  const one = (of: string): string => oneAbout(run.virtual.case, of, about);
  switch (what.verb) {
    case 'open': return { type: 'open', by, number: 'K7Q2-SCENE', owner: actorOf(run, what.owner ?? id), answers };
    case 'complete': return { type: 'complete', by, task: one(what.of), answers, ...records, ...despite, ...ticked, ...(what.end !== undefined && { end: what.end }) };
    case 'open_task': return { type: 'open_task', by, task: what.of, ...(about !== undefined && { record: about }) };
    case 'note': return { type: 'note', by, text: what.text };
    case 'record': return recorded(run, what, by, step);
    case 'add': return { type: 'add_record', by, list: what.of, answers };
    case 'change': return { type: 'change_record', by, record: what.of, answers };
    case 'end_record': return { type: 'end_record', by, record: what.of, outcome: what.as, ...because };
    case 'remove': return { type: 'remove', by, id: what.of, reason: reason ?? '' };
    case 'answer': return { type: 'answer', by, answers, ...records };
    case 'assign': return { type: 'assign', by, to: actorOf(run, what.to), ...(what.task !== undefined && { task: one(what.task) }) };
    case 'add_task': return { type: 'add_task', by, title: what.title, due: what.due, ...forWhom(run, what.who) };
    case 'withdraw': return { type: 'withdraw_task', by, task: latestOwn(run, what.of), ...because };
    case 'raise': return { type: 'raise', by, alert: what.of, ...because };
    case 'acknowledge': return { type: 'acknowledge', by, alert: alertId(run, what.of), reason: reason ?? '' };
    case 'resolve': return { type: 'resolve', by, alert: alertId(run, what.of), answers, ...because };
    case 'approve': return { type: 'approve', by, approval: one(what.of), ...despite, ...(reason !== undefined && { note: reason }) };
    case 'send_back': return { type: 'send_back', by, approval: one(what.of), reason: reason ?? '' };
    case 'agree': {
      const { says: answer, who, version } = what;
      return { type: 'agree', by, task: one(what.of), who, answer, ...because, ...(version !== undefined && { version }), ...(step.on !== undefined && { on: step.on }) };
    }
    case 'decide': return { type: 'decide', by, decision: decisionId(run, what.of, about), way: what.of, ...because };
    case 'close': return { type: 'close', by, reason: what.of, ...despite };
    case 'pass': return { type: 'pass', by, way: what.of, ...ofRecord, reason: reason ?? '' };
    case 'override': return { type: 'override', by, field: what.of, ...ofRecord, value: what.value, reason: reason ?? '' };
    case 'reopen': return { type: 'reopen', by, reason: reason ?? '' };
    case 'correct': return { type: 'correct', by, answers, reason: reason ?? '' };
    case 'take_back': return { type: 'take_back', by, task: one(what.of), reason: reason ?? '' };
    case 'pause': return { type: 'pause', by, clock: one(what.of), from: what.from, to: what.to, answers, reason: reason ?? '' };
    case 'extend': return { type: 'extend', by, clock: one(what.of), by_length: what.by_length, answers, reason: reason ?? '' };
    case 'waive': return { type: 'waive', by, clock: one(what.of), answers, reason: reason ?? '' };
  }
}

/** The choice that is open, of the case or of a record; where none is, the last one that led or could have led there. */
function decisionId({ virtual: { case: state, rules } }: Acting, way: string, record: string | undefined): string {
  const ofThem = (state?.decisions ?? []).filter((one) => one.record === record);
  const leadsThere = (stage: string): boolean => stagesOf(rules.process).find(({ id }) => id === stage)?.next.some((one) => ('to' in one ? one.to : one.close) === way) === true;
  const found = ofThem.find((one) => one.state === 'asked') ?? ofThem.findLast((one) => leadsThere(one.stage));
  return found?.id ?? state?.stage.id ?? way;
}

/** A review, of whose series for each record `about` says which; or an event, which concerns a record. */
function recorded({ virtual }: Acting, { of, extra }: ScenarioAct & { verb: 'record' }, by: Actor, { answers, records, about, on, ticked }: ActStep): Act {
  const beside = { by, answers, ...(on !== undefined && { on }), ...(records && { records }) };
  if (virtual.rules.process.events?.some((event) => event.id === of)) return { type: 'record_event', event: of, ...beside, ...(about !== undefined && { about }) };
  return { type: 'record', review: oneAbout(virtual.case, of, about), ...beside, ...(extra && { extra }), ...(ticked && { ticked }) };
}

const actorOf = ({ scenario, virtual }: Acting, id: string): Actor => actorAt(virtual.rules, scenario, id, virtual.now);

/** A role, or somebody of the staff. */
const forWhom = (run: Acting, who: string | undefined): { who?: string; person?: Actor } =>
  who === undefined ? {} : run.scenario.staff.some((one) => one.id === who) ? { person: actorOf(run, who) } : { who };

/** Added tasks have ids of their own; without a number the latest one is meant. */
const latestOwn = ({ virtual }: Acting, of: string): string => (of === OWN_TASK ? (virtual.case?.tasks.findLast((one) => one.own)?.id ?? of) : of);

/** Scenarios name an alert by its id in the process; the latest one raised is meant. */
const alertId = ({ virtual }: Acting, alert: string): string => virtual.case?.alerts.findLast((one) => one.alert === alert)?.id ?? alert;
