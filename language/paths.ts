// What stands at a path of a file (`stages.planning.title`), and where in its text that is.

import type { Range } from './source';
import type { Place } from './tree';

/** The piece at a path; nothing where there is none. */
export function placeAt(root: Place, path: string): Place | undefined {
  let place: Place | undefined = root;
  for (const step of path === '' ? [] : path.split('.')) {
    place = place?.node.kind === 'list' ? place.items()[Number(step)] : place?.at(step);
  }
  return place;
}

/** The list in which something is written, if it is; what is one for each record from outside is the case's. */
export const listAround = (path: string): string | undefined => /^lists\.([^.]+)\./.exec(path)?.[1];

/** Where a path points; the nearest thing above it that is there. */
export function rangeAt(root: Place, path: string): Range {
  const steps = path.split('.');
  for (; steps.length > 0; steps.pop()) {
    const place = placeAt(root, steps.join('.'));
    if (place) return place.head;
  }
  return { start: 0, end: 0 };
}
