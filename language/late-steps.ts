// The late steps of a clock: when each comes, and what it does.

import type { LateStep, Part } from '../process/process';
import type { Desk } from './desk';
import { readLength } from './lengths';
import { readClose, readStage } from './moves';
import { comesBefore } from './meaning/spans';
import { isOfSameRecord } from './same-record';
import { fixFor } from './suggest';
import type { Place } from './tree';

const DOES = ['tell', 'open', 'raise', 'to', 'close'] as const;

/** The late steps of a list; `stage` is the one that the clock stands in. */
export function readLateSteps(list: Place | undefined, desk: Desk, stage?: string): LateStep[] {
  const items = list?.items() ?? [];
  const steps = items.map((item) => readLateStep(item, desk, stage));
  steps.forEach((step, index) => {
    const item = items[index];
    if (step && item && steps.slice(0, index).some((earlier) => earlier && comesBefore(step.after, earlier.after))) {
      desk.report.add('late-order', (item.at('after') ?? item.at('at_once'))?.range ?? item.range, 'This step comes before one that stands above it.', 'Put the steps in the order in which they come.');
    }
  });
  return steps.filter((step) => step !== undefined);
}

function readLateStep(item: Place, desk: Desk, stage: string | undefined): LateStep | undefined {
  const { names, report } = desk;
  checkTogether(item, desk);
  const after = item.at('at_once')?.flag === true ? 'at_once' : readLength(item.at('after'), report);
  const does = {
    tell: readPart(item.at('tell'), desk),
    open: readOpen(item.at('open'), desk),
    raise: names.resolve(item.at('raise'), 'alert'),
    to: readTo(item.at('to'), desk, stage),
    close: item.at('close') && readClose(item.at('close') as Place, desk),
    repeat: readLength(item.at('repeat'), report),
  };
  const known = Object.fromEntries(Object.entries(does).filter(([, value]) => value !== undefined));
  return after && DOES.some((key) => does[key] !== undefined) ? { rule: item.path, after, ...known } : undefined;
}

/** What a step needs at least, and what cannot stand beside what. */
function checkTogether(item: Place, desk: Desk): void {
  const { report } = desk;
  const does = DOES.filter((key) => item.at(key));
  if (item.node.kind === 'map' && does.length === 0) {
    report.add('missing-key', (item.at('after') ?? item.at('at_once'))?.head ?? item.head, 'This step does nothing: one of `tell`, `open`, `raise`, `to` or `close` is missing.', 'Add who is told: `tell: supervisor`.');
  }
  const [to, close, repeat] = [item.at('to'), item.at('close'), item.at('repeat')];
  if (to && close) report.add('keys-exclude', close.head, '`close` cannot stand beside `to`: the case cannot go on and be closed at once.', 'Keep one of the two.');
  if (!repeat) return;
  const once = does.find((key) => key !== 'tell' && key !== 'raise');
  if (once) report.add('keys-exclude', repeat.head, `\`repeat\` cannot stand beside \`${once}\`, which happens once.`, 'Tell in a step of its own, and let that one repeat.');
  else if (!item.at('tell') && does.length > 0) report.add('keys-exclude', repeat.head, '`repeat` needs somebody who is told again and again.', 'Add `tell:`, or take `repeat` out.');
}

/** A task that waits for somebody to ask for it. */
function readOpen(place: Place | undefined, desk: Desk): string | undefined {
  const task = desk.names.resolve(place, 'task');
  if (!place || task === undefined) return undefined;
  if (desk.names.placeOf(task)?.at('on_demand')) return isOfSameRecord(place, task, desk) ? task : undefined;
  const onDemand = desk.names.all('task').filter((one) => desk.names.placeOf(one)?.at('on_demand'));
  desk.report.add('not-on-demand', place.range, `\`${task}\` opens with its stage or alert already, not on demand.`, `Add \`on_demand: true\` to it, or name another task.${onDemand.length > 0 ? ` ${fixFor(undefined, onDemand, 'task')}` : ''}`);
  return undefined;
}

function readTo(place: Place | undefined, desk: Desk, own: string | undefined): string | undefined {
  const stage = readStage(place, desk);
  if (!place || stage === undefined || stage !== own) return stage;
  desk.report.add('to-own-stage', place.range, `The case is in \`${stage}\` already when this step comes.`, 'Name another stage, or tell somebody.');
  return undefined;
}

/** Who is told: `owner`, the role that owns the case (the same person), or another role. */
export function readPart(place: Place | undefined, desk: Desk): Part | undefined {
  if (place?.text === 'owner') return { owner: true };
  const role = desk.names.resolve(place, 'role');
  if (role === undefined) return undefined;
  return role === desk.owner ? { owner: true } : { role };
}
