// Who can answer the fields of a list's records, beside what tasks and reviews ask of them.

import { tasksOf } from '../../process/parts';
import type { List, Process } from '../../process/process';

/** Roles that write records of a list: those that may at any time, and those of tasks in which they are written. */
export const writersOf = (process: Process, list: List): string[] => [
  ...list.addedBy,
  ...tasksOf(process).filter((task) => task.records?.list === list.id).map((task) => task.who),
];

/** Fields of records that somebody who writes the record may answer, by their full names. */
export function fieldsWritten(process: Process): Set<string> {
  const names = (process.lists ?? []).flatMap((list) => {
    const writers = writersOf(process, list);
    const isOpen = (visibleTo: string[] | undefined): boolean => (visibleTo ? writers.some((role) => visibleTo.includes(role)) : writers.length > 0);
    return Object.entries(list.fields).flatMap(([id, field]) => (isOpen(field.visibleTo) ? [`${list.id}.${id}`] : []));
  });
  return new Set(names);
}
