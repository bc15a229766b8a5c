// What guides those who do a task or a review: its help and the lines of its checklist, in the reader's language.

import type { DueItem } from '../case/project';
import { tasksOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Titles } from './titles';

export interface Guidance {
  help?: string;
  /** Lines to go through; `ticked` of the act names them by id. */
  checklist?: { id: string; text: string }[];
}

/** The guidance of something that is to be done. */
export function guidanceOf(process: Process, { kind, title: path }: Pick<DueItem, 'kind' | 'title'>, title: Titles): Guidance {
  if (kind !== 'task' && kind !== 'review') return {};
  const rule = path.slice(0, path.lastIndexOf('.'));
  const help = title(`${rule}.help`);
  const checklist = [...tasksOf(process), ...process.reviews].find((one) => one.rule === rule)?.checklist;
  return {
    // Where there is none, a path stands for itself.
    ...(help !== `${rule}.help` && { help }),
    ...(checklist && { checklist: checklist.map((id) => ({ id, text: title(`${rule}.checklist.${id}`) })) }),
  };
}
