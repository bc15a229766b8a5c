// What may happen to a case: one pure function, the same in the workflow, in scenarios, in the API's checks and in tests.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { answersForCase, capacitiesOf, mayRead } from './access';
import { agree } from './agreeing';
import { acknowledge, climbDueAlerts, raise, resolve, told } from './alerts';
import { assign } from './assigning';
import { refuseAnswers, setAnswers } from './answers';
import type { Case } from './case';
import { extend, pause, waive } from './clock-acts';
import { decide } from './choosing';
import { close } from './closure';
import { correct, takeBack } from './corrections';
import { approve, sendBack } from './decisions';
import { deriveAnswers } from './derived';
import type { Draft } from './draft';
import { override } from './overriding';
import { createDraft, personOf, write } from './draft';
import { runDueSteps } from './due-steps';
import type { Effect, Notice } from './effect';
import type { Act, CaseEvent } from './event';
import { recordEvent } from './events';
import { copyCase } from './copy-case';
import { addRecord, changeRecord, endByAct } from './list-records';
import { draftOpening, open } from './opening';
import { addTask, withdrawOwn } from './own-tasks';
import { pass } from './passing';
import type { Refusal } from './refusals';
import { remove } from './removing';
import { reopen } from './reopening';
import { record } from './reviews';
import { settle } from './settle';
import { refuseShape } from './shape';
import { complete, openTask } from './tasks';

/** What an act changed, small enough to stay in a history: the caller's answer. */
export interface ActAnswer {
  case: string;
  sequence: number;
  stage: string;
  status: 'open' | 'closed';
  /** Ids of task openings, review occurrences, alerts and approvals that the act opened or ended. */
  opened: string[];
  ended: string[];
}

export type Advanced = { case: Case; effects: Effect[]; answer: ActAnswer };
export type Refused = { refusal: Refusal };

/** Whether an event was refused; nothing has changed then. */
export const isRefused = (result: Advanced | Refused): result is Refused => 'refusal' in result;

/**
 * Gives the case as it is after the event and what is to be done outside, or why the event is refused. Pure: `at` is the instant
 * handed in, nothing given is changed, and nothing is thrown whatever the event holds. `before` is null for an opening alone. An
 * event that changes nothing (a `time` for which nothing was due, rules that the case has) gives the very case that was handed in,
 * with no effect.
 */
export function advance(rules: Rules, before: Case | null, event: CaseEvent, at: Instant): Advanced | Refused {
  const malformed = refuseShape(event, at);
  if (malformed) return { refusal: malformed };
  return isAct(event) ? act(rules, before, event, at) : happen(rules, before, event, at);
}

/** By its kind, not by whether it names somebody: an event from outside may hold more than its kind asks for. */
const isAct = (event: CaseEvent): event is Act => event.type !== 'time' && event.type !== 'told' && event.type !== 'rules';

/** A partner raises alerts and does nothing else. */
const mayPartner = (type: CaseEvent['type']): boolean => type === 'raise';
/** Whoever is on call does these beside what they may do anyway. */
const mayOnCall = (type: CaseEvent['type']): boolean => type === 'raise' || type === 'acknowledge';
/** Refusals that turn on who acts. */
const OF_WHO: ReadonlySet<string> = new Set(['not-for-you', 'not-your-task', 'not-by-who-did-it']);

/** As themselves, or where that is not for them, in the stead of somebody who is away, or as the one on call. */
function act(rules: Rules, before: Case | null, event: Act, at: Instant): Advanced | Refused {
  if (event.by.partner && !mayPartner(event.type)) return refuse('not-for-you');
  let refused: Refused | undefined;
  for (const by of capacitiesOf(event.by)) {
    if (by.onCall && !mayOnCall(event.type)) continue;
    const result = happen(rules, before, { ...event, by }, at);
    if (!isRefused(result) || !OF_WHO.has(result.refusal.code)) return result;
    // That one has done the work oneself says more than that one has not the role.
    if (!refused || result.refusal.code === 'not-by-who-did-it') refused = result;
  }
  return refused ?? refuse('not-for-you');
}

function happen(rules: Rules, before: Case | null, event: CaseEvent, at: Instant): Advanced | Refused {
  if (event.type === 'open') return before ? refuse('case-open-already') : conclude(draftOpening(rules, event, at), event);
  if (!before) return refuse('case-not-open');
  if (before.status === 'closed' && event.type !== 'told' && event.type !== 'reopen') return event.type === 'time' ? unchanged(before) : refuse('case-closed');
  if (event.type === 'time' && (nextWake(before) ?? '~') > at) return unchanged(before);
  const hasSameRules = sameRules(rules, before);
  if (event.type === 'rules' && hasSameRules) return unchanged(before);
  // While it was closed a case took up no newer calendar and agency; it does so when it is opened again.
  if (event.type !== 'rules' && event.type !== 'reopen' && !hasSameRules) return refuse('other-rules');
  const draft = createDraft(rules, copyCase(before), at, isAct(event) ? event.by : undefined);
  if ('seen' in event && event.seen !== undefined) draft.seen = event.seen;
  return conclude(draft, event);
}

const refuse = (code: Refusal['code']): Refused => ({ refusal: { code, against: [] } });

const unchanged = (state: Case): Advanced => ({ case: state, effects: [], answer: answerOf(state, [], []) });

const sameRules = ({ hashes }: Rules, { rules }: Case): boolean =>
  hashes.process === rules.process && hashes.calendar === rules.calendar && hashes.agency === rules.agency;

