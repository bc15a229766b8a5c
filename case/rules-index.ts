// Where things stand in a compiled process: looked up by id, reckoned once for each process and never changed.

import type { Condition } from '../process/condition';
import type { Read } from '../process/condition-parts';
import { readsIn } from '../process/condition-parts';
import { dueMayTurnOn } from '../process/due-turns-on';
import { tasksOf } from '../process/parts';
import type { Alert, Closure, Due, Process, Review, Role, Stage, Task } from '../process/process';

export interface RulesIndex {
  owningRole: string;
  /** Roles above the owning one, nearest first. */
  line: string[];
  stages: Map<string, Stage>;
  tasks: Map<string, Task>;
  reviews: Map<string, Review>;
  alerts: Map<string, Alert>;
  closure: Closure;
  /** Date fields whose `age()` is asked somewhere. */
  ages: string[];
  /** Some condition asks for today's date in another way, so that each midnight may change it. */
  daily: boolean;
}

const known = new WeakMap<Process, RulesIndex>();

export function rulesIndex(process: Process): RulesIndex {
  let index = known.get(process);
  if (!index) known.set(process, (index = build(process)));
  return index;
}

function build(process: Process): RulesIndex {
  const owningRole = Object.keys(process.roles).find((id) => process.roles[id]?.ownsCase) ?? '';
  const time = { ages: new Set<string>(), daily: false };
  findTimeNodes(process, time);
  return {
    owningRole,
    line: lineAbove(process.roles, owningRole),
    stages: byId(process.stages),
    tasks: byId(tasksOf(process)),
    reviews: byId(process.reviews),
    alerts: byId(process.alerts),
    closure: process.closure,
    ages: [...time.ages],
    daily: time.daily,
  };
}

const byId = <T extends { id: string }>(things: T[]): Map<string, T> => new Map(things.map((thing) => [thing.id, thing]));

function lineAbove(roles: Record<string, Role>, from: string): string[] {
  const line: string[] = [];
  for (let above = roles[from]?.supervisedBy; above !== undefined && !line.includes(above); above = roles[above]?.supervisedBy) {
    line.push(above);
  }
  return line;
}

/** Walks all of the process, since a condition may stand anywhere in it. */
function findTimeNodes(node: unknown, found: { ages: Set<string>; daily: boolean }): void {
  if (typeof node !== 'object' || node === null) return;
  const { op, name, args } = node as { op?: string; name?: string; args?: Condition[] };
  const born = op === 'call' && name === 'age' ? args?.[0] : undefined;
  if (born?.op === 'field') found.ages.add(born.field);
  else if (born || (op === 'fact' && name === 'today')) found.daily = true;
  for (const value of Object.values(node)) findTimeNodes(value, found);
}

const readBy = new WeakMap<Condition, string[]>();

/** Fields that a condition reads, those of dues and facts of a consent in it included; each once. */
export function fieldsOf(tree: Condition): string[] {
  let fields = readBy.get(tree);
  if (!fields) readBy.set(tree, (fields = [...new Set(readsIn(tree).flatMap(fieldRead))]));
  return fields;
}

function fieldRead({ kind, name }: Read): string[] {
  if (kind === 'field') return [name];
  return kind === 'fact' && name.endsWith('.given') ? [name.slice(0, -'.given'.length)] : [];
}

/** Whether a due may turn on one of these fields or on something that has begun or ended (`task:case_plan`). */
export function dueTurnsOn(due: Due, fields: Set<string>, happened: Set<string>): boolean {
  const on = dueMayTurnOn(due);
  return (
    on.fields.some((field) => fields.has(field)) ||
    on.anchors.some(({ kind, id }) => happened.has(`${kind}:${id}`)) ||
    on.reviews.some((review) => happened.has(`review:${review}`)) ||
    // What a condition asks beside answers may have changed with any event.
    on.rules.length > 0
  );
}
