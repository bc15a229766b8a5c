// Putting a due date off or letting a duty go: at once, or when those who have to agree have done so.

import type { ApprovalLevel } from '../process/process';
import type { Length } from '../process/time';
import { formatLength } from '../process/length';
import { askApproval, nextLevel, withdrawApprovals } from './approvals';
import type { Person, RequestState } from './case';
import { clockOfTask } from './clock-ids';
import { clockOwner } from './clock-owner';
import { countPutOff, endClock, isRunning } from './clocks';
import { doersIn } from './doers';
import type { Draft } from './draft';
import { nextNumber, personOf, write } from './draft';
import { finishOccurrence } from './occurrences';
import { isPending } from './openings';
import { waiveTask } from './tasks';

/** What is asked for, before it has an id. */
export type Asked = Omit<RequestState, 'id' | 'askedAt'>;

/** Asks the first level that has to agree; where there is none, it is so at once. `rule` is the key of the clock that allows it. */
export function ask(draft: Draft, asked: Asked, levels: ApprovalLevel[], rule: string): void {
  const level = nextLevel(draft, levels, 0, clockOwner(draft.index, draft.case, asked.clock)?.scope);
  if (level === null) return carryOut(draft, asked, asked.askedBy);
  const { kind, clock, length, askedBy, reason } = asked;
  const request: RequestState = { ...asked, id: `${kind}.${nextNumber(draft, kind)}`, askedAt: draft.at };
  draft.case.requests = [...(draft.case.requests ?? []), request];
  write(draft, kind === 'extension' ? 'extension_asked' : 'waiver_asked', {
    by: askedBy, about: aboutOf(clock), rule, details: { request: request.id, clock, ...byLength(length), reason },
  });
  askApproval(draft, { request: request.id }, levels, level, doersIn([askedBy]));
}

const aboutOf = (clock: string): string => clock.slice(clock.indexOf(':') + 1);
const byLength = (length: Length | undefined): Record<string, string> => (length ? { by_length: formatLength(length) } : {});

/** Everybody who has to has agreed. */
export function grantRequest(draft: Draft, request: RequestState, by: Person): void {
  dropRequest(draft, request.id);
  carryOut(draft, request, personOf(by), request.id);
}

/** `by` is who decided last, which is who asked where nobody had to agree. */
function carryOut(draft: Draft, { kind, clock: id, length, reason }: Asked, by: Person, request?: string): void {
  const owner = clockOwner(draft.index, draft.case, id);
  const details = { clock: id, reason, ...byLength(length), ...(request !== undefined && { request }) };
  if (kind === 'waiver') return waive(draft, id, by, details);
  const clock = draft.case.clocks[id];
  if (!clock || !length || !owner) return;
  clock.extensions = [...(clock.extensions ?? []), length];
  const rule = owner.clock.extend?.rule;
  write(draft, 'clock_extended', { by, about: owner.about, ...(rule !== undefined && { rule }), details });
  countPutOff(draft, id, { because: 'extension', reason });
}

/** A task ends, of a review the next occurrence begins; the clock of a stage or of the case just ends. */
function waive(draft: Draft, id: string, by: Person, details: Record<string, string>): void {
  const owner = clockOwner(draft.index, draft.case, id);
  if (!owner) return;
  const rule = owner.clock.waive?.rule;
  const line = { ...(rule !== undefined && { rule }), details };
  const occurrence = owner.kind === 'review' ? draft.case.reviews.find((one) => one.id === owner.about) : undefined;
  if (occurrence) return finishOccurrence(draft, occurrence, { state: 'waived', by }, line);
  const task = owner.kind === 'task' ? draft.case.tasks.find((one) => one.id === owner.about) : undefined;
  if (task) waiveTask(draft, task);
  else endClock(draft, id);
  write(draft, 'clock_waived', { by, about: owner.about, ...line });
}

/** Takes a request out of the case; its approval is ended by whoever calls. */
export function dropRequest(draft: Draft, id: string): void {
  const left = draft.case.requests?.filter((one) => one.id !== id) ?? [];
  if (left.length > 0) draft.case.requests = left;
  else delete draft.case.requests;
}

/** Drops what was asked for a clock that has ended meanwhile: nobody needs to decide on it any more. */
export function dropPointlessRequests(draft: Draft): void {
  for (const request of draft.case.requests ?? []) {
    if (hasPoint(draft, request)) continue;
    withdrawApprovals(draft, ({ of }) => 'request' in of && of.request === request.id);
    dropRequest(draft, request.id);
    write(draft, 'request_dropped', { about: aboutOf(request.clock), details: { request: request.id } });
  }
}

/** A task can be waived also while no clock of it runs. */
const hasPoint = (draft: Draft, { kind, clock }: RequestState): boolean =>
  isRunning(draft.case.clocks[clock]) || (kind === 'waiver' && draft.case.tasks.some((one) => clockOfTask(one) === clock && isPending(one)));
