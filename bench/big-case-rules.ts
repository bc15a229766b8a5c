// The process of the big case: a hundred fields, and a list whose records each have a task, a review and clocks of their own.

import { referenceFiles } from './reference-rules';

export const FIELDS = 80;
/** Answers of each record. */
export const OF_RECORD = 4;

const HEAD = `process: big
title: Big case
language: en

roles:
  case_worker:
    title: Case worker
    owns_case: true
    supervised_by: supervisor
  supervisor:
    title: Supervisor

fields:
  risk:
    title: Risk level
    type: one_of
    options:
      low: Low
      high: High
  may_close:
    title: May the case be closed?
    type: yes_no
`;

const REST = `
lists:
  child:
    title: Child
    added_by: [case_worker]
    fields:
      name:
        title: Name
        type: text
        private: true
      seen_on:
        title: Last seen on
        type: date
      needs:
        title: Needs
        type: text
        private: true
      result:
        title: Result
        type: one_of
        options:
          well: Well
          moved: Moved away
    outcomes:
      done: Nothing more to do
    tasks:
      meet:
        title: Meet the child
        who: case_worker
        may_answer: [needs]
        due:
          depends_on: risk
          low: 60 days
          high: 30 days
          otherwise: 90 days
        remind: [1 week]
        late:
          - { after: 1 working day, tell: supervisor, repeat: 1 month }
    reviews:
      visit:
        title: Visit
        who: case_worker
        may_answer: [needs]
        first: 6 months
        every: 6 months
        late:
          - { after: 1 working day, tell: supervisor, repeat: 1 month }
    clocks:
      outcome:
        title: Come to a result
        due: 18 months
        until: answered(result)
        late:
          - { at_once: true, tell: supervisor }

stages:
  work:
    title: Work
    tasks:
      plan:
        title: Plan
        who: case_worker
        may_answer: [may_close, FIELDS]
        due: 12 months
    next:
      - when: child.all(c, answered(c.result)) and may_close
        close: done

reviews:
  contact:
    title: Contact
    who: case_worker
    may_answer: [risk]
    first: 3 months
    every: 3 months
    late:
      - { at_once: true, tell: supervisor }

alerts:
  danger:
    title: Danger
    raise_when: child.exists(c, c.result is moved) and risk is high
    raised_by: [case_worker]
    acknowledge:
      - { who: supervisor, within: 1 hour }
    resolve:
      who: supervisor

closure:
  reasons:
    done: Done
`;

/** A definitions folder with the reference agency, which uses this process beside its own. */
export function bigFiles(): Record<string, string> {
  const ids = Array.from({ length: FIELDS }, (_, n) => `fact_${n + 1}`);
  const fields = ids.map((id) => `  ${id}:\n    title: ${id.replace('_', ' ')}\n    type: text\n`).join('');
  const files = referenceFiles();
  const agency = String(files['agencies/reference.yaml']).replace('processes: [reference]', 'processes: [reference, big]');
  return { ...files, 'agencies/reference.yaml': agency, 'processes/big.yaml': HEAD + fields + REST.replace('FIELDS', ids.join(', ')) };
}
