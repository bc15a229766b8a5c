// What somebody who may read a case is shown of the records of its lists, without the fields that their roles may not see.

import type { Rules } from '../process/rules';
import { seesField } from './access';
import type { Actor, Answer, Case, RecordState } from './case';
import { rulesIndex } from './rules-index';

/** A record as the API and the pages show it. */
export interface ShownRecord extends Omit<RecordState, 'stage'> {
  /** Path of the list's title in the texts. */
  title: string;
  /** By the field's id without the list's. */
  answers: Record<string, Answer>;
  /** Ids of answered fields that are there and not shown. */
  hidden: string[];
  stage?: { id: string; title: string; round: number; since: string };
}

/** The records of all lists in the order of their adding, ended ones too. */
export function shownRecords(rules: Rules, { records = [] }: Case, actor: Actor): ShownRecord[] {
  const { lists, stages } = rulesIndex(rules.process);
  return records.map(({ answers, stage, ...rest }) => {
    const sees = (field: string): boolean => seesField(rules, actor, `${rest.list}.${field}`);
    return {
      ...rest,
      title: `${lists.get(rest.list)?.rule ?? rest.list}.title`,
      answers: Object.fromEntries(Object.entries(answers).filter(([field]) => sees(field))),
      hidden: Object.keys(answers).filter((field) => !sees(field)),
      ...(stage && { stage: { ...stage, title: `${stages.get(stage.id)?.rule ?? stage.id}.title` } }),
    };
  });
}
