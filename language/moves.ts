// Where a way or a late step leads: a stage of the case or a reason to close it; of a record, a stage of its list or an outcome.

import type { Desk } from './desk';
import { listAround } from './paths';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

/** The stage that a place names: of the list that it stands in, else of the case. */
export function readStage(place: Place | undefined, desk: Desk): string | undefined {
  const stage = desk.names.resolve(place, 'stage');
  if (!place || stage === undefined) return undefined;
  const [own, list] = [desk.names.aboutOf(stage), listAround(place.path)];
  if (own === list) return stage;
  const known = desk.names.all('stage').filter((id) => desk.names.aboutOf(id) === list);
  const message = list === undefined ? `\`${stage}\` is a stage of the records of \`${own}\`, not of the case.` : `\`${stage}\` is no stage of \`${list}\`: a record moves among the stages of its list.`;
  desk.report.add('wrong-name', place.range, message, fixFor(undefined, known, 'stage'));
  return undefined;
}

/** The stages in which a review runs, or a task of the case can be open: of the case, or of the record that it is about. */
export function readDuring(list: Place | undefined, desk: Desk): string[] {
  return (list?.items() ?? []).flatMap((item) => {
    const stage = desk.names.resolve(item, 'stage');
    const own = stage === undefined ? undefined : desk.names.aboutOf(stage);
    if (stage === undefined || own === undefined || own === desk.list) return stage === undefined ? [] : [stage];
    const known = desk.names.all('stage').filter((id) => desk.names.aboutOf(id) === undefined);
    desk.report.add('wrong-name', item.range, `\`${stage}\` is a stage of the records of \`${own}\`, and this is about none of them.`, fixFor(undefined, known, 'stage'));
    return [];
  });
}

/** The reason for which the case is to be closed; in a list the outcome with which the record ends. */
export function readClose(place: Place, desk: Desk): string | undefined {
  const list = listAround(place.path);
  if (list === undefined) return desk.names.resolveReason(place);
  const id = place.text;
  const known = desk.names.outcomesOf(list);
  if (id === undefined || known.includes(id)) return id;
  const suggestion = nearest(id, known);
  desk.report.add('unknown-name', place.range, `The list \`${list}\` has no outcome \`${id}\`.`, known.length === 0 ? `Add it under \`outcomes\` of \`${list}\`.` : fixFor(suggestion, known, 'outcome'), suggestion);
  return undefined;
}
