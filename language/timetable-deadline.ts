// The length that a line of a due date counts, found by the path of the line.

import type { DeadlineExplanation } from '../case/explain';
import { duesOf, innerDues } from '../process/parts';
import type { Due, Process } from '../process/process';
import type { Length } from '../process/time';

export type { DeadlineExplanation };

/** The length counted by the due that stands at a path, where it counts one. */
export function lengthAt(process: Process, path: string): Length | undefined {
  const found = duesOf(process).flatMap(withInner).find((due) => 'rule' in due && due.rule === path && 'length' in due);
  return found && 'length' in found ? found.length : undefined;
}

const withInner = (due: Due): Due[] => [due, ...innerDues(due).flatMap(withInner)];
