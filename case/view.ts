// What somebody who may read a case is shown of it: its state without the fields that their roles may not see.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { seesField } from './access';
import type { Actor, AlertState, Answer, ApprovalState, Case, Person } from './case';
import type { JournalEntry } from './effect';
import type { DueItem } from './project';
import { project } from './project';

/** A case as the API and the pages show it. */
export interface CaseView {
  number: string;
  agency: string;
  process: string;
  status: 'open' | 'closed';
  sequence: number;
  openedAt: Instant;
  openedBy: Person;
  owner: Person;
  stage: { id: string; title: string; round: number; since: Instant };
  answers: Record<string, Answer>;
  /** Ids of answered fields that are there and not shown. */
  hidden: string[];
  /** What is to be done, soonest first; things without a date last. */
  items: DueItem[];
  alerts: (AlertState & { title: string })[];
  approvals: ApprovalState[];
  closure?: Case['closure'];
  closed?: Case['closed'];
}

export function view(rules: Rules, state: Case, actor: Actor): CaseView {
  const row = project(rules, state);
  const { number, agency, process, status, sequence, openedAt, openedBy, owner, approvals, closure, closed } = state;
  const shown = Object.entries(state.answers).filter(([field]) => seesField(rules, actor, field));
  const stage = rules.process.stages.find((one) => one.id === state.stage.id);
  return {
    number, agency, process, status, sequence, openedAt, openedBy, owner,
    stage: { id: state.stage.id, title: `${stage?.rule ?? state.stage.id}.title`, round: state.stage.round, since: state.stage.since },
    answers: Object.fromEntries(shown),
    hidden: Object.keys(state.answers).filter((field) => !seesField(rules, actor, field)),
    items: uniqueById(row.items).sort(bySoonest),
    alerts: state.alerts.map((alert, i) => ({ ...alert, title: row.alerts[i]?.title ?? alert.alert })),
    approvals,
    ...(closure && { closure }),
    ...(closed && { closed }),
  };
}

const uniqueById = (items: DueItem[]): DueItem[] => items.filter((item, i) => items.findIndex((one) => one.id === item.id) === i);

/** Orders what is to be done by its date, what has none last. */
export const bySoonest = (a: { dueAt: Instant | null; id: string }, b: { dueAt: Instant | null; id: string }): number =>
  (a.dueAt ?? '~') < (b.dueAt ?? '~') ? -1 : (a.dueAt ?? '~') > (b.dueAt ?? '~') ? 1 : a.id < b.id ? -1 : 1;

/** A journal line without the answers that somebody may not see; that there was an answer stays visible. */
export function visibleEntry(rules: Rules, actor: Actor, entry: JournalEntry): JournalEntry {
  const answers = entry.details?.['answers'];
  if (entry.what !== 'answered' || typeof answers !== 'object' || answers === null || Array.isArray(answers)) return entry;
  const shown = Object.entries(answers).map(([field, change]) => [field, seesField(rules, actor, field) ? change : { hidden: true }] as const);
  return { ...entry, details: { ...entry.details, answers: Object.fromEntries(shown) } };
}
