// A case as it is on its way into the records: small, with planted private content.

import type { Case } from '../../case/case';
import type { JournalEntry, Notice } from '../../case/effect';
import type { CaseRow } from '../../case/project';
import type { RecordCall, Transition } from '../../case/record';

/** Stands in answers, reasons and journal entries of every sample; nowhere else may it be found. */
export const PLANTED_NAME = 'Zaynab Qasim';
/** The case worker's name, as journal entries carry it. */
export const PLANTED_WORKER = 'Umm Yazan Haddad';

const OPENED_AT = '2026-03-26T07:00:00.000Z';

/** The instant of a transition: an hour after the one before. */
export const instantOf = (sequence: number): string => new Date(Date.parse(OPENED_AT) + (sequence - 1) * 3_600_000).toISOString();

/** A state at `sequence`, which has written two journal entries in each transition. */
export function sampleState(number: string, sequence: number): Case {
  return {
    format: 1,
    behaviour: 1,
    number,
    agency: 'amal',
    process: 'child_protection',
    rules: { process: 'p'.repeat(64), calendar: 'c'.repeat(64), agency: 'a'.repeat(64) },
    status: 'open',
    sequence,
    openedAt: OPENED_AT,
    openedBy: { id: 'worker', name: PLANTED_WORKER },
    owner: { id: 'worker', name: PLANTED_WORKER },
    stage: { id: 'assessment', round: 1, since: OPENED_AT },
    answers: { name: { value: PLANTED_NAME, at: OPENED_AT, by: 'worker', sequence: 1 } },
    tasks: [],
    reviews: [],
    alerts: [],
    approvals: [],
    clocks: {},
    happened: {},
    counts: {},
    closures: 0,
    holding: [],
    judgeAt: null,
    journal: sequence * 2,
  };
}

export function sampleEntry(sequence: number, which: 1 | 2, said: string = PLANTED_NAME): JournalEntry {
  return {
    n: (sequence - 1) * 2 + which,
    sequence,
    at: instantOf(sequence),
    what: 'answered',
    by: { id: 'worker', name: PLANTED_WORKER },
    details: { name: said },
  };
}

export function sampleNotice(number: string, sequence: number, about = 'case_plan.1'): Notice {
  return {
    id: `${number}-${sequence}-1`,
    says: 'task_late',
    urgent: false,
    to: { part: { owner: true }, owner: 'worker' },
    title: 'stages.planning.tasks.case_plan.title',
    about,
    at: instantOf(sequence),
    notBefore: instantOf(sequence),
  };
}

export function sampleTransition(number: string, sequence: number, said?: string): Transition {
  return {
    sequence,
    at: instantOf(sequence),
    journal: [sampleEntry(sequence, 1, said), sampleEntry(sequence, 2, said)],
    notices: [sampleNotice(number, sequence)],
  };
}

export function sampleRow(state: Case): CaseRow {
  return {
    number: state.number,
    agency: state.agency,
    process: state.process,
    rules: state.rules,
    status: state.status,
    stage: state.stage.id,
    owner: state.owner.id,
    openedAt: state.openedAt,
    closedAt: null,
    sequence: state.sequence,
    nextDueAt: instantOf(state.sequence + 1),
    items: [
      {
        id: `case_plan.${state.sequence}`, kind: 'task', title: 'stages.planning.tasks.case_plan.title', who: 'case_worker', person: 'worker',
        state: 'open', openedAt: OPENED_AT, dueAt: instantOf(state.sequence + 2),
      },
      {
        id: 'case_plan.1.1', kind: 'approval', title: 'stages.planning.tasks.case_plan.title', who: 'supervisor', notBy: ['worker'],
        state: 'open', openedAt: OPENED_AT, dueAt: null,
      },
    ],
    alerts: [
      {
        id: `${state.number}-a1`, alert: 'immediate_risk', title: 'alerts.immediate_risk.title', raisedAt: OPENED_AT, state: 'raised', step: 0,
        climbAt: instantOf(state.sequence + 1),
      },
    ],
  };
}

/** The write of one transition, decided at a history length of ten times its sequence. */
export function sampleCall(number: string, sequence: number, changes: Partial<RecordCall> & { said?: string } = {}): RecordCall {
  const { said, ...call } = changes;
  const state = call.state ?? sampleState(number, sequence);
  return {
    run: 0,
    length: sequence * 10,
    state,
    row: sampleRow(state),
    transitions: [sampleTransition(number, sequence, said)],
    ...call,
  };
}
