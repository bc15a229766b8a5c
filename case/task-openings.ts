// Finds the openings of a task, of which a case may have many: one for each record or event, and for each round.

import type { TaskState } from './case';
import { keyIn } from './scope';

interface Read {
  /** So many of the list have been read. */
  upTo: number;
  /** Oldest first, by the task's id, and by that with the record's. */
  of: Map<string, TaskState[]>;
}

const read = new WeakMap<TaskState[], Read>();

/** In lists up to this length looking through them is quicker. */
const SHORT = 16;

/** All openings of a task, or those for a record, oldest first. `tasks` may be added to, but nothing in it exchanged for another. */
export function openingsFor(tasks: TaskState[], task: string, record?: string): TaskState[] {
  if (tasks.length <= SHORT) return tasks.filter((one) => one.task === task && (record === undefined || one.of.record === record));
  let known = read.get(tasks);
  if (!known || known.upTo > tasks.length) read.set(tasks, (known = { upTo: 0, of: new Map() }));
  for (; known.upTo < tasks.length; known.upTo += 1) {
    const one = tasks[known.upTo] as TaskState;
    put(known, one.task, one);
    if (one.of.record !== undefined) put(known, keyIn(one.task, one.of.record), one);
  }
  return known.of.get(keyIn(task, record)) ?? [];
}

function put({ of }: Read, key: string, one: TaskState): void {
  const there = of.get(key);
  if (there) there.push(one);
  else of.set(key, [one]);
}
