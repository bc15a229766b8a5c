// Who does what in a hypothetical case: one person to each role, and for a task, review, alert or approval the act that does it.

import type { Actor, AnswerValue, Case } from '../case/case';
import type { Act, Answers } from '../case/event';
import type { Directory } from '../case/staff';
import { localDate } from '../process/days';
import { tasksOf } from '../process/parts';
import type { Field, Process } from '../process/process';
import type { Rules } from '../process/rules';
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

const person = (agency: string, role: string, id = role): Actor => ({ id, name: id, agency, roles: [role] });

interface ActInTimetable {
  event: Act;
  /** Answers that the act had to give and that nobody supposed. */
  assumed: { field: string; value: string }[];
}

/** What can be done in a case of this process, by id. */
export const doable = (process: Process): string[] => [...tasksOf(process), ...process.reviews, ...process.alerts].map((one) => one.id).concat('closure');

/**
 * The act that does a thing as the case stands: a task is handed in, and when it waits for its approval it is approved; a review is
 * recorded; an alert is acknowledged, and once it is, resolved; `closure` is approved. `what` is one of `doable`.
 */
export function actFor(rules: Rules, state: Case, what: string, supposed: Answers): ActInTimetable {
  const { process, agency } = rules;
  const task = tasksOf(process).find((one) => one.id === what);
  const review = process.reviews.find((one) => one.id === what);
  const isSubmitted = task && state.tasks.findLast((one) => one.task === what)?.state === 'submitted';
  if (task && !isSubmitted) {
    const { answers, assumed } = answersFor(rules, state, task.mustAnswer, supposed);
    return { event: { type: 'complete', by: person(agency.id, task.who), task: what, answers }, assumed };
  }
  if (review) {
    const { answers, assumed } = answersFor(rules, state, review.mustAnswer, supposed);
    return { event: { type: 'record', by: person(agency.id, review.who), review: what, answers }, assumed };
  }
  const alert = process.alerts.find((one) => one.id === what);
  return alert ? actOnAlert(rules, state, alert, supposed) : { event: approval(rules, state, what), assumed: [] };
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

/** By another person of the role, where the one we know of has done the work. */
function approval({ agency }: Rules, state: Case, what: string): Act {
  const asked = state.approvals.findLast((one) => one.state === 'asked' && (one.id === what || one.id.startsWith(`${what}.`)));
  const who = asked?.who ?? '';
  const id = asked?.notBy.includes(who) ? `${who}_2` : who;
  return { type: 'approve', by: person(agency.id, who, id), approval: what };
}

/** As supposed, else as answered before, else something plain of the right kind. */
function answersFor(rules: Rules, state: Case, fields: string[], supposed: Answers): { answers: Answers; assumed: ActInTimetable['assumed'] } {
  const answers: Answers = {};
  const assumed: ActInTimetable['assumed'] = [];
  for (const field of fields) {
    const known = supposed[field] ?? state.answers[field]?.value;
    answers[field] = known ?? plainAnswer(rules, state, rules.process.fields[field] as Field);
    if (known === undefined) assumed.push({ field, value: said(answers[field]) });
  }
  return { answers, assumed };
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
    default: return '…';
  }
}
