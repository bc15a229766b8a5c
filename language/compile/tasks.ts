// Tasks: who does what, after what, and which answers it asks for.

import type { Task } from '../../process/process';
import { readApprovals, readClock, warnWithoutClock } from '../clocks';
import type { Desk } from '../desk';
import type { Place } from '../tree';
import { readSatisfies } from './satisfies';

/** The tasks of a stage, or of an alert. */
export function compileTasks(group: Place | undefined, desk: Desk, stage?: string): Task[] {
  return (group?.entries() ?? []).map(([id, place]) => compileTask(id, place, desk, stage));
}

function compileTask(id: string, place: Place, desk: Desk, stage: string | undefined): Task {
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
  };
}

function readAfter(place: Place | undefined, id: string, desk: Desk): string[] {
  if (!place) return [];
  const after = place.node.kind === 'list' ? desk.names.resolveAll(place, 'task') : [desk.names.resolve(place, 'task')].filter((one) => one !== undefined);
  if (after.includes(id)) desk.report.add('after-circle', place.range, `\`${id}\` waits for itself.`, 'Name another task.');
  return after;
}

/** The fields that are asked for; one that must be answered may be answered anyway. */
export function readAnswers(place: Place, desk: Desk): { mayAnswer: string[]; mustAnswer: string[] } {
  const mustAnswer = desk.names.resolveAll(place.at('must_answer'), 'field');
  for (const item of place.at('may_answer')?.items() ?? []) {
    if (item.text !== undefined && mustAnswer.includes(item.text)) {
      desk.report.add('asked-twice', item.range, `\`${item.text}\` stands in \`must_answer\` already.`, 'Take it out of one of the two.');
    }
  }
  return { mayAnswer: desk.names.resolveAll(place.at('may_answer'), 'field'), mustAnswer };
}
