// Stages, their ways on, and the ways that are open at any time.

import type { Stage, Way } from '../../process/process';
import { needsDue, readClock, readClockKeys, warnWithoutClock } from '../clocks';
import { readClose, readStage } from '../moves';
import type { Desk } from '../desk';
import type { Place } from '../tree';
import { readDemands } from './criteria';
import { compileTasks } from './tasks';

/** The stages of the case, or of the records that the desk is about. */
export function compileStages(place: Place, desk: Desk): Stage[] {
  return (place.at('stages')?.entries() ?? []).map(([id, place]) => compileStage(id, place, desk));
}

function compileStage(id: string, place: Place, desk: Desk): Stage {
  const clock = place.at('due') ? readClock(place, desk, { own: id, stage: id }) : withoutClock(place, desk);
  return {
    id,
    rule: place.path,
    tasks: compileTasks(place.at('tasks'), desk, { stage: id, lists: desk.list === undefined }),
    next: compileWays(place.at('next'), desk),
    ...(clock && clock.due.form !== 'none' && { clock }),
    ...readDecide(place.at('decide'), id, desk),
  };
}

/** Who chooses how it goes on: a role alone, or with the clock of the choice. */
function readDecide(place: Place | undefined, stage: string, desk: Desk): Pick<Stage, 'decide'> {
  if (!place) return {};
  const who = desk.names.resolve(place.text === undefined ? place.at('who') : place, 'role') ?? '';
  warnWithoutClock(place, `The decision in \`${stage}\``, desk);
  return { decide: { rule: place.path, who, clock: readClock(place, desk, { own: stage, stage }) } };
}

/** A stage needs no clock, but then no key of one either. */
function withoutClock(place: Place, desk: Desk): undefined {
  needsDue(place, desk);
  readClockKeys(place, { form: 'none' }, desk);
}

export function compileWays(list: Place | undefined, desk: Desk): Way[] {
  return (list?.items() ?? []).map((place) => compileWay(place, desk)).filter((way) => way !== undefined);
}

function compileWay(place: Place, desk: Desk): Way | undefined {
  const when = desk.condition(place.at('when'));
  const rule = place.path;
  const [to, close] = [place.at('to'), place.at('close')];
  const stage = readStage(to, desk);
  const reason = close && readClose(close, desk);
  const way = { rule, ...(when && { when }), ...readDemands(place, desk) };
  if (stage !== undefined) return { ...way, to: stage };
  return reason === undefined ? undefined : { ...way, close: reason };
}
