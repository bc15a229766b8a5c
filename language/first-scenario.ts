// The first scenario of a process: what the rules bring when a case is opened and its first task is late, written down so that it passes.

import type { AnswerValue } from '../case/case';
import { project } from '../case/project';
import { bySoonest } from '../case/view';
import { addDays, dayOf, localDate, localTime, workingDayFrom } from '../process/days';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';
import { scalar } from './derive-process';
import { localInstant } from './local-instant';
import { thingOf } from './scenario-titles';
import { actFor, peopleOf } from './timetable-acts';
import { VirtualCase } from './virtual-case';

/** People are called by their role and a number: `case_worker_1`. */
const personOf = (role: string): string => `${role}_1`;

const USUAL_YEAR = 2026;

/**
 * The YAML of a scenario that opens a case, waits until somebody is told of its first lateness, and then does the first task.
 *
 * @param title what it shows, in the language of the process
 */
export function firstScenario(rules: Rules, id: string, title: string): string {
  const { process, agency } = rules;
  const startsAt = startOf(rules);
  const virtual = new VirtualCase(rules, peopleOf(rules).directory, startsAt);
  const { owner } = peopleOf(rules);
  virtual.happen({ type: 'open', by: owner, number: 'K7Q2-FIRST', owner, answers: {} });
  const opening = expectation(virtual);
  const first = virtual.case && project(rules, virtual.case).items.filter((item) => item.kind === 'task').sort(bySoonest)[0];
  return [
    '# yaml-language-server: $schema=../../scenario.schema.json', '#',
    '# The first scenario: begin here, and write down what should come in your own cases. `caseway test` plays it.', '',
    `scenario: ${id}`, `title: ${scalar(title, 0)}`, `process: ${process.id}`, `agency: ${agency.id}`, `starts: ${said(rules, startsAt)}`, '',
    'staff:', ...staffLines(rules), '', 'steps:',
    `  - open: ${process.id}`, `    by: ${personOf(owner.id)}`, '  - expect:', ...opening,
    ...lateLines(virtual), ...(first ? taskLines(virtual, thingOf(virtual.case, first.id)) : []), '',
  ].join('\n');
}

/** Nine o'clock on the first working day of March, in a year that the calendar covers. */
function startOf({ calendar }: Rules): Instant {
  const year = Math.min(Math.max(calendar.covers.from, USUAL_YEAR), calendar.covers.until);
  const day = workingDayFrom(calendar, `${year}-03-01`);
  return localInstant(calendar, `${day}T09:00`) as Instant;
}

const said = ({ calendar }: Rules, at: Instant): string => `${localDate(calendar, at)}T${localTime(calendar, at)}`;

function staffLines({ process, agency }: Rules): string[] {
  return Object.entries(process.roles).flatMap(([id, { supervisedBy }]) => [
    `  ${personOf(id)}:`, `    roles: [${id}]`, `    language: ${agency.languages[0]}`, ...(supervisedBy === undefined ? [] : [`    supervisor: ${personOf(supervisedBy)}`]),
  ]);
}

/** The stage and what is open with its due dates. */
function expectation({ case: state, rules }: VirtualCase): string[] {
  if (!state) return [];
  const items = project(rules, state).items.filter((item) => item.kind !== 'alert').sort(bySoonest);
  const dues = items.map((item) => `        ${thingOf(state, item.id)}: ${item.dueAt === null ? 'none' : sayDue(rules, item.dueAt)}`);
  return [`      stage: ${state.stage.id}`, ...(dues.length > 0 ? ['      open:', ...dues] : ['      open: []'])];
}

/** The day where it ends with the day, else the time. */
function sayDue(rules: Rules, dueAt: Instant): string {
  const { calendar } = rules;
  const day = dayOf(calendar, dueAt);
  return localTime(calendar, dueAt) === '00:00' && addDays(day, 1) === localDate(calendar, dueAt) ? day : said(rules, dueAt);
}

const DAY_MS = 86_400_000;
/** So many days ahead the first lateness is looked for. */
const DAYS_AHEAD = 400;

/** When somebody is first told that something is late, in a copy of the case; day by day, so that no more is played than is needed. */
function firstLateness({ rules, case: state, now }: VirtualCase): Instant | undefined {
  const ahead = new VirtualCase(rules, peopleOf(rules).directory, now);
  ahead.case = state;
  for (let day = 1; day <= DAYS_AHEAD; day += 1) {
    ahead.passTime(toInstant(toMs(now) + day * DAY_MS));
    const late = ahead.notices.find(({ notice }) => notice.says.endsWith('_late'));
    if (late) return late.notice.at;
  }
  return undefined;
}

/** Waits until somebody is told that something is late; nothing where that never comes. */
function lateLines(virtual: VirtualCase): string[] {
  const late = (): number => virtual.notices.findIndex(({ notice }) => notice.says.endsWith('_late'));
  const before = virtual.notices.length;
  const at = firstLateness(virtual);
  if (at === undefined) return [];
  // To the minute, which is how scenarios tell time.
  const until = toInstant(Math.ceil(toMs(at) / 60_000) * 60_000);
  virtual.passTime(until);
  const { notice, to } = virtual.notices[late()] as VirtualCase['notices'][number];
  const about = notice.about === undefined ? [] : [`          about: ${thingOf(virtual.case, notice.about)}`];
  const told = virtual.notices.length > before ? to.map(({ id, language }) => [`        - to: ${id === 'fallback' ? id : personOf(id)}`, `          says: ${notice.says}`, ...about, `          language: ${language}`]).flat() : [];
  return ['', '  # Nobody does it: who is told?', `  - wait_until: ${said(virtual.rules, until)}`, '  - expect:', '      notices:', ...told];
}

/** Does a task with plain answers, and says what is open then. */
function taskLines(virtual: VirtualCase, task: string): string[] {
  if (!virtual.case) return [];
  const { event } = actFor(virtual.rules, virtual.case, task, {});
  if (event.type !== 'complete' || virtual.happen(event) !== null) return [];
  const answers = Object.entries(event.answers).flatMap(([field, value]) => answerLines(field, value));
  return ['', '  # Done, late as it is.', `  - complete: ${task}`, `    by: ${personOf(event.by.id)}`, ...(answers.length > 0 ? ['    answers:', ...answers] : []), '  - expect:', ...expectation(virtual)];
}

function answerLines(field: string, value: AnswerValue): string[] {
  if (typeof value === 'boolean') return [`      ${field}: ${value ? 'yes' : 'no'}`];
  if (typeof value === 'object' && !Array.isArray(value)) {
    return [`      ${field}:`, ...Object.entries(value).map(([key, one]) => `        ${key}: ${typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one)}`)];
  }
  return [`      ${field}: ${Array.isArray(value) ? `[${value.join(', ')}]` : typeof value === 'string' ? scalar(value, 0) : String(value)}`];
}
