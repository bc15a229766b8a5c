// What a clock waits for, as one word that explain, the pages and the journal can show.

import type { Waiting } from '../process/due';

/** `fields.risk`, `task:case_plan:end`, `review:follow_up`, or the path of a line whose condition cannot be told yet. */
export function waitingName(waitsFor: Waiting): string {
  if ('field' in waitsFor) return `fields.${waitsFor.field}`;
  if ('anchor' in waitsFor) return `${waitsFor.anchor.kind}:${waitsFor.anchor.id}:${waitsFor.anchor.edge}`;
  return 'review' in waitsFor ? `review:${waitsFor.review}` : waitsFor.line;
}
