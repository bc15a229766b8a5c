// A due written out again as an agency writes it in one line: `30 days after start of assessment`.

import { formatLength } from './length';
import type { Anchor, Contacts, Due, Start } from './process';

/** The due in words. Forms that have lines of their own in a process file are told in one. */
export function dueText(due: Due): string {
  switch (due.form) {
    case 'none':
      return 'none';
    case 'length':
      return `${formatLength(due.length)}${due.after ? ` after ${startText(due.after)}` : ''}`;
    case 'before':
      return `${formatLength(due.length)} before ${startText(due.of)}`;
    case 'on':
      return `on ${startText(due.of)}`;
    case 'depends_on':
      return `depends_on ${due.field}`;
    case 'when':
      return `one of [${due.lines.map((line) => dueText(line.then)).join(', ')}]`;
    case 'earliest':
    case 'latest':
      return `${due.form} of [${due.of.map(dueText).join(', ')}]`;
    case 'times':
      return due.series.map(contactsText).join(', then ');
    case 'between':
      return `${due.times} times between ${due.review}`;
  }
}

const contactsText = ({ times, within }: Contacts): string => `${times} times within ${formatLength(within)}`;

function startText(start: Start): string {
  if (start.kind === 'field') return start.field;
  return start.kind === 'all' ? `all of [${start.of.map(anchorText).join(', ')}]` : anchorText(start);
}

const EDGES: Record<Anchor['edge'], string> = { start: 'start of ', end: '', planned: 'planned ' };

/** `last case_plan`, `start of first assessment`. */
export const anchorText = ({ id, edge, which }: Anchor): string => `${EDGES[edge]}${which === undefined ? '' : `${which} `}${id}`;
