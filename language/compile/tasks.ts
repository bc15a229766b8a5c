// Tasks: who does what, after what, and which answers it asks for.

import type { Task, TaskEnd } from '../../process/process';
import { readApprovals, readClock, warnWithoutClock } from '../clocks';
import { readLength } from '../lengths';
import type { Desk } from '../desk';
import { readDuring } from '../moves';
import type { Place } from '../tree';
import type { EachAllowed } from './for-each';
import { readForEach, readRecords } from './for-each';
import { isOfSameRecord } from '../same-record';
import { readChecklist, readDemands } from './criteria';
import { readSatisfies } from './satisfies';

/** What tasks stand in. */
export interface TaskPlaceRules extends EachAllowed {
  stage?: string;
  /** In none: they are the case's own. */
  ofCase?: true;
}

/** The tasks of a stage, of an alert, or of a list. */
export function compileTasks(group: Place | undefined, desk: Desk, rules: TaskPlaceRules = {}): Task[] {
  return (group?.entries() ?? []).map(([id, place]) => compileTask(id, place, desk.about(desk.names.aboutOf(id)), rules));
}

/** Tasks of the case itself; absent when the process has none. */
export function compileCaseTasks(root: Place, desk: Desk): { tasks?: Task[] } {
  const tasks = compileTasks(root.at('tasks'), desk, { ofCase: true });
  return tasks.length > 0 ? { tasks } : {};
}

function compileTask(id: string, place: Place, desk: Desk, { stage, ofCase, ...allowed }: TaskPlaceRules): Task {
  const around = { own: id, ...(stage !== undefined && { stage }) };
  const when = desk.condition(place.at('when'));
  warnWithoutClock(place, `The task \`${id}\``, desk);
  return {
    id,
    rule: place.path,
    who: desk.names.resolve(place.at('who'), 'role') ?? '',
    ...(when && { when }),
    after: readAfter(place.at('after'), id, desk),
    ...readAnswers(place, desk),
    clock: readClock(place, desk, around),
    approve: readApprovals(place.at('approve'), desk, around),
    satisfies: readSatisfies(place.at('satisfies'), id, desk),
    ...(place.at('on_demand')?.flag === true && { onDemand: true as const }),
    ...readWhoElse(place, id, desk),
    ...readWhere(place, id, desk, ofCase === true),
    ...readParties(place, id, desk),
    ...(place.at('alongside')?.flag === true && { alongside: true as const }),
    ...readEnds(place.at('may_end'), desk),
    ...readForEach(place, desk, { ...allowed, events: true }),
    ...readRecords(place, desk),
    ...readDemands(place, desk),
    ...readChecklist(place),
  };
}

/** Who may open it, and who may not do it. */
function readWhoElse(place: Place, id: string, desk: Desk): Pick<Task, 'openedBy' | 'notBy'> {
  const openedBy = desk.names.resolveAll(place.at('opened_by'), 'role');
  const notBy = desk.names.resolveAll(place.at('not_by'), 'task');
  const written = place.at('opened_by');
  if (written && place.at('on_demand')?.flag !== true) {
    desk.report.add('not-on-demand', written.head, `\`opened_by\` does nothing here: \`${id}\` opens by itself.`, 'Add `on_demand: true`, or take it out.');
  }
  for (const item of place.at('not_by')?.items() ?? []) {
    if (item.text === id) desk.report.add('after-circle', item.range, `\`${id}\` keeps its own doer out.`, 'Name another task.');
  }
  return { ...(openedBy.length > 0 && { openedBy }), ...(notBy.length > 0 && { notBy }) };
}

/** In which stages a task of the case itself can be open; one that stands in a stage is open there. */
function readWhere(place: Place, id: string, desk: Desk, isOfCase: boolean): Pick<Task, 'during'> {
  const written = place.at('during');
  if (isOfCase && place.at('on_demand')?.flag !== true && !place.at('for_each')) {
    desk.report.add('missing-key', place.head, `\`on_demand\` is missing: \`${id}\` stands in no stage, and nothing opens it.`, 'Add `on_demand: true`, or `for_each:` with an event; or put the task into a stage.');
  }
  if (written && !isOfCase) {
    desk.report.add('keys-exclude', written.head, `\`during\` is for tasks of the case itself; \`${id}\` opens with what it stands in.`, 'Take it out, or put the task under `tasks:` of the process.');
    return {};
  }
  const during = readDuring(written, desk);
  return during.length > 0 ? { during } : {};
}

/** Who has to agree to what it is handed in with. */
function readParties(place: Place, id: string, desk: Desk): Pick<Task, 'agree'> {
  const written = place.at('agree');
  if (!written) return {};
  const agree = written.items().map((item) => (item.text === 'client' ? 'client' : desk.names.resolve(item, 'person', 'role'))).filter((who) => who !== undefined);
  if (!['may_answer', 'must_answer', 'records'].some((key) => place.at(key))) {
    desk.report.add('agrees-to-nothing', written.head, `There is nothing to agree to: \`${id}\` asks for no answers and writes no records.`, 'Add `must_answer`, `may_answer` or `records`, or take `agree` out.');
  }
  return agree.length > 0 ? { agree } : {};
}

/** Ids that say how a task ended by themselves. */
const OWN_ENDS = ['done', 'waived'];

function readEnds(group: Place | undefined, desk: Desk): Pick<Task, 'mayEnd'> {
  const ends = (group?.entries() ?? []).flatMap(([id, place]): [string, TaskEnd][] => {
    if (OWN_ENDS.includes(id)) {
      desk.report.add('reserved-id', place.head, `\`${id}\` is a word of the language and cannot be an end of a task.`, 'Choose another id.');
      return [];
    }
    const againAfter = readLength(place.at('again_after'), desk.report);
    return [[id, { rule: place.path, ...readAnswers(place, desk), ...(againAfter && { againAfter }) }]];
  });
  return ends.length > 0 ? { mayEnd: Object.fromEntries(ends) } : {};
}

/** Path of the stage, alert or list whose tasks one is among. */
const groupOf = (place: Place | undefined): string | undefined => place?.path.replace(/\.[^.]+$/, '');

function readAfter(place: Place | undefined, id: string, desk: Desk): string[] {
  if (!place) return [];
  const written = place.node.kind === 'list' ? place.items() : [place];
  const after = written.flatMap((one) => {
    const task = desk.names.resolve(one, 'task');
    if (task === undefined) return [];
    // Of those that open beside it, all have to have ended.
    const isBeside = groupOf(desk.names.placeOf(task)) === groupOf(desk.names.placeOf(id));
    return isBeside || isOfSameRecord(one, task, desk, id) ? [task] : [];
  });
  if (after.includes(id)) desk.report.add('after-circle', place.range, `\`${id}\` waits for itself.`, 'Name another task.');
  return after;
}

/** The fields that are asked for; one that must be answered may be answered anyway. Records are asked, too, where `ofRecords` is not false. */
export function readAnswers(place: Place, desk: Desk, ofRecords = true): { mayAnswer: string[]; mustAnswer: string[] } {
  const mustAnswer = desk.fieldsIn(place.at('must_answer'), ofRecords);
  for (const item of place.at('may_answer')?.items() ?? []) {
    if (item.text !== undefined && mustAnswer.includes(desk.names.fullName(item.text, desk.list))) {
      desk.report.add('asked-twice', item.range, `\`${item.text}\` stands in \`must_answer\` already.`, 'Take it out of one of the two.');
    }
  }
  return { mayAnswer: desk.fieldsIn(place.at('may_answer'), ofRecords), mustAnswer };
}
