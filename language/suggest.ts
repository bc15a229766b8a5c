// "Did you mean": which of the known words somebody probably meant.

import { distance } from 'fastest-levenshtein';

/** Words longer than this are not compared: nobody mistypes an id of that length, and comparing costs its square. */
const LONGEST = 64;

/** The known word nearest to the one written, if it is near enough to be a slip and no other is as near; case, `-` and spaces do not count as slips. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const plain = flatten(written);
  let best: string | undefined;
  let least = Infinity;
  for (const word of known) {
    if (word === written) continue;
    const slips = distance(plain, flatten(word));
    if (slips < least) [best, least] = [word, slips];
    else if (slips === least) best = undefined;
  }
  const allowed = plain.length <= 3 ? 1 : plain.length <= 6 ? 2 : 3;
  return least <= allowed && least < plain.length ? best : undefined;
}

/** A word shorter than this is too near to others for a slip to be told. */
const SHORTEST = 4;

/** Whether one word becomes the other by one letter more, less or other, or by two neighbours exchanged. */
export function isOneSlip(written: string, meant: string): boolean {
  if (meant.length < SHORTEST || written.length > LONGEST || written === meant) return false;
  const [plain, wanted] = [flatten(written), flatten(meant)];
  if (distance(plain, wanted) <= 1) return true;
  const at = [...plain].findIndex((letter, index) => letter !== wanted[index]);
  return plain.length === wanted.length && plain === wanted.slice(0, at) + (wanted[at + 1] ?? '') + (wanted[at] ?? '') + wanted.slice(at + 2);
}

/** A word without the differences that are no slips: case, `-` and spaces. */
export const flatten = (word: string): string => word.toLowerCase().replace(/[\s-]+/g, '_');

/** The fix for a word that is not known: what was probably meant, or what there is. */
export function fixFor(suggestion: string | undefined, known: readonly string[], kind: string): string {
  if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`;
  if (known.length === 0) return `There is no ${kind} yet: declare it first.`;
  const shown = known.slice(0, 12).map((word) => `\`${word}\``).join(', ');
  return `Use one of these: ${shown}${known.length > 12 ? ', …' : ''}.`;
}
