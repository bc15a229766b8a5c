// Which rules that act once hold now, so that they act again only after they have ceased to.

import type { Draft } from './draft';
import { keyIn } from './scope';

/** The keys of a case that hold, for cases with many records in which they are many. */
const known = new WeakMap<string[], { upTo: number; keys: Set<string> }>();

/** In lists up to this length looking through them is quicker. */
const SHORT = 32;

function isHeld(holding: string[], key: string): boolean {
  if (holding.length <= SHORT) return holding.includes(key);
  let read = known.get(holding);
  if (!read || read.upTo > holding.length) known.set(holding, (read = { upTo: 0, keys: new Set() }));
  for (; read.upTo < holding.length; read.upTo += 1) read.keys.add(holding[read.upTo] as string);
  return read.keys.has(key);
}

/** Remembers whether a rule holds now; gives whether it has held before. */
export function holdsSince(draft: Draft, key: string, holdsNow: boolean): boolean {
  const { holding } = draft.case;
  const held = isHeld(holding, key);
  if (held && !holdsNow) draft.case.holding = holding.filter((one) => one !== key);
  if (!held && holdsNow) holding.push(key);
  return held;
}

/** Forgets what was remembered of a record that has ended. */
export function forgetHolding(draft: Draft, record: string): void {
  const end = keyIn('', record);
  draft.case.holding = draft.case.holding.filter((key) => !key.endsWith(end));
}
