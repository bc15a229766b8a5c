// Clocks of the case itself, or of each open record of a list: they start with it, or each time that their `while` begins to hold.

import type { NamedClock } from '../process/process';
import type { ClockState, RecordState } from './case';
import { endClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { nextNumber, write } from './draft';
import type { JournalEntry } from './effect';
import { holdsSince } from './holding';
import { keyIn, ofRecord, openRecords } from './scope';

/** The running clock of an id under `clocks:`, of a record the one that it has. */
export const runningClock = (clocks: Record<string, ClockState>, id: string, record?: string): ClockState | undefined =>
  Object.values(clocks).find((clock) => clock.record === record && clock.id.startsWith(`clock:${id}.`));

/** Those of the case, or those that each record of a list has. */
const clocksOf = (draft: Draft, list: string | undefined): NamedClock[] => draft.rules.process.clocks.filter(({ forEach }) => forEach === list);

/** Starts those that run from the opening of the case on, or from the adding of a record. */
export function startNamedClocks(draft: Draft, record?: RecordState): void {
  for (const named of clocksOf(draft, record?.list)) if (!named.clock.while) start(draft, named, record?.id);
}

/** Starts them all afresh, for a case that has been opened again. */
export function restartNamedClocks(draft: Draft): void {
  const whiles = draft.rules.process.clocks.flatMap(({ clock }) => clock.while?.path ?? []);
  draft.case.holding = draft.case.holding.filter((key) => !whiles.includes(key.split('@')[0] ?? ''));
  startNamedClocks(draft);
  for (const record of draft.case.records ?? []) if (!record.ended) startNamedClocks(draft, record);
}

/** Starts those whose `while` begins to hold, and ends those of which it holds no more. */
export function syncNamedClocks(draft: Draft): void {
  for (const named of draft.rules.process.clocks) {
    if (!named.clock.while) continue;
    if (named.forEach === undefined) sync(draft, named);
    else for (const { id } of openRecords(draft.case, named.forEach)) sync(draft, named, id);
  }
}

function sync(draft: Draft, named: NamedClock, record?: string): void {
  const { while: rule } = named.clock;
  if (!rule) return;
  const holdsNow = ruleHolds(draft, rule, ofRecord(record));
  const held = holdsSince(draft, keyIn(rule.path, record), holdsNow);
  if (holdsNow && !held) start(draft, named, record);
  else if (held && !holdsNow) endNamedClock(draft, named.id, { rule: rule.path }, record);
}

/** One that has nothing to count, or whose `until` holds already, does not start. */
function start(draft: Draft, { id, clock }: NamedClock, record: string | undefined): void {
  const scope = ofRecord(record);
  if (clock.due.form === 'none' || (clock.until && ruleHolds(draft, clock.until, scope))) return;
  const about = `${id}.${nextNumber(draft, id)}`;
  const { rule, ...deadline } = startClock(draft, `clock:${about}`, draft.at, scope);
  write(draft, 'clock_started', { about, ...(typeof rule === 'string' && { rule }), details: { clock: `clock:${about}`, ...scope, was: null, ...deadline } });
}

/** Ends the running clock of an id, of a record the one that it has; gives whether there was one. */
export function endNamedClock(draft: Draft, id: string, line: Pick<JournalEntry, 'by' | 'rule' | 'details'>, record?: string): boolean {
  const running = runningClock(draft.case.clocks, id, record);
  if (running) end(draft, running, line);
  return running !== undefined;
}

function end(draft: Draft, { id }: ClockState, line: Pick<JournalEntry, 'by' | 'rule' | 'details'>): void {
  const about = id.slice('clock:'.length);
  endClock(draft, id);
  draft.ended.push(about);
  write(draft, 'clock_ended', { about, ...line });
}

/** Ends those of a record that is there no more. */
export function endClocksOf(draft: Draft, record: string): void {
  for (const clock of Object.values(draft.case.clocks)) if (clock.record === record && clock.id.startsWith('clock:')) end(draft, clock, {});
}
