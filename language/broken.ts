// What a broken part of a file leaves in doubt: problems that may only follow from it are not reported.

import type { ProblemCode } from './problems';
import { isRule } from './problems';
import type { Range } from './source';
import type { Node } from './tree';

/** Problems that say that something is not there; it may stand in the broken part. */
const ABSENCES: ReadonlySet<ProblemCode> = new Set(['missing-key', 'no-value', 'no-clock', 'clock-without-due', 'owner-role', 'keys-exclude', 'empty-file', 'wrong-kind', 'missing-dash', 'option-not-covered']);

/** Problems of something that refers to what may stand in the broken part. */
const REFERENCES: ReadonlySet<ProblemCode> = new Set([
  'unknown-name', 'wrong-name', 'unknown-option', 'unknown-path', 'fact-not-here', 'condition-type', 'condition-syntax', 'bad-due', 'option-not-covered', 'missing-translation', 'after-circle', 'keys-exclude', 'yes-or-no',
]);

/** The broken parts of a file. */
export class Broken {
  private readonly doubtful = new Set<number>();
  private readonly lost: ReadonlySet<string>;

  constructor(private readonly holes: readonly Range[], text: string) {
    this.lost = new Set(holes.flatMap(({ start, end }) => text.slice(start, end).match(/[A-Za-z_][\w.-]*/g) ?? []));
  }

  /** Whether a range meets a broken part. */
  touches({ start, end }: Range): boolean {
    return this.holes.some((hole) => start < hole.end && hole.start < Math.max(end, start + 1));
  }

  /** Notes each group around a broken part: what it lacks may stand there. */
  noteDoubts(root: Node): void {
    for (const hole of this.holes) this.noteAround(root, hole.start);
  }

  private noteAround(node: Node, offset: number): void {
    if (node.kind === 'scalar') return;
    this.doubtful.add(node.range.start);
    if (node.kind === 'map') for (const { keyNode } of node.entries) this.doubtful.add(keyNode.range.start);
    const inner = node.kind === 'map'
      ? node.entries.filter(({ keyNode }) => keyNode.range.start <= offset).at(-1)?.value
      : node.items.filter((item) => item.range.start <= offset).at(-1);
    if (inner) this.noteAround(inner, offset);
  }

  /** Whether a problem may be none once the broken part is mended. */
  explains(code: ProblemCode, range: Range, message: string): boolean {
    if (isRule(code) || this.touches(range)) return true;
    if (ABSENCES.has(code) && this.doubtful.has(range.start)) return true;
    return REFERENCES.has(code) && [...message.matchAll(/`([^`]+)`/g)].some(([, word = '']) => this.lost.has(word));
  }
}
