// What somebody who may read a case is shown of it: its state without the fields that their roles may not see.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { seesField } from './access';
import type { Actor, AlertState, Answer, ApprovalState, Case, EventState, Person, RequestState } from './case';
import type { AgreementShown, DecisionShown } from './asked';
import { agreementsShown, decisionsShown, prefilled, roundsOf } from './asked';
import { clockOwner } from './clock-owner';
import type { JournalEntry } from './effect';
import type { DeadlineExplanation } from './explain';
import { fieldOfKey } from './frozen';
import { found } from './found';
import type { Json } from './json';
import type { DueItem } from './project';
import { project } from './project';
import type { ShownRecord } from './record-view';
import { shownRecords } from './record-view';
import { rulesIndex } from './rules-index';
import { visibleRule } from './visible-rules';

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
  /** How often each stage has been entered. */
  rounds: Record<string, number>;
  answers: Record<string, Answer>;
  /** Ids of answered fields that are there and not shown. */
  hidden: string[];
  /** What is to be done, soonest first; things without a date last. */
  items: ShownItem[];
  alerts: (AlertState & { title: string })[];
  approvals: ApprovalState[];
  agreements: AgreementShown[];
  /** Choices that wait for somebody. */
  decisions: DecisionShown[];
  /** Answers of an earlier round, by the opening of the task that asks for them again. */
  prefilled: Record<string, string[]>;
  /** Running clocks of the case's own, soonest first. */
  clocks: NamedDeadline[];
  /** Records of its lists, in the order of their adding. */
  records: ShownRecord[];
  /** What has happened and may still matter to counts and clocks, the latest first. */
  events: (EventState & { title: string })[];
  /** Extensions and waivers that wait for somebody's agreement. */
  requests: RequestState[];
  closure?: Case['closure'];
  closed?: Case['closed'];
}

/** Something to be done; an added task in the words of who added it, which stand nowhere but in the case. */
export type ShownItem = DueItem & { own?: { title: string; by: Person } };

/** A clock of the case's own as it stands. */
export interface NamedDeadline {
  /** `first_contact.1`. */
  id: string;
  /** Path of the title in the texts. */
  title: string;
  /** Of one for each record of a list: id of the record. */
  record?: string;
  startedAt: Instant;
  dueAt: Instant | null;
  /** When its window opens; null while that is not known. */
  opensAt?: Instant | null;
  waitsFor?: string;
}

export function view(rules: Rules, state: Case, actor: Actor): CaseView {
  const row = project(rules, state);
  const { number, agency, process, status, sequence, openedAt, openedBy, owner, approvals, closure, closed } = state;
  const shown = Object.entries(state.answers).filter(([field]) => seesField(rules, actor, field));
  const stage = rules.process.stages.find((one) => one.id === state.stage.id);
  return {
    number, agency, process, status, sequence, openedAt, openedBy, owner,
    stage: { id: state.stage.id, title: `${stage?.rule ?? state.stage.id}.title`, round: state.stage.round, since: state.stage.since },
    rounds: roundsOf(rules, state),
    answers: Object.fromEntries(shown),
    hidden: Object.keys(state.answers).filter((field) => !seesField(rules, actor, field)),
    items: uniqueById(row.items).sort(bySoonest).map((item) => withOwnWords(state, item)),
    alerts: state.alerts.map((alert, i) => ({ ...alert, title: row.alerts[i]?.title ?? alert.alert })),
    approvals,
    agreements: agreementsShown(rules, state, actor),
    decisions: decisionsShown(rules, state),
    prefilled: prefilled(rules, state, actor),
    clocks: namedDeadlines(rules, state),
    records: shownRecords(rules, state, actor),
    events: shownEvents(rules, state),
    requests: state.requests ?? [],
    ...(closure && { closure }),
    ...(closed && { closed }),
  };
}

const shownEvents = ({ process }: Rules, { events = [] }: Case): CaseView['events'] =>
  events.map((one) => ({ ...one, title: `${rulesIndex(process).events.get(one.event)?.rule ?? one.event}.title` })).sort((a, b) => (a.happenedAt > b.happenedAt ? -1 : 1));

function namedDeadlines(rules: Rules, state: Case): NamedDeadline[] {
  const index = rulesIndex(rules.process);
  return Object.values(state.clocks)
    .flatMap(({ id, record, startedAt, dueAt, opensAt, waitsFor }) => {
      const owner = clockOwner(index, state, id);
      if (owner?.kind !== 'clock') return [];
      return [{ id: owner.about, title: owner.title, ...(record !== undefined && { record }), startedAt, dueAt, ...(opensAt !== undefined && { opensAt }), ...(waitsFor !== undefined && { waitsFor }) }];
    })
    .sort(bySoonest);
}

function withOwnWords({ tasks }: Case, item: DueItem): ShownItem {
  const own = item.kind === 'task' ? found(tasks, item.id)?.own : undefined;
  return own ? { ...item, own: { title: own.title, by: own.by } } : item;
}

/** What is on the list of several roles is there once. */
const uniqueById = (items: DueItem[]): DueItem[] => [...new Map(items.map((item) => [`${item.kind} ${item.id}`, item] as const).reverse()).values()].reverse();

/** Orders what is to be done by its date, what has none last. */
export const bySoonest = (a: { dueAt: Instant | null; id: string }, b: { dueAt: Instant | null; id: string }): number =>
  (a.dueAt ?? '~') < (b.dueAt ?? '~') ? -1 : (a.dueAt ?? '~') > (b.dueAt ?? '~') ? 1 : a.id < b.id ? -1 : 1;

/**
 * A journal line without the answers that somebody may not see; that there was an answer stays visible. A rule's path is cut where it
 * would tell which line such an answer has chosen.
 */
export function visibleEntry(rules: Rules, actor: Actor, entry: JournalEntry): JournalEntry {
  const { details, rule } = entry;
  const { answers, chosenBy, rule: dueBy } = details ?? {};
  const isObject = (part: Json | undefined): part is { [key: string]: Json | undefined } => typeof part === 'object' && part !== null && !Array.isArray(part);
  // What was agreed to is named with its record: `goal.2.due_on`.
  const sees = (field: string): boolean => seesField(rules, actor, fieldOfKey(field));
  const shown = isObject(answers) && Object.fromEntries(Object.entries(answers).map(([field, change]) => [field, sees(field) ? change : { hidden: true }]));
  // The answer that has chosen a due date.
  const isHidden = isObject(chosenBy) && !sees(String(chosenBy['field']));
  return {
    ...entry,
    ...(rule !== undefined && { rule: visibleRule(rules, actor, rule) }),
    ...(details && {
      details: {
        ...details,
        ...(shown && { answers: shown }),
        ...(isHidden && { chosenBy: { field: chosenBy['field'], hidden: true } }),
        ...(typeof dueBy === 'string' && { rule: visibleRule(rules, actor, dueBy) }),
      },
    }),
  };
}

/** A deadline as somebody may see it: what chose it is an answer, and who may not see the field learns that there was one, and not which. */
export function visibleDeadline(rules: Rules, actor: Actor, deadline: DeadlineExplanation): Omit<DeadlineExplanation, 'chosenBy'> & { chosenBy?: { field: string; value: string | null } } {
  const { chosenBy, rule, ...rest } = deadline;
  const shown = chosenBy && (seesField(rules, actor, chosenBy.field) ? chosenBy : { field: chosenBy.field, value: null });
  return { ...rest, rule: visibleRule(rules, actor, rule), ...(shown && { chosenBy: shown }) };
}
