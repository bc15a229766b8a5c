// Duties that do not fit together: a clock that nothing ends, a task that nothing opens, an act that meets a review without its answers.

import type { Due, Process, Satisfies, Start, Task } from '../../process/process';
import { clocksOf, innerDues, tasksOf } from '../../process/parts';
import { walk } from '../../process/condition-parts';
import type { Report } from '../report';
import type { Place } from '../tree';

/** What stands at a path of the file, were it wrong or not: one mistake is not to be found as several. */
type At = (path: string) => Place | undefined;

/** Reports what can only be seen of all duties together. */
export function checkDuties(process: Process, at: At, report: Report): void {
  const acts = [...tasksOf(process), ...process.reviews];
  warnOfEndlessClocks(process, acts.flatMap((act) => act.satisfies), at, report);
  warnOfUnopened(process, at, report);
  for (const act of acts) for (const one of act.satisfies) checkAnswers(act, one, process, at, report);
}

function warnOfEndlessClocks(process: Process, satisfied: Satisfies[], at: At, report: Report): void {
  for (const { id, rule, forEach, clock } of process.clocks) {
    const place = at(rule);
    // A record is ended by hand, with one of the outcomes of its list.
    const endsByHand = process.lists?.some((list) => list.id === forEach && list.outcomes.length > 0);
    if (!place || place.at('until') || place.at('while') || endsByHand || satisfied.some((one) => one.id === id) || movesOn(clock.due)) continue;
    report.add('clock-never-ends', place.head, `Nothing but the end of the ${forEach === undefined ? 'case' : 'record'} ends the clock \`${id}\`: it will be late in every ${forEach === undefined ? 'case' : 'record'} that lasts.`, 'Add `until:` or `while:`, or name it under `satisfies` of what meets it.');
  }
}

/** Each time that what it counts from happens again, it counts anew: `6 weeks after last visit`. */
function movesOn(due: Due): boolean {
  const start = startOf(due);
  const anchors = start === undefined || start.kind === 'field' ? [] : start.kind === 'all' ? start.of : [start];
  return anchors.some(({ kind, which }) => which === 'last' || (kind === 'event' && which !== 'first')) || innerDues(due).some(movesOn);
}

const startOf = (due: Due): Start | undefined => (due.form === 'length' ? due.after : due.form === 'before' || due.form === 'on' ? due.of : undefined);

function warnOfUnopened(process: Process, at: At, report: Report): void {
  const opened = new Set(clocksOf(process).flatMap((clock) => clock.late.map((step) => step.open)));
  for (const { id, rule, onDemand, openedBy } of tasksOf(process)) {
    const place = at(`${rule}.on_demand`);
    if (onDemand && !openedBy && place && !opened.has(id)) report.add('never-opened', place.head, `Nothing opens \`${id}\`: it opens on demand, nobody has \`opened_by\`, and no late step has \`open: ${id}\`.`, 'Say who may open it with `opened_by`, name it in a late step, or take `on_demand` out.');
  }
}

/** A review that is met has to have the answers that it must have. */
function checkAnswers(act: Pick<Task, 'id' | 'rule' | 'mustAnswer' | 'mayAnswer'>, { rule, kind, id, when }: Satisfies, process: Process, at: At, report: Report): void {
  const place = at(rule);
  const review = kind === 'review' ? process.reviews.find((one) => one.id === id) : undefined;
  if (!place || !review || (place.at('when') && !when)) return;
  const asked = (key: string): (string | undefined)[] => at(`${act.rule}.${key}`)?.items().map((item) => item.text) ?? [];
  const sure = new Set([...asked('must_answer'), ...act.mustAnswer]);
  const may = [...asked('may_answer'), ...act.mayAnswer];
  if (when) walk(when.tree, (node) => node.op === 'answered' && may.includes(node.field) && sure.add(node.field));
  const missing = review.mustAnswer.filter((field) => !sure.has(field));
  if (missing.length === 0) return;
  const list = missing.map((field) => `\`${field}\``).join(', ');
  const named = place.at('clock') ?? place;
  report.add('satisfies-unanswered', named.range, `\`${act.id}\` cannot meet \`${id}\`, which must answer ${list}: that is not asked here.`, `Add ${list} to \`must_answer\` of \`${act.id}\`, or take the review out of \`satisfies\`.`);
}
