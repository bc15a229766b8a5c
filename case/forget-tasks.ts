// Tasks that are over and that nothing asks for any more are forgotten by the state: the journal has them, and a case may last for years.

import type { TaskState } from './case';
import type { Draft } from './draft';

/** Forgets tasks, and what was approved of them. */
export function forgetTasks(draft: Draft, isGone: (task: TaskState) => boolean): void {
  const gone = new Set(draft.case.tasks.flatMap((one) => (isGone(one) ? [one.id] : [])));
  if (gone.size === 0) return;
  draft.case.tasks = draft.case.tasks.filter(({ id }) => !gone.has(id));
  draft.case.approvals = draft.case.approvals.filter(({ of }) => !('task' in of) || !gone.has(of.task));
}
