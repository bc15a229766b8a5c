// When time alone can next change what a condition comes to: an exact instant, so that nobody has to ask again and again.

import type { Calendar } from './calendar';
import type { Condition } from './condition';
import { childrenOf, readsIn } from './condition-parts';
import { dayFrom, timeKind } from './compare';
import { addDays, addMonths, ageInYears, dayStart, localDate } from './days';
import type { Environment, Outcome } from './environment';
import type { NodeOf } from './evaluate';
import { aroundItem, bounded, evaluate, itemsOf, nearStretch } from './evaluate';
import { windowEnd } from './length';
import type { Instant, LocalDate } from './time';

/** The present, without which nothing can be said about the future. */
type Now = Environment & { at: Instant; calendar: Calendar };

/** So many times it is looked further ahead before an instant is given at which nothing may change after all. */
const LOOK_AHEAD = 12;

/**
 * The next instant at which a condition may come to something else while nothing happens in the case; null when none is known. Never
 * later than the change itself. `env` must know `at` and `calendar`, or nothing is known.
 */
export function nextChange(tree: Condition, env: Environment): Instant | null {
  const { at, calendar } = env;
  if (at === undefined || !calendar || !turnsOnTime(tree)) return null;
  const come = comesTo(evaluate(tree, env));
  // The reason of a closure is known only while one is judged: what then holds is not known here.
  const mustAsk = asksForReason(tree);
  let now = at;
  for (let step = 0; step < LOOK_AHEAD; step += 1) {
    const found: Moments = { at: [], further: false };
    collect(tree, nowAt(env, calendar, now), found);
    const ahead = [...new Set(found.at)].sort();
    // Behind the first instant there may be others that are found only from there.
    for (const next of found.further ? ahead.slice(0, 1) : ahead) {
      if (mustAsk || comesTo(evaluate(tree, nowAt(env, calendar, next))) !== come) return next;
      now = next;
    }
    if (ahead.length === 0 || !found.further) return null;
  }
  return now;
}

/** A value, or that it is unknown, to be compared. */
const comesTo = (outcome: Outcome): string => (outcome.known ? JSON.stringify(outcome.value) : 'unknown');

/** Instants at which something changes, and whether there are further ones that are found only from the first of them on. */
interface Moments {
  at: Instant[];
  further: boolean;
}

const nowAt = (env: Environment, calendar: Calendar, at: Instant): Now => ({ ...bounded(env), at, calendar, today: localDate(calendar, at) });

const timed = new WeakMap<Condition, boolean>();
const reasoned = new WeakMap<Condition, boolean>();

function remembered(known: WeakMap<Condition, boolean>, tree: Condition, find: () => boolean): boolean {
  let found = known.get(tree);
  if (found === undefined) known.set(tree, (found = find()));
  return found;
}

/** Whether a condition asks for the time: today, an age, or whether something has passed or lies near. */
export const turnsOnTime = (tree: Condition): boolean =>
  remembered(timed, tree, () => asksForTime(tree) || childrenOf(tree).some(turnsOnTime));

const asksForTime = (node: Condition): boolean =>
  node.op === 'passed' || node.op === 'within' || node.op === 'count' || (node.op === 'fact' && node.name === 'today') || (node.op === 'call' && node.name === 'age');

const asksForReason = (tree: Condition): boolean => remembered(reasoned, tree, () => readsIn(tree).some(({ name }) => name === 'reason'));

/** Collects the instants after now at which a part may change. */
function collect(node: Condition, env: Now, found: Moments): void {
  if (!turnsOnTime(node)) return;
  const add = (moments: Instant[]): void => void found.at.push(...moments.filter((at) => at > env.at));
  const inside = (): void => childrenOf(node).forEach((part) => collect(part, env, found));
  switch (node.op) {
    case 'fact':
      return addNext(midnight(env), add, found);
    case 'passed':
      add(passing(node, env));
      return inside();
    case 'within':
      add(nearness(node, env));
      return inside();
    case 'count':
      // What is counted as of an instant that has passed stays as it is.
      if (env.countsAt !== undefined) return;
      return add((env.occurrences?.(node.event) ?? []).flatMap((at) => [at, windowEnd(env.calendar, at, node.window).at]));
    case 'call':
      if (node.name === 'age') addNext(birthday(node, env), add, found);
      return inside();
    case 'each':
      collect(node.list, env, found);
      return ofItems(node, env, found);
    case 'eq': case 'ne': case 'lt': case 'le': case 'gt': case 'ge': {
      const turns = comparedWithToday(node, env);
      return turns ? add(turns) : inside();
    }
    default:
      return inside();
  }
}

