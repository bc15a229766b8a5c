// Checklists: what is gone through with a task or a review. Ticks stand in the journal, and nothing is held up by what is left.

import type { Person } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Refusal } from './refusals';

interface Listed {
  rule: string;
  checklist?: string[];
}

/** Why these ticks are refused, or null: each must stand in the checklist. */
export function refuseTicks({ rule, checklist = [] }: Listed, ticked: string[] = []): Refusal | null {
  const unknown = ticked.filter((id) => !checklist.includes(id));
  return unknown.length > 0 ? { code: 'unknown-check', against: unknown.map((id) => ({ id, rule, expected: checklist.join(', ') })) } : null;
}

/** Puts on record what was gone through and what was not, in the order of the list; nothing where there is no list. */
export function writeTicks(draft: Draft, { rule, checklist }: Listed, ticked: string[] = [], by: Person, about: string): void {
  if (!checklist) return;
  const isTicked = (id: string): boolean => ticked.includes(id);
  write(draft, 'ticked', {
    by: personOf(by), about, rule: `${rule}.checklist`,
    details: { ticked: checklist.filter(isTicked), left: checklist.filter((id) => !isTicked(id)) },
  });
}
