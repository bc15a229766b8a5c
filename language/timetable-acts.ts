// Who does what in a hypothetical case: one person to each role, and for a task, review, alert or approval the act that does it.

import type { Actor, AnswerValue, Case } from '../case/case';
import type { Act, Answers } from '../case/event';
import type { Directory } from '../case/staff';
import { localDate } from '../process/days';
import { fieldOf, tasksOf } from '../process/parts';
import type { EventKind, Field, Process, Task } from '../process/process';
import type { Rules } from '../process/rules';
import { agreement, approval, choice, person } from './timetable-choices';
import { FALLBACK } from './virtual-case';

/** The people of a hypothetical case are called by their roles. */
export function peopleOf({ process, agency }: Rules): { owner: Actor; directory: Directory } {
  const language = agency.languages[0] ?? process.language;
  const staff = Object.entries(process.roles).map(([id, role]) => ({
    id, name: id, email: `${id}@example.org`, language, agency: agency.id, roles: [id], active: true,
    ...(role.supervisedBy !== undefined && { supervisor: role.supervisedBy }),
  }));
  const owning = Object.keys(process.roles).find((id) => process.roles[id]?.ownsCase) ?? '';
  return { owner: person(agency.id, owning), directory: { agency: agency.id, staff, fallback: { email: `${FALLBACK}@example.org`, language } } };
}

interface ActInTimetable {
  event: Act;
  /** Answers that the act had to give and that nobody supposed. */
  assumed: { field: string; value: string }[];
}

/** What can be done in a case of this process, by id: an event is recorded, to a list a record is added. */
export const doable = (process: Process): string[] =>
  [...process.stages.filter((stage) => stage.decide), ...tasksOf(process), ...process.reviews, ...process.alerts, ...(process.events ?? []), ...(process.lists ?? [])].map((one) => one.id).concat('closure');

/**
 * The act that does a thing as the case stands: a task is handed in, the next of those who have to agree to it does so, and when it waits
 * for its approval it is approved; a review is recorded; an alert is acknowledged, and once it is, resolved; of a stage in which somebody
 * decides a way out is chosen; `closure` is approved. `what` is one of `doable`.
 */
export function actFor(rules: Rules, state: Case, what: string, supposed: Answers): ActInTimetable {
  const { process, agency } = rules;
  const task = tasksOf(process).find((one) => one.id === what);
  const review = process.reviews.find((one) => one.id === what);
  const stage = process.stages.find((one) => one.id === what);
  const opening = state.tasks.findLast((one) => one.task === what);
  if (stage?.decide) return { event: choice(rules, state, stage, stage.decide.who), assumed: [] };
  if (task && opening?.state === 'agreeing') return { event: agreement(rules, state, task, opening.id), assumed: [] };
  if (task && opening?.state !== 'submitted') {
    const { assumed, ...given } = answersFor(rules, state, task.mustAnswer, supposed, state.tasks.findLast((one) => one.task === what)?.of.record);
    const added = missingRecords(state, task);
    return {
      event: { type: 'complete', by: person(agency.id, task.who), task: what, ...given, records: [...given.records, ...added] },
      assumed: [...assumed, ...added.map(({ list }) => ({ field: list, value: '…' }))],
    };
  }
  if (review) {
    const { assumed, ...given } = answersFor(rules, state, review.mustAnswer, supposed, state.reviews.findLast((one) => one.review === what)?.record);
    return { event: { type: 'record', by: person(agency.id, review.who), review: what, ...given }, assumed };
  }
  const [event, list] = [process.events?.find((one) => one.id === what), process.lists?.find((one) => one.id === what)];
  if (event) return happening(rules, state, event, supposed);
  if (list) return { event: { type: 'add_record', by: person(agency.id, list.addedBy[0] ?? ''), list: what, answers: {} }, assumed: [] };
  const alert = process.alerts.find((one) => one.id === what);
  return alert ? actOnAlert(rules, state, alert, supposed) : { event: approval(rules, state, what), assumed: [] };
}

