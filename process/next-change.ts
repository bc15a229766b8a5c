// When time alone can next change what a condition comes to: an exact instant, so that nobody has to ask again and again.

import type { Calendar } from './calendar';
import type { Condition } from './condition';
import { childrenOf, readsIn, walk } from './condition-parts';
import { dayFrom, timeKind } from './compare';
import { addDays, addMonths, ageInYears, dayStart, localDate } from './days';
import type { Environment } from './environment';
import type { NodeOf } from './evaluate';
import { aroundItem, bounded, evaluate, itemsOf, nearStretch } from './evaluate';
import { verdictOf } from './explain-condition';
import { windowEnd } from './length';
import type { Instant, LocalDate } from './time';

/** The present, without which nothing can be said about the future. */
type Now = Environment & { at: Instant; calendar: Calendar };

/** So many instants ahead are tried before one is given at which nothing may change after all. */
const LOOK_AHEAD = 12;

/**
 * The next instant at which a condition may come to something else while nothing happens in the case; null when none is known. Never
 * later than the change itself. `env` must know `at` and `calendar`, or nothing is known.
 */
export function nextChange(tree: Condition, env: Environment): Instant | null {
  const { at, calendar } = env;
  if (at === undefined || !calendar || !turnsOnTime(tree)) return null;
  let now = nowAt(env, calendar, at);
  const verdict = verdictOf(evaluate(tree, now));
  // The reason of a closure is known only while one is judged: what then holds is not known here.
  const mustAsk = readsIn(tree).some(({ name }) => name === 'reason');
  for (let step = 0; step < LOOK_AHEAD; step += 1) {
    const next = momentsOf(tree, now).sort()[0];
    if (next === undefined) return null;
    now = nowAt(env, calendar, next);
    if (mustAsk || verdictOf(evaluate(tree, now)) !== verdict) return next;
  }
  return now.at;
}

const nowAt = (env: Environment, calendar: Calendar, at: Instant): Now => ({ ...bounded(env), at, calendar, today: localDate(calendar, at) });

const timed = new WeakMap<Condition, boolean>();

/** Whether a condition asks for the time: today, an age, or whether something has passed or lies near. */
export function turnsOnTime(tree: Condition): boolean {
  let found = timed.get(tree);
  if (found === undefined) {
    found = false;
    walk(tree, (node) => {
      found ||= node.op === 'passed' || node.op === 'within' || node.op === 'count' || (node.op === 'fact' && node.name === 'today') || (node.op === 'call' && node.name === 'age');
    });
    timed.set(tree, found);
  }
  return found;
}

/** Instants after now at which a part may change; the first of each kind of change is among them. */
function momentsOf(node: Condition, env: Now): Instant[] {
  if (!turnsOnTime(node)) return [];
  return ownMoments(node, env).filter((at) => at > env.at);
}

function ownMoments(node: Condition, env: Now): Instant[] {
  switch (node.op) {
    case 'fact':
      return [midnight(env)];
    case 'passed':
      return [...passing(node, env), ...inside(node, env)];
    case 'within':
      return [...nearness(node, env), ...inside(node, env)];
    case 'count':
      return (env.occurrences?.(node.event) ?? []).flatMap((at) => [at, windowEnd(env.calendar, at, node.window).at]);
    case 'call':
      return node.name === 'age' ? [...birthday(node, env), ...inside(node, env)] : inside(node, env);
    case 'each':
      return [...momentsOf(node.list, env), ...ofItems(node, env)];
    case 'eq': case 'ne': case 'lt': case 'le': case 'gt': case 'ge':
      return comparedWithToday(node, env) ?? inside(node, env);
    default:
      return inside(node, env);
  }
}

const inside = (node: Condition, env: Now): Instant[] => childrenOf(node).flatMap((part) => momentsOf(part, env));

const midnight = ({ calendar, today }: Now): Instant => dayStart(calendar, addDays(today, 1));

function passing(node: NodeOf<'passed'>, env: Now): Instant[] {
  const moment = env.dueAt?.(node.due);
  return moment && 'at' in moment && moment.at !== null ? [moment.at] : [];
}

function nearness(node: NodeOf<'within'>, env: Now): Instant[] {
  const of = evaluate(node.of, env);
  const stretch = of.known ? nearStretch({ value: of.value, kind: timeKind(node.of, env) }, node.length, env) : null;
  return stretch ? [stretch.from, stretch.until] : [];
}

function birthday(node: NodeOf<'call'>, env: Now): Instant[] {
  const [of] = node.args;
  const born = of && dayOfPart(of, env);
  return typeof born === 'string' ? [dayStart(env.calendar, nextBirthday(born, env.today))] : [];
}

function nextBirthday(born: LocalDate, today: LocalDate): LocalDate {
  const next = Math.max(ageInYears(born, today), -1) + 1;
  const day = addMonths(born, 12 * next);
  // Born on 29 February: the age turns on the day after the 28th in other years, whichever of the two ageInYears takes.
  return ageInYears(born, day) >= next ? day : addDays(day, 1);
}

/** The day that a part is; null when it is none or is not known. */
function dayOfPart(node: Condition, env: Now): LocalDate | null {
  const outcome = evaluate(node, env);
  return outcome.known ? dayFrom({ value: outcome.value, kind: timeKind(node, env) }, env) : null;
}

function ofItems(node: NodeOf<'each'>, env: Now): Instant[] {
  const items = turnsOnTime(node.test) ? itemsOf(node.list, env) : [];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => {
    // Work that is not done any more is asked for again at midnight rather than never.
    if ((env.within?.work.left ?? 1) <= 0) return [midnight(env)];
    const around = aroundItem(node, item, env);
    return 'known' in around ? [] : momentsOf(node.test, { ...around, at: env.at, calendar: env.calendar });
  });
}

const isToday = (node: Condition): boolean => node.op === 'fact' && node.name === 'today';

/** A date beside today, or a number beside the days from or to today: the days on which that turns. Null for any other comparison. */
function comparedWithToday({ left, right }: NodeOf<'eq'>, env: Now): Instant[] | null {
  for (const [of, other] of [[left, right], [right, left]] as const) {
    if (turnsOnTime(other)) continue;
    if (isToday(of)) return turningDays(dayOfPart(other, env), 0, env);
    const days = of.op === 'call' && of.name === 'days' ? of.args : [];
    const [from, to] = days;
    if (!from || !to || isToday(from) === isToday(to) || turnsOnTime(isToday(from) ? to : from)) continue;
    const number = evaluate(other, env);
    const day = dayOfPart(isToday(from) ? to : from, env);
    if (!number.known || typeof number.value !== 'number') return [];
    return turningDays(day, isToday(to) ? number.value : -number.value, env);
  }
  return null;
}

/** The start of the day that lies so many days after another, and of the one after it: before, on and behind it all is different. */
function turningDays(day: LocalDate | null, after: number, { calendar }: Now): Instant[] {
  // Days further off than this are none that a case can meet.
  if (day === null || Math.abs(after) > 100_000) return [];
  const turns = addDays(day, Math.floor(after));
  return [dayStart(calendar, turns), dayStart(calendar, addDays(turns, 1))];
}