/** An instant behind which there are others of its kind. */
function addNext(at: Instant | null, add: (moments: Instant[]) => void, found: Moments): void {
  if (at === null) return;
  found.further = true;
  add([at]);
}

const midnight = ({ calendar, today }: Now): Instant => dayStart(calendar, addDays(today, 1));

function passing(node: NodeOf<'passed'>, env: Now): Instant[] {
  const moment = env.dueAt?.(node.due, env.at);
  return moment && 'at' in moment && moment.at !== null ? [moment.at] : [];
}

function nearness(node: NodeOf<'within'>, env: Now): Instant[] {
  const of = evaluate(node.of, env);
  const stretch = of.known ? nearStretch({ value: of.value, kind: timeKind(node.of, env) }, node.length, env) : null;
  return stretch ? [stretch.from, stretch.until] : [];
}

function birthday(node: NodeOf<'call'>, env: Now): Instant | null {
  const [of] = node.args;
  const born = of ? dayOfPart(of, env) : null;
  return born === null ? null : dayStart(env.calendar, nextBirthday(born, env.today));
}

const nextBirthday = (born: LocalDate, today: LocalDate): LocalDate => dayOfAge(born, Math.max(ageInYears(born, today), -1) + 1);

/** The day somebody turns so many years old. */
function dayOfAge(born: LocalDate, years: number): LocalDate {
  const day = addMonths(born, 12 * years);
  // Born on 29 February: the age turns on the day after the 28th in other years, whichever of the two ageInYears takes.
  return ageInYears(born, day) >= years ? day : addDays(day, 1);
}

/** The day that a part is; null when it is none or is not known. */
function dayOfPart(node: Condition, env: Now): LocalDate | null {
  const outcome = evaluate(node, env);
  return outcome.known ? dayFrom({ value: outcome.value, kind: timeKind(node, env) }, env) : null;
}

function ofItems(node: NodeOf<'each'>, env: Now, found: Moments): void {
  const items = turnsOnTime(node.test) ? itemsOf(node.list, env) : [];
  if (!Array.isArray(items)) return;
  for (const item of items) {
    const around = aroundItem(node, item, env);
    if (!('known' in around)) collect(node.test, { ...around, at: env.at, calendar: env.calendar }, found);
    // Work that is not done any more is asked for again at midnight rather than never.
    if ((env.within?.work.left ?? 1) <= 0) return addNext(midnight(env), (moments) => found.at.push(...moments), found);
  }
}

const isToday = (node: Condition): boolean => node.op === 'fact' && node.name === 'today';

/** A date beside today, or a number beside an age or the days from or to today: when that turns. Null for any other comparison. */
function comparedWithToday({ left, right }: NodeOf<'eq'>, env: Now): Instant[] | null {
  for (const [of, other] of [[left, right], [right, left]] as const) {
    if (turnsOnTime(other)) continue;
    if (isToday(of)) return turningDays(dayOfPart(other, env), 0, env);
    const [from, to] = of.op === 'call' ? of.args : [];
    const isAge = of.op === 'call' && of.name === 'age' && from && !turnsOnTime(from);
    const isDays = of.op === 'call' && of.name === 'days' && from && to && isToday(from) !== isToday(to) && !turnsOnTime(isToday(from) ? to : from);
    if (!isAge && !isDays) continue;
    const number = evaluate(other, env);
    if (!number.known || typeof number.value !== 'number') return [];
    if (isAge) return turningAges(dayOfPart(from, env), number.value, env);
    return turningDays(dayOfPart(isToday(from) ? (to as Condition) : from, env), isToday(from) ? -number.value : number.value, env);
  }
  return null;
}

/** The birthdays with which an age reaches a number and leaves it behind. */
function turningAges(born: LocalDate | null, age: number, { calendar }: Now): Instant[] {
  const years = Math.floor(age);
  if (born === null || years < -1 || years > 1000) return [];
  return [years, years + 1].map((one) => dayStart(calendar, dayOfAge(born, one)));
}

/** The start of the day that lies so many days after another, and of the one after it: before, on and behind it all is different. */
function turningDays(day: LocalDate | null, after: number, { calendar }: Now): Instant[] {
  // Days further off than this are none that a case can meet.
  if (day === null || Math.abs(after) > 100_000) return [];
  const turns = addDays(day, Math.floor(after));
  return [dayStart(calendar, turns), dayStart(calendar, addDays(turns, 1))];
}
