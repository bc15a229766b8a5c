// Finds things of a list by their ids, also in the long lists of a case of years, without going through them each time.

interface Read {
  /** So many of the list have been read. */
  upTo: number;
  byId: Map<string, unknown>;
}

const read = new WeakMap<object, Read>();

/** In lists up to this length looking through them is quicker. */
const SHORT = 16;

/** The thing with an id. The list may be added to, but nothing in it may be exchanged for another. */
export function found<T extends { id: string }>(list: T[], id: string): T | undefined {
  if (list.length <= SHORT) return list.find((one) => one.id === id);
  let known = read.get(list);
  if (!known || known.upTo > list.length) read.set(list, (known = { upTo: 0, byId: new Map() }));
  for (; known.upTo < list.length; known.upTo += 1) {
    const one = list[known.upTo] as T;
    known.byId.set(one.id, one);
  }
  return known.byId.get(id) as T | undefined;
}
