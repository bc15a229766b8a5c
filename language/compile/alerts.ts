// Alerts: what raises them, the chain that is told, and how they end.

import type { AcknowledgeStep, Alert } from '../../process/process';
import type { Length } from '../../process/time';
import { isExact } from '../../process/time';
import type { Desk } from '../desk';
import { readLength } from '../lengths';
import type { Place } from '../tree';
import { compileTasks, readAnswers } from './tasks';

/** Stands among the roles for every partner of the agency. */
const PARTNER = 'partner';

export function compileAlerts(root: Place, desk: Desk): Alert[] {
  return (root.at('alerts')?.entries() ?? []).map(([id, place]) => compileAlert(id, place, desk));
}

function compileAlert(id: string, place: Place, desk: Desk): Alert {
  const raiseWhen = desk.condition(place.at('raise_when'));
  const resolve = place.at('resolve');
  return {
    id,
    rule: place.path,
    ...(raiseWhen && { raiseWhen }),
    raisedBy: (place.at('raised_by')?.items() ?? []).map((one) => (one.text === PARTNER ? PARTNER : desk.names.resolve(one, 'role'))).filter((one) => one !== undefined),
    acknowledge: (place.at('acknowledge')?.items() ?? []).map((step) => compileStep(step, desk)).filter((step) => step !== undefined),
    tasks: compileTasks(place.at('tasks'), desk),
    resolve: {
      who: desk.names.resolve(resolve?.at('who'), 'role') ?? '',
      ...(resolve ? readAnswers(resolve, desk, false) : { mustAnswer: [], mayAnswer: [] }),
    },
  };
}

function compileStep(place: Place, desk: Desk): AcknowledgeStep | undefined {
  const who = desk.names.resolve(place.at('who'), 'role');
  const within = readWithin(place.at('within'), desk);
  return who === undefined || !within ? undefined : { rule: place.path, who, within };
}

/** Counted around the clock, so that danger does not wait for a working day or for midnight. */
function readWithin(place: Place | undefined, desk: Desk): Length | undefined {
  const length = readLength(place, desk.report);
  if (!place || !length || isExact(length)) return length;
  const suggestion = length.unit === 'day' ? `${length.n * 24} hours` : undefined;
  desk.report.add('bad-length', place.range, 'The chain of an alert counts around the clock, not in days.', 'Write hours or minutes: `1 hour`, `24 hours`.', suggestion);
  return undefined;
}
