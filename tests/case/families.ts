// A process with lists for tests of the core: a family with children, goals, and actions that answer goals.

import type { Condition } from '../../process/condition';
import type { AnswerValue } from '../../case/case';
import type { Story } from './story';
import { rana } from './story';
import { is, not } from '../process/conditions';
import { rulesOf } from './processes';
import type { ProcessSource } from './processes';

/** `goal.all(g, g.result …)` and the like: a macro over the records of a list. */
export const over = (list: string, macro: 'all' | 'exists', test: Condition): Condition => ({ op: 'each', macro, list: { op: 'records', list }, as: 'r', test });
export const item = (of?: string): Condition => ({ op: 'item', as: 'r', ...(of !== undefined && { field: of }) });

export const FAMILY: ProcessSource = {
  stages: {
    plan: {
      tasks: {
        goals: { due: '10 days', records: { list: 'goal', atLeast: 1 } },
        decide: { onDemand: true, openedBy: ['case_worker'], must: ['child.decision'] },
      },
      next: [{ to: 'work' }],
    },
    work: {
      tasks: { visit: { forEach: { list: 'child' }, due: '3 days', must: ['child.seen'], may: ['child.decision'] }, sum_up: { after: ['visit'], due: '1 day' } },
      next: [{ when: over('goal', 'all', not(item('open'))), close: 'resolved' }],
    },
  },
  lists: {
    goal: {
      fields: {
        what: { type: 'text', private: true },
        due_on: { type: 'date' },
        result: { type: 'one_of', options: ['reached', 'dropped'] },
        secret: { type: 'text', private: true, visibleTo: ['manager'] },
      },
      outcomes: ['reached', 'dropped'],
      clocks: { goal_date: { due: { on: { kind: 'field', field: 'goal.due_on' } }, until: { op: 'answered', field: 'goal.result' }, remind: ['3 days'], late: [{ after: '1 week', tell: 'supervisor' }] } },
      atAnyTime: [{ when: is('goal.result', 'reached'), close: 'reached' }],
    },
    child: {
      addedBy: ['case_worker', 'manager'],
      fields: { name: { type: 'text', private: true }, seen: { type: 'yes_no' }, decision: { type: 'one_of', options: ['stay', 'move'] }, safe: { type: 'yes_no' } },
      outcomes: ['home', 'moved'],
      tasks: { introduce: { due: '2 days' } },
      stages: {
        looking: { tasks: { look: { due: '5 days', must: ['child.safe'], late: [{ to: 'watching' }] } }, next: [{ when: is('child.safe', true), to: 'helping' }, { when: is('child.safe', false), to: 'watching' }] },
        helping: { tasks: { help: { due: { length: '4 days', after: { kind: 'task', id: 'look', edge: 'end' } } } }, next: [{ close: 'home' }], clock: { due: '10 days', late: [{ close: 'moved' }] } },
        watching: { tasks: { watch: { due: '2 days' } }, next: [{ to: 'looking' }] },
      },
      reviews: { talk: { first: '1 week', every: '2 weeks', must: ['child.seen'] } },
      atAnyTime: [{ when: is('child.decision', 'move'), close: 'moved' }],
    },
    action: { fields: { goal: { type: 'record', list: 'goal' }, done: { type: 'yes_no' } }, outcomes: ['done'] },
  },
};

export const family = rulesOf(FAMILY);

/** What people do with records. */
export const add = (list: string, answers: Record<string, AnswerValue> = {}, by = rana) => ({ type: 'add_record' as const, by, list, answers });
export const change = (record: string, answers: Record<string, AnswerValue>, by = rana) => ({ type: 'change_record' as const, by, record, answers });
export const end = (record: string, outcome: string, by = rana) => ({ type: 'end_record' as const, by, record, outcome });
export const remove = (id: string, by = rana, reason = 'a mistake') => ({ type: 'remove' as const, by, id, reason });

/** A record by its id, as the case has it. */
export const recordIn = (case_: Story, id: string) => {
  const found = case_.state.records?.find((one) => one.id === id);
  if (!found) throw new Error(`no record ${id}`);
  return found;
};

