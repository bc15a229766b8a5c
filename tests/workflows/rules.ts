// A small process for tests of the shell, compiled by hand: one stage, one task, a review, an alert with three steps, closure at once.

import type { Actor } from '../../case/case';
import { hashOf } from '../../process/hash';
import type { Clock, Due, LateStep, Process, Review } from '../../process/process';
import type { Rules } from '../../process/rules';
import type { Length } from '../../process/time';
import { jordan } from '../process/calendars';

export const seconds = (n: number): Length => ({ n, unit: 'second' });
export const minutes = (n: number): Length => ({ n, unit: 'minute' });

export interface ProcessChoices {
  /** Of the only task; 10 minutes when absent. */
  taskDue?: Length;
  remind?: Length[];
  /** Steps of the only task's clock: told to the supervisor. */
  late?: { after: Length | 'at_once'; repeat?: Length }[];
  /** Whether there is a review every day. */
  review?: boolean;
  /** Of each of the alert's three steps; 10 minutes when absent. */
  within?: Length;
}

const due = (rule: string, length: Length): Due => ({ form: 'length', rule, length });

function clock(rule: string, length: Length, remind: Length[], late: NonNullable<ProcessChoices['late']>): Clock {
  const steps = late.map(({ after, repeat }, i): LateStep => ({
    rule: `${rule}.late.${i}`, after, tell: { role: 'supervisor' }, ...(repeat && { repeat }),
  }));
  return { rule, due: due(rule, length), remind: remind.map((before, i) => ({ rule: `${rule}.remind.${i}`, before })), late: steps };
}

const DAILY: Review = {
  id: 'follow_up', rule: 'reviews.follow_up', who: 'worker', mayAnswer: ['note'], mustAnswer: [],
  first: due('reviews.follow_up.first', { n: 1, unit: 'day' }), every: due('reviews.follow_up.every', { n: 1, unit: 'day' }), countFrom: 'schedule',
  clock: clock('reviews.follow_up', { n: 1, unit: 'day' }, [{ n: 2, unit: 'hour' }], [{ after: 'at_once' }]), satisfies: [],
};

export function testProcess({ taskDue = minutes(10), remind = [], late = [], review = false, within = minutes(10) }: ProcessChoices = {}): Process {
  return {
    format: 1, id: 'protection', language: 'en', client: {},
    roles: { worker: { ownsCase: true, supervisedBy: 'supervisor' }, supervisor: { supervisedBy: 'director' }, director: {} },
    people: [],
    fields: { note: { type: 'text', private: true }, danger: { type: 'yes_no' } },
    stages: [{
      id: 'assessment', rule: 'stages.assessment', next: [],
      tasks: [{
        id: 'assess', rule: 'stages.assessment.tasks.assess', who: 'worker', after: [], mayAnswer: ['note', 'danger'], mustAnswer: [],
        clock: clock('stages.assessment.tasks.assess', taskDue, remind, late), approve: [], satisfies: [],
      }],
    }],
    reviews: review ? [DAILY] : [],
    alerts: [{
      id: 'danger', rule: 'alerts.danger', raisedBy: ['worker'], tasks: [],
      raiseWhen: { path: 'alerts.danger.raise_when', text: 'danger', tree: { op: 'field', field: 'danger' } },
      acknowledge: ['worker', 'supervisor', 'director'].map((who, i) => ({ rule: `alerts.danger.acknowledge.${i}`, who, within })),
      resolve: { who: 'worker', mustAnswer: [], mayAnswer: [] },
    }],
    clocks: [],
    atAnyTime: [],
    closure: {
      rule: 'closure', reasons: ['done'], must: [], approve: [],
      reopen: { rule: 'closure.reopen', within: { n: 1, unit: 'year' }, to: 'assessment', who: 'supervisor' },
      retention: due('closure.retention', { n: 7, unit: 'year' }),
    },
  };
}

/** Rules as they are compiled; `holiday` gives another calendar, and so newer rules of the same process. */
export function testRules(choices: ProcessChoices = {}, holiday?: string): Rules {
  const process = testProcess(choices);
  const calendar = jordan(holiday === undefined ? {} : { holidays: [{ date: holiday, title: 'A day off' }] });
  const agency = { format: 1 as const, id: 'agency', calendar: calendar.id, languages: ['en'], processes: [process.id] };
  const hashes = { process: hashOf(process), calendar: hashOf(calendar), agency: hashOf(agency) };
  return { $rules: hashOf(hashes), hashes, process, calendar, agency };
}

const actor = (id: string, name: string, role: string): Actor => ({ id, name, agency: 'agency', roles: [role] });
export const WORKER = actor('p-worker', 'Rana', 'worker');
export const SUPERVISOR = actor('p-supervisor', 'Samir', 'supervisor');
export const DIRECTOR = actor('p-director', 'Dalia', 'director');
