// What goes through stages of its own: the case, and each record of a list that has some; both are looked at alike.

import type { List, Process } from '../../process/process';

export interface Life {
  /** What it goes through, as if that were a process: of a record the stages, reviews and clocks of its list. */
  process: Process;
  /** Of a record: its list. */
  list?: List;
}

const lives = new WeakMap<Process, Life[]>();
const wholes = new WeakMap<Process, Process>();

/** The case, then the records of each list with stages. */
export function livesOf(process: Process): Life[] {
  let found = lives.get(process);
  if (!found) lives.set(process, (found = [{ process }, ...(process.lists ?? []).filter((list) => list.stages.length > 0).map((list) => lifeOf(process, list))]));
  return found;
}

function lifeOf(whole: Process, list: List): Life {
  const isOwn = ({ rule }: { rule: string }): boolean => rule.startsWith(`${list.rule}.`);
  const process: Process = {
    ...whole,
    stages: list.stages,
    atAnyTime: list.atAnyTime,
    reviews: whole.reviews.filter(isOwn),
    clocks: whole.clocks.filter(isOwn),
    alerts: [],
    tasks: [],
    lists: [{ ...list, stages: [], atAnyTime: [] }],
    closure: { rule: list.rule, reasons: list.outcomes, must: [], approve: [] },
  };
  wholes.set(process, whole);
  return { process, list };
}

/** The process that a life is part of. */
export const wholeOf = (process: Process): Process => wholes.get(process) ?? process;
