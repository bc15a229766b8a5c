// Whether one thing may name another: what there is one of for each record, or for each event, is named only by what is about the same.

import type { Desk } from './desk';
import type { Place } from './tree';

/**
 * Reports a name of something that there are several of, where it is not said which one is meant.
 *
 * @param own the thing that names it, when it may itself be one for each event
 */
export function isOfSameRecord(place: Place, id: string, desk: Desk, own?: string): boolean {
  const { names, report } = desk;
  const [list, event] = [names.aboutOf(id), eventOf(id, desk)];
  if ((list === undefined || list === desk.list) && (event === undefined || (own !== undefined && eventOf(own, desk) === event))) return true;
  const many = event ?? list ?? '';
  const what = event === undefined ? `record of \`${list}\`` : `\`${event}\``;
  report.add('wrong-name', place.range, `There is one \`${id}\` for each ${what}, and what stands here is about none of them.`, `Let it be one for each too (\`for_each: ${many}\`), or name something that the case has once.`);
  return false;
}

function eventOf(id: string, { names }: Desk): string | undefined {
  const each = names.placeOf(id)?.at('for_each')?.text;
  return each !== undefined && names.kindOf(each) === 'event' ? each : undefined;
}
