// The YAML of a file as a small tree that knows where each piece stands; what reads definitions sees this and never the YAML library.

import type { Range } from './source';

export type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  kind: 'scalar';
  value: ScalarValue;
  /** How it was written: quoting decides what a text may contain and how its offsets run. */
  style: 'plain' | 'single' | 'double' | 'block';
  /** What stood here cannot be read, which has been reported: it is neither right nor wrong. */
  isBroken?: true;
  range: Range;
}

export interface Entry {
  key: string;
  keyNode: ScalarNode;
  value: Node;
}

export interface MapNode {
  kind: 'map';
  entries: Entry[];
  /** Written in braces. */
  flow: boolean;
  range: Range;
}

export interface ListNode {
  kind: 'list';
  items: Node[];
  flow: boolean;
  range: Range;
}

export type Node = ScalarNode | MapNode | ListNode;

/** A map of more entries is looked through once, and then by its keys. */
const FEW = 16;
const indices = new WeakMap<MapNode, Map<string, Entry>>();

function entryOf(node: MapNode, key: string): Entry | undefined {
  if (node.entries.length <= FEW) return node.entries.find((one) => one.key === key);
  let index = indices.get(node);
  if (!index) indices.set(node, (index = new Map(node.entries.map((entry) => [entry.key, entry]))));
  return index.get(key);
}

/** Has an entry read as the key that was meant, so that what stands below it is looked at as what it is. */
export function readAs(node: MapNode, entry: Entry, key: string): void {
  entry.key = key;
  indices.delete(node);
}

/** Has a list read as the ids that its entries are, each with itself for a text; what is no text is left out. */
export function readAsIds(node: ListNode): void {
  const entries = node.items.flatMap((item): Entry[] => (item.kind === 'scalar' && typeof item.value === 'string' ? [{ key: item.value, keyNode: item, value: item }] : []));
  Object.assign(node, { kind: 'map', entries });
}

/** A piece of the tree with its path (`stages.planning.title`); asking for what is not there, or not of that kind, gives nothing. */
export class Place {
  constructor(
    readonly node: Node,
    readonly path: string,
    /** The key it stands under, where it does. */
    readonly key?: ScalarNode,
  ) {}

  /** Where to point when the whole of it is meant: its key, or its first line. */
  get head(): Range {
    return this.key?.range ?? this.node.range;
  }

  get range(): Range {
    return this.node.range;
  }

  private step(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  at(key: string): Place | undefined {
    const entry = this.node.kind === 'map' ? entryOf(this.node, key) : undefined;
    return entry && new Place(entry.value, this.step(key), entry.keyNode);
  }

  /** Keys and values in the order of the file. */
  entries(): [string, Place][] {
    return this.node.kind === 'map' ? this.node.entries.map((one) => [one.key, new Place(one.value, this.step(one.key), one.keyNode)]) : [];
  }

  items(): Place[] {
    return this.node.kind === 'list' ? this.node.items.map((item, index) => new Place(item, this.step(String(index)))) : [];
  }

  /** A text, trimmed; nothing where there is none. */
  get text(): string | undefined {
    const value = this.node.kind === 'scalar' ? this.node.value : undefined;
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }

  get flag(): boolean | undefined {
    const value = this.node.kind === 'scalar' ? this.node.value : undefined;
    return typeof value === 'boolean' ? value : undefined;
  }

  get number(): number | undefined {
    const value = this.node.kind === 'scalar' ? this.node.value : undefined;
    return typeof value === 'number' ? value : undefined;
  }
}
