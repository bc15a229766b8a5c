// Which language somebody is answered in: what their Accept-Language prefers, else the one they are written to in.

/**
 * The best of the languages at hand for a reader.
 *
 * @param header Accept-Language as it came; `*` and unknown languages are passed over
 * @param own the reader's own language, when they are known
 * @param atHand languages there are words in, the preferred first; never empty
 */
export function readerLanguage(header: string | undefined, own: string | undefined, atHand: readonly string[]): string {
  const wanted = (header ?? '').slice(0, 500).split(',').flatMap((part, i) => {
    const [tag = '', ...rest] = part.trim().split(';');
    const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1] ?? 1);
    return tag === '' || !(weight > 0) ? [] : [{ tag: tag.toLowerCase(), weight, i }];
  });
  wanted.sort((a, b) => b.weight - a.weight || a.i - b.i);
  for (const { tag } of [...wanted, ...(own === undefined ? [] : [{ tag: own.toLowerCase() }])]) {
    const found = atHand.find((one) => one.toLowerCase() === tag) ?? atHand.find((one) => base(one) === base(tag));
    if (found !== undefined) return found;
  }
  return atHand[0] ?? 'en';
}

const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
