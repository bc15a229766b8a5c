// What a due may turn on: the answers, acts, conditions and reviews whose change can move its date.

import type { Anchor, Due, Rule, Start } from './condition';
import { innerDues } from './parts';

/** What a due and the dues inside it may turn on, whichever line counts at present. */
export interface TurnsOn {
  fields: string[];
  anchors: Anchor[];
  rules: Rule[];
  /** Reviews between two of whose occurrences something is due. */
  reviews: string[];
}

const known = new WeakMap<Due, TurnsOn>();

/** What may move a due; each field and review once. What its conditions read is found in their trees. */
export function dueMayTurnOn(due: Due): TurnsOn {
  let found = known.get(due);
  if (!found) {
    const fields = new Set<string>();
    const reviews = new Set<string>();
    const all: TurnsOn = { fields: [], anchors: [], rules: [], reviews: [] };
    collect(due, all, fields, reviews);
    known.set(due, (found = { ...all, fields: [...fields], reviews: [...reviews] }));
  }
  return found;
}

function collect(due: Due, all: TurnsOn, fields: Set<string>, reviews: Set<string>): void {
  const start = startOf(due);
  if (start?.kind === 'field') fields.add(start.field);
  else if (start?.kind === 'all') all.anchors.push(...start.of);
  else if (start) all.anchors.push(start);
  if (due.form === 'depends_on') fields.add(due.field);
  if (due.form === 'when') all.rules.push(...due.lines.flatMap(({ when }) => (when ? [when] : [])));
  if (due.form === 'between') reviews.add(due.review);
  for (const inner of innerDues(due)) collect(inner, all, fields, reviews);
}

function startOf(due: Due): Start | undefined {
  if (due.form === 'length') return due.after;
  return due.form === 'before' || due.form === 'on' ? due.of : undefined;
}
