// What has been decided about clocks, one row for each sentence; a question that comes up anew gets its row here.

import type { DecidedCase } from './decided-case';

const task = (keys: string): DecidedCase['parts'] => ({ task: keys });
const done = (what: string, answers: Record<string, unknown> = {}): { type: 'complete' } & Record<string, unknown> => ({ type: 'complete', task: what, answers });
const answered = (answers: Record<string, unknown>): { type: 'answer' } & Record<string, unknown> => ({ type: 'answer', answers });
const work = 'task:work.1';
const LATE = 'late:\n  - { at_once: true, tell: supervisor }\n  - { after: 1 working day, tell: manager }';

export const DECIDED: DecidedCase[] = [
  // Counting
  { says: 'day 1 is the next calendar day', parts: task('due: 1 day'), then: [{ due: { [work]: '2026-03-27' } }] },
  { says: 'day 1 is the next calendar day, a minute before midnight too', parts: task('due: 1 day'), opens: '2026-03-26T23:59', then: [{ due: { [work]: '2026-03-27' } }] },
  { says: 'day 1 is the next working day', parts: task('due: 1 working day'), then: [{ due: { [work]: '2026-03-29' } }] },
  { says: 'day 1 is the next working day, on a day that is not worked too', parts: task('due: 1 working day'), opens: '2026-03-27T09:00', then: [{ due: { [work]: '2026-03-29' } }] },
  { says: '24 hours are exact and differ from 1 day', parts: task('due: 24 hours'), then: [{ due: { [work]: '2026-03-27T10:00' } }] },
  { says: 'holidays are not counted as working days', parts: task('due: 3 working days'), opens: '2026-03-18T10:00', then: [{ due: { [work]: '2026-03-25' } }] },
  { says: 'calendar days do not roll', parts: task('due: 1 day'), then: [{ due: { [work]: '2026-03-27' } }] },
  { says: 'calendar days roll where roll says so', parts: task('due: 1 day\nroll: next working day'), then: [{ due: { [work]: '2026-03-29' } }] },
  { says: 'three months after 26 March is 26 June', parts: task('due: 3 months'), then: [{ due: { [work]: '2026-06-26' } }] },
  { says: "months are clamped to the month's end", parts: task('due: 3 months'), opens: '2026-11-30T10:00', then: [{ due: { [work]: '2027-02-28' } }] },
  {
    says: 'a window of three months from 29 April ends on 28 July',
    parts: { review: 'every:\n  times: 2\n  within: 3 months' }, opens: '2026-04-29T10:00',
    then: [{ due: { 'review:follow_up.1': '2026-07-28' } }],
  },

  // Steps
  {
    says: 'a day count belongs to the day it ends: one working day after what ended with Monday is Tuesday, at the start of working hours',
    parts: task(`due: 2 working days\n${LATE}`),
    then: [
      { due: { [work]: '2026-03-30' }, told: [] },
      { at: '2026-04-10', told: ['2026-03-30T24:00 samir: task_late work.1', '2026-03-31T08:00 maha: task_late work.1'] },
    ],
  },
  {
    says: 'a reminder in days falls at the start of working hours on its day, one in hours exactly',
    parts: task('due: 3 days\nremind: [1 day, 2 hours]'),
    then: [{ at: '2026-03-30', told: ['2026-03-28T08:00 rana: task_due_soon work.1', '2026-03-29T22:00 rana: task_due_soon work.1'] }],
  },
  { says: 'a reminder longer than its clock is skipped', parts: task('due: 1 day\nremind: [3 days]'), then: [{ at: '2026-03-28', told: [] }] },
  {
    says: 'a step repeats until it is done',
    parts: task('due: 24 hours\nlate:\n  - { at_once: true, tell: supervisor, repeat: 2 days }'),
    then: [
      { at: '2026-03-31T09:00', told: ['2026-03-27T10:00 samir: task_late work.1', '2026-03-29T08:00 samir: task_late work.1', '2026-03-31T08:00 samir: task_late work.1'] },
      { act: done('work') },
      { at: '2026-04-10', told: [] },
    ],
  },

  // Moving
  {
    says: 'a clock is counted anew when an answer it depends on changes; the old date stays in the journal',
    parts: task('due:\n  depends_on: risk\n  high: 1 day\n  low: 5 days'), answers: { risk: 'low' },
    then: [
      { due: { [work]: '2026-03-31' } },
      { at: '2026-03-26T12:00', act: answered({ risk: 'high' }), due: { [work]: '2026-03-27' }, journal: ['clock_moved work.1'] },
    ],
  },
  {
    says: 'a reminder already sent is not sent again for the same date',
    parts: task('due:\n  depends_on: risk\n  high: 2 days\n  low: 5 days\nremind: [1 day]'), answers: { risk: 'high' },
    then: [
      { at: '2026-03-27T09:00', told: ['2026-03-27T08:00 rana: task_due_soon work.1'] },
      { act: answered({ risk: 'low' }), due: { [work]: '2026-03-31' } },
      { act: answered({ risk: 'high' }), due: { [work]: '2026-03-28' } },
      { at: '2026-03-28T12:00', told: [] },
    ],
  },
  {
    says: 'a clock moved into the past is late now, and its late steps count from now',
    parts: task(`due:\n  depends_on: risk\n  high: 1 day\n  low: 2 weeks\n${LATE}`), answers: { risk: 'low' },
    then: [
      { at: '2026-04-02T12:00', told: [] },
      { act: answered({ risk: 'high' }), due: { [work]: '2026-03-27' }, told: ['2026-04-02T12:00 samir: task_late work.1'] },
      { at: '2026-04-10', told: ['2026-04-05T08:00 maha: task_late work.1'] },
    ],
  },

  // Dates
  {
    says: 'hours after something that happened before the case began are late at once, and late steps count from now',
    parts: task(`due: 24 hours after incident_at\n${LATE}`), answers: { incident_at: '2026-03-20T07:00:00.000Z' },
    then: [
      { due: { [work]: '2026-03-21T10:00' }, told: ['2026-03-26T10:00 samir: task_late work.1'] },
      { at: '2026-04-02', told: ['2026-03-29T08:00 maha: task_late work.1'] },
    ],
  },
  {
    says: 'a due relative to a date waits while it is not known, and moves with it',
    parts: task('due: 5 working days before court_date'),
    then: [
      { due: { [work]: null } },
      { act: answered({ court_date: '2026-06-15' }), due: { [work]: '2026-06-08' } },
      { act: answered({ court_date: '2026-06-16' }), due: { [work]: '2026-06-09' } },
    ],
  },
  { says: 'a due on a date is the end of that day', parts: task('due: on court_date'), answers: { court_date: '2026-06-15' }, then: [{ due: { [work]: '2026-06-15' } }] },
  { says: 'a due on a day that is not worked rolls where roll says so', parts: task('due: on court_date\nroll: next working day'), answers: { court_date: '2026-06-12' }, then: [{ due: { [work]: '2026-06-14' } }] },
  { says: 'a due on a time is that instant', parts: task('due: on incident_at'), answers: { incident_at: '2026-04-20T07:00:00.000Z' }, then: [{ due: { [work]: '2026-04-20T10:00' } }] },
  { says: 'days relative to a time count from its local day', parts: task('due: 2 days after incident_at'), answers: { incident_at: '2026-04-20T22:00:00.000Z' }, then: [{ due: { [work]: '2026-04-23' } }] },
  { says: 'an estimate of a year is reckoned from its earliest day', parts: task('due: 18 years after birth_date'), answers: { birth_date: '2014' }, then: [{ due: { [work]: '2032-01-01' } }] },

  // Anchors
  {
    says: 'a due after a task counts from its end',
    parts: task('due: 2 working days after visit'),
    then: [{ due: { [work]: null } }, { at: '2026-03-29T15:00', act: done('visit', { note: 'x' }), due: { [work]: '2026-03-31' } }],
  },
  {
    says: 'a due after all of several waits for the last of them',
    parts: task('due: 2 days after all of [visit, screening]'),
    then: [
      { at: '2026-03-29T15:00', act: done('visit', { note: 'x' }), due: { [work]: null } },
      { at: '2026-03-30T15:00', act: done('screening', { risk: 'low', urgent: true }), due: { [work]: '2026-04-01' } },
    ],
  },
  { says: 'a due after the start of its stage counts from there', parts: task('due: 2 days after start of assessment'), then: [{ due: { [work]: '2026-03-28' } }] },
  {
    says: 'a due after a review counts from the last one, and after the first from the first',
    parts: { task: 'due:\n  latest: [3 days after last follow_up, 1 month after first follow_up]' },
    then: [
      { at: '2026-03-29T15:00', act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { [work]: '2026-04-29' } },
      { at: '2026-04-28T15:00', act: { type: 'record', review: 'follow_up', answers: { note: 'y' } }, due: { [work]: '2026-05-01' } },
    ],
  },

  // Choosing
  {
    says: 'the earliest of several is the earliest of those that are known',
    parts: task('due:\n  earliest: [2 weeks, 1 day after visit, on court_date]'),
    then: [
      { due: { [work]: '2026-04-09' } },
      { act: answered({ court_date: '2026-04-02' }), due: { [work]: '2026-04-02' } },
      { at: '2026-03-29T15:00', act: done('visit', { note: 'x' }), due: { [work]: '2026-03-30' } },
    ],
  },
  {
    says: 'the latest of several waits until all are known',
    parts: task('due:\n  latest: [2 days, on court_date]'),
    then: [{ due: { [work]: null } }, { act: answered({ court_date: '2026-04-02' }), due: { [work]: '2026-04-02' } }],
  },
  {
    says: 'the first line whose condition holds is taken, and a line that cannot be told yet is waited for',
    parts: task('due:\n  - when: risk is high\n    then: 1 day\n  - when: urgent\n    then: 3 days\n  - otherwise: 2 weeks'),
    then: [
      { due: { [work]: null } },
      { act: answered({ risk: 'low' }), due: { [work]: null } },
      { act: answered({ urgent: true }), due: { [work]: '2026-03-29' } },
      { act: answered({ urgent: false }), due: { [work]: '2026-04-09' } },
      { act: answered({ risk: 'high' }), due: { [work]: '2026-03-27' } },
    ],
  },

  // Windows and duties
  {
    says: 'a task with not_before opens then, and holds up its stage from the start',
    parts: task('not_before: 2 weeks\ndue: 4 weeks\nremind: [1 day]'),
    then: [
      { act: done('work'), refused: 'task-not-ready' },
      { act: done('visit', { note: 'x' }) },
      { act: done('screening', { risk: 'low', urgent: false }), stage: 'assessment' },
      { at: '2026-04-10T09:00', journal: ['task_opened work.1'], due: { [work]: '2026-04-23' } },
      { act: done('work'), stage: 'support' },
    ],
  },
  {
    says: 'a duty while a condition holds runs only then, and starts afresh each time',
    parts: { top: 'clocks:\n  contact:\n    title: Contact\n    due: 2 days\n    while: urgent' }, answers: { urgent: true },
    then: [
      { due: { 'clock:contact.1': '2026-03-28' } },
      { at: '2026-03-27T10:00', act: answered({ urgent: false }), without: ['clock:contact.1'] },
      { at: '2026-04-01T10:00', act: answered({ urgent: true }), due: { 'clock:contact.2': '2026-04-03' } },
    ],
  },
  {
    says: 'a clock of the case ends by its until',
    parts: { top: `clocks:\n  contact:\n    title: Contact\n    who: case_worker\n    due: 24 hours after incident_at\n    until: answered(seen)\n    late:\n      - { at_once: true, tell: supervisor }` },
    then: [
      { due: { 'clock:contact.1': null } },
      { act: answered({ incident_at: '2026-03-26T08:00:00.000Z' }), due: { 'clock:contact.1': '2026-03-27T11:00' } },
      { at: '2026-03-27T10:00', act: answered({ seen: 'yes' }), without: ['clock:contact.1'] },
      { at: '2026-04-10', told: [] },
    ],
  },
  {
    says: 'one act meets another duty, also by its answers',
    parts: {
      task: 'may_answer: [seen]\nmust_answer: [note]\ndue: 1 week\nsatisfies:\n  - follow_up\n  - clock: contact\n    when: answered(seen)',
      top: 'clocks:\n  contact:\n    title: Contact\n    due: 3 days',
    },
    then: [
      { due: { 'review:follow_up.1': '2026-04-09', 'clock:contact.1': '2026-03-29' } },
      { at: '2026-03-28T10:00', act: done('work', { note: 'x', seen: 'y' }), without: ['clock:contact.1', 'review:follow_up.1'], due: { 'review:follow_up.2': '2026-04-28' } },
    ],
  },
  {
    says: 'one act does not meet a duty whose condition its answers do not fulfil',
    parts: { task: 'may_answer: [seen]\ndue: 1 week\nsatisfies:\n  - clock: contact\n    when: answered(seen)', top: 'clocks:\n  contact:\n    title: Contact\n    due: 3 days' },
    then: [{ at: '2026-03-28T10:00', act: done('work'), due: { 'clock:contact.1': '2026-03-29' } }],
  },

  // Pausing, extending, waiving
  {
    says: 'paused days do not count, both ends included, also entered afterwards',
    parts: task('due: 3 working days\npauses:\n  who: [case_worker]'),
    then: [
      { due: { [work]: '2026-03-31' } },
      { at: '2026-03-31T10:00', act: { type: 'pause', clock: 'work', from: '2026-03-29', to: '2026-03-30', reason: 'The family was away' }, due: { [work]: '2026-04-02' }, journal: ['clock_moved work.1'] },
    ],
  },
  {
    says: 'weeks and months are put off by the days of the pause',
    parts: task('due: 2 weeks\npauses:\n  who: [case_worker]'),
    then: [{ act: { type: 'pause', clock: work, from: '2026-03-29', to: '2026-03-30', reason: 'away' }, due: { [work]: '2026-04-11' } }],
  },
  {
    says: 'a pause by somebody else is refused, and so is one longer than it may be',
    parts: task('due: 2 weeks\npauses:\n  who: [supervisor]\n  at_most: 10 days'),
    then: [
      { act: { type: 'pause', clock: 'work', from: '2026-03-29', to: '2026-03-30', reason: 'away' }, refused: 'not-for-you' },
      { by: 'samir', act: { type: 'pause', clock: 'work', from: '2026-03-29', to: '2026-04-30', reason: 'away' }, refused: 'pause-too-long' },
      { by: 'samir', act: { type: 'pause', clock: 'work', from: '2026-03-29', to: '2026-03-30', reason: 'away' }, due: { [work]: '2026-04-11' } },
    ],
  },
  {
    says: 'an extension is added to the due date, once',
    parts: task('due: 3 days\nextend:\n  who: [case_worker]\n  at_most: 10 working days'),
    then: [
      { act: { type: 'extend', clock: 'work', by_length: '2 working days', reason: 'more to do' }, due: { [work]: '2026-03-31' } },
      { act: { type: 'extend', clock: 'work', by_length: '1 day', reason: 'more to do' }, refused: 'no-more-extensions' },
    ],
  },
  {
    says: 'an extension that has to be approved counts when it is',
    parts: task('due: 3 days\nextend:\n  who: [case_worker]\n  at_most: 10 working days\n  approve:\n    - { who: supervisor, due: 1 day }'),
    then: [
      { act: { type: 'extend', clock: 'work', by_length: '2 working days', reason: 'more to do' }, due: { [work]: '2026-03-29', 'approval:extension.1.1': '2026-03-27' } },
      { by: 'samir', act: { type: 'approve', approval: 'extension.1.1' }, due: { [work]: '2026-03-31' }, without: ['approval:extension.1.1'] },
    ],
  },
  {
    says: 'a review that is waived is followed by the next as if it had been recorded',
    parts: { review: 'first: 2 weeks\nevery: 1 month\nwaive:\n  who: [supervisor]' },
    then: [{ at: '2026-04-01T10:00', by: 'samir', act: { type: 'waive', clock: 'follow_up', reason: 'seen at the hospital' }, without: ['review:follow_up.1'], due: { 'review:follow_up.2': '2026-05-01' } }],
  },
  {
    says: 'a task that is waived does not hold up its stage',
    parts: task('due: 2 weeks\nwaive:\n  who: [supervisor]'),
    then: [
      { act: done('visit', { note: 'x' }) },
      { act: done('screening', { risk: 'low', urgent: false }), stage: 'assessment' },
      { by: 'samir', act: { type: 'waive', clock: 'work', reason: 'done elsewhere' }, stage: 'support' },
    ],
  },
  {
    says: 'what is firm is neither paused nor extended nor waived',
    parts: task('due: 2 weeks\nfirm: true'),
    then: [
      { by: 'samir', act: { type: 'pause', clock: 'work', from: '2026-03-29', to: '2026-03-30', reason: 'away' }, refused: 'clock-firm' },
      { by: 'samir', act: { type: 'extend', clock: 'work', by_length: '1 day', reason: 'away' }, refused: 'clock-firm' },
      { by: 'samir', act: { type: 'waive', clock: 'work', reason: 'away' }, refused: 'clock-firm' },
    ],
  },

  {
    says: 'a count back to a date is not moved by a pause',
    parts: task('due: 5 working days before court_date\npauses:\n  who: [case_worker]'), answers: { court_date: '2026-06-15' },
    then: [{ act: { type: 'pause', clock: 'work', from: '2026-06-01', to: '2026-06-10', reason: 'away' }, due: { [work]: '2026-06-08' } }],
  },
  {
    says: 'hours are put off by the paused stretch that they meet',
    parts: task('due: 72 hours\npauses:\n  who: [case_worker]'),
    then: [{ act: { type: 'pause', clock: 'work', from: '2026-03-27', to: '2026-03-28', reason: 'away' }, due: { [work]: '2026-03-31T10:00' } }],
  },
  {
    says: 'an approval does not hold up what is firm',
    parts: task('due: 3 days\nfirm: true\napprove:\n  - { who: supervisor, due: 5 days }\nlate:\n  - { at_once: true, tell: manager }'),
    then: [{ at: '2026-03-28T10:00', act: done('work'), due: { [work]: '2026-03-29' } }, { at: '2026-03-30T10:00', told: ['2026-03-28T10:00 samir: approval_asked work.1.1', '2026-03-29T24:00 maha: task_late work.1'] }],
  },
  {
    says: 'an approval holds up what is not firm',
    parts: task('due: 3 days\napprove:\n  - { who: supervisor, due: 5 days }\nlate:\n  - { at_once: true, tell: manager }'),
    then: [{ at: '2026-03-28T10:00', act: done('work') }, { at: '2026-03-30T10:00', told: ['2026-03-28T10:00 samir: approval_asked work.1.1'] }],
  },
  {
    says: 'an extension that is sent back falls away',
    parts: task('due: 3 days\nextend:\n  who: [case_worker]\n  at_most: 10 working days\n  approve:\n    - { who: supervisor, due: 1 day }'),
    then: [
      { act: { type: 'extend', clock: 'work', by_length: '2 working days', reason: 'more to do' } },
      { by: 'samir', act: { type: 'send_back', approval: 'extension.1.1', reason: 'there was time enough' }, due: { [work]: '2026-03-29' }, without: ['approval:extension.1.1'] },
    ],
  },
  {
    says: 'those who approve can be given more time',
    parts: task('due: 3 days\napprove:\n  - who: supervisor\n    due: 2 days\n    extend:\n      who: [manager]\n      at_most: 1 week'),
    then: [
      { act: done('work'), due: { 'approval:work.1.1': '2026-03-28' } },
      { by: 'maha', act: { type: 'extend', clock: 'approval:work.1.1', by_length: '3 days', reason: 'on leave' }, due: { 'approval:work.1.1': '2026-03-31' } },
    ],
  },
  {
    says: 'a stage can be paused as its tasks are',
    parts: { stage: 'due: 10 days\npauses:\n  who: [case_worker]\n  must_answer: [note]' },
    then: [
      { due: { 'stage:assessment.1': '2026-04-05' } },
      { act: { type: 'pause', clock: 'assessment', from: '2026-04-01', to: '2026-04-03', reason: 'strike' }, refused: 'answer-missing' },
      { act: { type: 'pause', clock: 'assessment', from: '2026-04-01', to: '2026-04-03', reason: 'strike', answers: { note: 'x' } }, due: { 'stage:assessment.1': '2026-04-08' } },
    ],
  },

  // Late steps that act
  {
    says: 'a late step opens a task on demand in the present round',
    parts: { task: 'due: 1 day\nlate:\n  - { at_once: true, open: urgent_visit }' },
    then: [{ at: '2026-03-28T09:00', journal: ['task_opened urgent_visit.1'], due: { 'task:urgent_visit.1': '2026-03-28' } }],
  },
  {
    says: 'a late step raises an alert and tells somebody',
    parts: { task: 'due: 1 day\nlate:\n  - { at_once: true, raise: danger, tell: manager }' },
    then: [{ at: '2026-03-28T00:30', told: ['2026-03-27T24:00 maha: task_late work.1', '2026-03-27T24:00 samir: alert_raised K7Q2-STORY-a1'] }],
  },
  { says: 'a late step moves the case on', parts: { task: 'due: 1 day\nlate:\n  - { after: 1 day, to: support }' }, then: [{ at: '2026-03-28T07:00', stage: 'assessment' }, { at: '2026-03-28T09:00', stage: 'support' }] },
  {
    says: 'a late step proposes to close the case',
    parts: { task: 'due: 1 day\nlate:\n  - { after: 1 day, close: lost_contact }', approval: 'due: 5 working days' },
    then: [{ at: '2026-03-28T09:00', journal: ['closure_proposed closure.1'], due: { 'approval:closure.1.1': '2026-04-02' } }],
  },

  // Contacts
  {
    says: 'contacts are due by the end of their window, and windows are laid end to end',
    parts: { review: 'every:\n  times: 2\n  within: 1 month' },
    then: [
      { due: { 'review:follow_up.1': '2026-04-25' } },
      { at: '2026-03-30T10:00', act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { 'review:follow_up.2': '2026-04-25' } },
      { at: '2026-04-02T10:00', act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { 'review:follow_up.3': '2026-05-25' } },
    ],
  },
  {
    says: 'a series tapers, and its last window comes again and again',
    parts: { review: 'every:\n  - { times: 1, within: 1 week }\n  - { times: 1, within: 1 month }' },
    then: [
      { due: { 'review:follow_up.1': '2026-04-01' } },
      { act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { 'review:follow_up.2': '2026-05-01' } },
      { act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { 'review:follow_up.3': '2026-06-01' } },
    ],
  },
  {
    says: 'one contact is due between two of a review: by the end of the stretch, and late where the review is recorded first',
    parts: { review: 'first: 2 weeks\nevery: 1 month', reviews: 'call:\n  title: Call\n  who: case_worker\n  every:\n    times: 1\n    between: follow_up\n  late:\n    - { at_once: true, tell: supervisor }' },
    then: [
      { due: { 'review:call.1': '2026-04-09' } },
      { at: '2026-04-02T10:00', act: { type: 'record', review: 'call' }, due: { 'review:call.2': null }, told: [] },
      { at: '2026-04-09T10:00', act: { type: 'record', review: 'follow_up', answers: { note: 'x' } }, due: { 'review:call.2': '2026-05-09' }, told: [] },
      { at: '2026-04-20T10:00', act: { type: 'record', review: 'follow_up', answers: { note: 'y' } }, told: ['2026-04-20T10:00 samir: review_late call.2'] },
    ],
  },

  // In conditions
  {
    says: 'a due in a condition holds from its instant on',
    parts: { top: `at_any_time:\n  - when: passed("5 working days after start of assessment")\n    close: lost_contact`, approval: 'due: 5 days' },
    then: [
      { at: '2026-04-02T23:00', without: ['approval:closure.1.1'] },
      { at: '2026-04-03T00:00', journal: ['closure_proposed closure.1'], due: { 'approval:closure.1.1': '2026-04-08' } },
    ],
  },
];
