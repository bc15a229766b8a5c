// What a case asks of people beside its tasks, as it is shown: agreements, decisions, and answers of an earlier round to be confirmed.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { seesField } from './access';
import { openingInForce } from './agreed';
import { isSince } from './answers';
import type { Actor, AgreementState, AnswerValue, Case, TaskState } from './case';
import { fieldOfKey } from './frozen';
import { rulesIndex } from './rules-index';
import { answerIn, ofRecord, openRecords, recordOf } from './scope';

/** What was or is to be agreed to, with what each has said to the latest version. */
export interface AgreementShown extends Omit<AgreementState, 'answers' | 'records' | 'opening'> {
  /** Id of the opening that was handed in with it, by which something is said to it. */
  id: string;
  /** Path of the title in the texts. */
  title: string;
  /** As they were frozen; of records `goal.2.due_on`. */
  answers: Record<string, AnswerValue>;
  /** Of those that are there and not shown. */
  hidden: string[];
  /** It is not being done anew. */
  inForce: boolean;
}

/** A choice that somebody has to make now. */
export interface DecisionShown {
  id: string;
  stage: string;
  record?: string;
  title: string;
  who: string;
  askedAt: Instant;
}

/** Agreements as somebody is shown them, without the answers that their roles may not see. */
export const agreementsShown = (rules: Rules, state: Case, actor: Actor): AgreementShown[] =>
  (state.agreements ?? []).map((agreement) => {
    const { answers, opening: id, records: _, ...rest } = agreement;
    const sees = (key: string): boolean => seesField(rules, actor, fieldOfKey(key));
    const title = rulesIndex(rules.process).tasks.get(agreement.task)?.rule ?? agreement.task;
    return {
      id, ...rest, title: `${title}.title`, answers: Object.fromEntries(Object.entries(answers).filter(([key]) => sees(key))),
      hidden: Object.keys(answers).filter((key) => !sees(key)), inForce: openingInForce(state, agreement) !== undefined,
    };
  });

/** The choices that somebody has to make now, of the case and of its records. */
export const decisionsShown = (rules: Rules, state: Case): DecisionShown[] =>
  (state.status === 'open' ? (state.decisions ?? []) : []).flatMap(({ id, stage, record, who, askedAt, state: is }) => {
    if (is !== 'asked') return [];
    const title = rulesIndex(rules.process).stages.get(stage)?.rule ?? stage;
    return [{ id, stage, ...(record !== undefined && { record }), title: `${title}.title`, who, askedAt }];
  });

/**
 * By the opening of a task that is open in a later round, the answers of before that it asks for again: by field, of records
 * `goal.2.due_on`. They are there to begin with, and count once they have been given again.
 */
export function prefilled(rules: Rules, state: Case, actor: Actor): Record<string, string[]> {
  const open = state.tasks.filter((one) => one.state === 'open' && one.openedIn !== undefined);
  return Object.fromEntries(open.flatMap((one) => {
    const fields = toConfirm(rules, state, one).filter((key) => seesField(rules, actor, fieldOfKey(key)));
    return fields.length > 0 ? [[one.id, fields] as const] : [];
  }));
}

function toConfirm(rules: Rules, state: Case, opening: TaskState): string[] {
  const { mayAnswer = [], mustAnswer = [] } = rulesIndex(rules.process).tasks.get(opening.task) ?? {};
  const isOld = (name: string, record: string | undefined): boolean => {
    const answer = answerIn(state, name, ofRecord(record));
    return answer !== undefined && answer.rule === undefined && !isSince(answer, opening);
  };
  return [...mayAnswer, ...mustAnswer].flatMap((name) => {
    const [list = '', field] = name.split('.');
    if (field === undefined) return isOld(name, undefined) ? [name] : [];
    const own = recordOf(state, opening.of.record);
    const records = own?.list === list ? [own] : openRecords(state, list);
    return records.flatMap(({ id }) => (isOld(name, id) ? [`${id}.${field}`] : []));
  });
}

/** How often each stage of the case has been entered: more than once where it went back. */
export const roundsOf = (rules: Rules, state: Case): Record<string, number> =>
  Object.fromEntries(rules.process.stages.flatMap(({ id }) => (Object.hasOwn(state.counts, id) ? [[id, state.counts[id] ?? 0] as const] : [])));