/** The records that a task has to have written and that are not there yet. */
function missingRecords(state: Case, { records }: Task): { list: string; answers: Answers }[] {
  const there = state.records?.filter((one) => one.list === records?.list && !one.ended).length ?? 0;
  return records ? Array.from({ length: Math.max(0, records.atLeast - there) }, () => ({ list: records.list, answers: {} })) : [];
}

/** It concerns the latest open record of its list. */
function happening(rules: Rules, state: Case, { id, about: list, recordedBy, mustAnswer }: EventKind, supposed: Answers): ActInTimetable {
  const about = list === undefined ? undefined : state.records?.findLast((one) => one.list === list && !one.ended)?.id;
  const { assumed, ...given } = answersFor(rules, state, mustAnswer, supposed, about);
  return { event: { type: 'record_event', by: person(rules.agency.id, recordedBy[0] ?? ''), event: id, ...given, ...(about !== undefined && { about }) }, assumed };
}

function actOnAlert(rules: Rules, state: Case, alert: Process['alerts'][number], supposed: Answers): ActInTimetable {
  const raised = state.alerts.findLast((one) => one.alert === alert.id);
  const id = raised?.id ?? alert.id;
  const { id: agency } = rules.agency;
  if (!raised?.acknowledged) {
    return { event: { type: 'acknowledge', by: person(agency, alert.acknowledge[0]?.who ?? ''), alert: id, reason: 'Supposed.' }, assumed: [] };
  }
  const { answers, assumed } = answersFor(rules, state, alert.resolve.mustAnswer, supposed);
  return { event: { type: 'resolve', by: person(agency, alert.resolve.who), alert: id, answers, reason: 'Supposed.' }, assumed };
}

interface AnswersForAct {
  answers: Answers;
  records: { record: string; answers: Answers }[];
  assumed: ActInTimetable['assumed'];
}

/**
 * As supposed, else as answered before, else something plain of the right kind. Fields of records are answered for the one that the
 * act is about (`about`), else for every open one.
 */
function answersFor(rules: Rules, state: Case, fields: string[], supposed: Answers, about?: string): AnswersForAct {
  const found: AnswersForAct = { answers: {}, records: [], assumed: [] };
  for (const name of fields) {
    const [list, id = ''] = name.split('.');
    const plain = plainAnswer(rules, state, fieldOf(rules.process, name) as Field);
    const answer = (shown: string, known: AnswerValue | undefined): AnswerValue => {
      if (known === undefined) found.assumed.push({ field: shown, value: said(plain) });
      return known ?? plain;
    };
    if (id === '') found.answers[name] = answer(name, supposed[name] ?? state.answers[name]?.value);
    else for (const record of state.records ?? []) {
      if (record.list !== list || record.ended || (about?.startsWith(`${list}.`) && about !== record.id)) continue;
      found.records.push({ record: record.id, answers: { [id]: answer(`${record.id}.${id}`, record.answers[id]?.value) } });
    }
  }
  return found;
}

const said = (value: AnswerValue): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && !Array.isArray(value)) return value.given ? 'given' : 'not given';
  return Array.isArray(value) ? value.join(', ') : String(value);
};

function plainAnswer({ calendar, process }: Rules, state: Case, field: Field): AnswerValue {
  const today = localDate(calendar, state.openedAt);
  switch (field.type) {
    case 'yes_no': return true;
    case 'consent': return { given: true, ...(process.people[0] !== undefined && { by: process.people[0] }) };
    case 'number':
    case 'integer': return field.min ?? Math.min(0, field.max ?? 0);
    case 'date': return today;
    case 'time': return state.openedAt;
    case 'one_of': return field.options?.[0] ?? '';
    case 'several_of': return field.options?.slice(0, 1) ?? [];
    case 'record': return state.records?.find((one) => one.list === field.list)?.id ?? '…';
    default: return '…';
  }
}