function conclude(draft: Draft, event: CaseEvent): Advanced | Refused {
  draft.case.sequence += 1;
  // What has passed has passed before the event: a task that is completed late was late, however long nobody woke the case.
  const wasOpen = draft.case.status === 'open';
  // Time may have changed what is worked out.
  if (event.type !== 'open') deriveAnswers(draft);
  if (runDueSteps(draft) && draft.by) forgetPassage(draft);
  // A late step has closed it before anybody acted.
  if (draft.by && wasOpen && draft.case.status === 'closed') return refuse('case-closed');
  const refusal = apply(draft, event);
  if (refusal) return { refusal };
  settle(draft, { resolving: event.type === 'resolve', newRules: event.type === 'rules' });
  // A clock that the event has started in the past, or moved there, is late now. It comes to an end: a step is taken once, and a stage entered once.
  while (runDueSteps(draft));
  return { case: draft.case, effects: worthSaying(draft), answer: answerOf(draft.case, draft.opened, draft.ended) };
}

/** What somebody does comes behind what has passed before: it may lead into a stage that was entered then, and rules are judged anew. */
function forgetPassage(draft: Draft): void {
  draft.entered.clear();
  draft.judged.clear();
}

/** Nobody is told that a thing is due or late which the same event has ended; the journal has it. */
function worthSaying({ effects, ended, insisted }: Draft): Effect[] {
  if (ended.length === 0) return effects;
  const isOver = ({ says, about, id }: Notice): boolean => /_(due_soon|late)$/.test(says) && ended.includes(about ?? '') && !insisted.has(id);
  return effects.filter((one) => one.kind !== 'notice' || !isOver(one.notice));
}

const answerOf = ({ number, sequence, stage, status }: Case, opened: string[], ended: string[]): ActAnswer => ({
  case: number, sequence, stage: stage.id, status, opened, ended,
});

function apply(draft: Draft, event: CaseEvent): Refusal | null {
  switch (event.type) {
    case 'open': return open(draft, event);
    case 'complete': return complete(draft, event);
    case 'answer': return answer(draft, event);
    case 'record': return record(draft, event);
    case 'add_record': return addRecord(draft, event);
    case 'change_record': return changeRecord(draft, event);
    case 'end_record': return endByAct(draft, event);
    case 'record_event': return recordEvent(draft, event);
    case 'remove': return remove(draft, event);
    case 'raise': return raise(draft, event);
    case 'acknowledge': return acknowledge(draft, event);
    case 'resolve': return resolve(draft, event);
    case 'approve': return approve(draft, event);
    case 'send_back': return sendBack(draft, event);
    case 'open_task': return openTask(draft, event);
    case 'note': return note(draft, event);
    case 'assign': return assign(draft, event);
    case 'add_task': return addTask(draft, event);
    case 'withdraw_task': return withdrawOwn(draft, event);
    case 'correct': return correct(draft, event);
    case 'take_back': return takeBack(draft, event);
    case 'agree': return agree(draft, event);
    case 'decide': return decide(draft, event);
    case 'close': return close(draft, event);
    case 'pass': return pass(draft, event);
    case 'override': return override(draft, event);
    case 'reopen': return (sameRules(draft.rules, draft.case) ? null : takeRules(draft)) ?? reopen(draft, event);
    case 'pause': return pause(draft, event);
    case 'extend': return extend(draft, event);
    case 'waive': return waive(draft, event);
    case 'time': return (climbDueAlerts(draft), null);
    case 'told': return (told(draft, event.outcomes), null);
    case 'rules': return takeRules(draft);
  }
}

function answer(draft: Draft, act: Act & { type: 'answer' }): Refusal | null {
  if (!answersForCase(draft.rules, draft.case, act.by)) return { code: 'not-for-you', against: [] };
  const { answers, records, by } = act;
  const refused = refuseAnswers(draft, answers, { may: null, must: [], records }, by);
  if (!refused) setAnswers(draft, answers, by, { records });
  return refused;
}

/** Words that change nothing, by anybody who has a part in the case. */
function note(draft: Draft, act: Act & { type: 'note' }): Refusal | null {
  const { by, text, about } = act;
  if (!mayRead(draft.rules, draft.case, by)) return { code: 'not-for-you', against: [] };
  if (text.trim() === '') return { code: 'reason-missing', against: [{ id: 'text' }] };
  write(draft, 'noted', { by: personOf(by), ...(about !== undefined && { about }), details: { text } });
  return null;
}

/** A newer calendar or agency is taken up; the process stays the one that the case began with. */
function takeRules(draft: Draft): Refusal | null {
  const { hashes, agency } = draft.rules;
  if (hashes.process !== draft.case.rules.process) return { code: 'other-rules', against: [{ id: draft.rules.process.id }] };
  if (agency.id !== draft.case.agency) return { code: 'other-rules', against: [{ id: agency.id }] };
  write(draft, 'rules_changed', { details: { was: { ...draft.case.rules }, is: { ...hashes } } });
  draft.case.rules = { ...hashes };
  return null;
}

/** When the case next has something to do by itself, or null. */
export function nextWake(state: Case): Instant | null {
  let next = state.judgeAt;
  for (const id in state.clocks) {
    const at = state.clocks[id]?.nextAt ?? null;
    if (at !== null && (next === null || at < next)) next = at;
  }
  for (const { climbAt } of state.alerts) if (climbAt !== null && (next === null || climbAt < next)) next = climbAt;
  return next;
}
