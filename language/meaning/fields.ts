// Every field of a process by its full name, those of the records of lists among them.

import type { Field, Process } from '../../process/process';
import { wholeOf } from './lives';

const known = new WeakMap<Process, Record<string, Field>>();

/** The fields of the case, then those of its lists: `risk`, `goal.due_on`. */
export function allFields(process: Process): Readonly<Record<string, Field>> {
  const whole = wholeOf(process);
  const found = known.get(whole) ?? gather(whole);
  known.set(whole, found);
  return found;
}

const gather = ({ fields, lists = [] }: Process): Record<string, Field> => ({
  ...fields,
  ...Object.fromEntries(lists.flatMap((list) => Object.entries(list.fields).map(([id, field]) => [`${list.id}.${id}`, field]))),
});
