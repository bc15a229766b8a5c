// Lint rule: a way or a due that turns on an answer which nobody need have given by then.

import type { ApprovalLevel, Due, Process, Stage, Task } from '../../process/process';
import type { Life } from '../meaning/lives';
import { livesOf } from '../meaning/lives';
import type { Doubt } from '../meaning/known-answers';
import { answersOf, KnownAnswers } from '../meaning/known-answers';
import { fieldsRead, fieldsTestedForAnswer, visit } from '../meaning/readings';
import { clocksWithin, tasksOpenedBy } from '../meaning/ways';
import { withWorkedOut } from '../meaning/worked-out';
import type { Complain, LintRule } from './rule';

export const answerMayBeMissing: LintRule = {
  code: 'answer-may-be-missing',
  check(process, complain) {
    for (const life of livesOf(process)) checkStages(life, process, complain);
    checkDuesBeside(process, complain);
  },
};

function checkStages({ process, list }: Life, whole: Process, complain: Complain): void {
  // A record may be added at any time of the case: what somebody has to answer there is taken as known.
  const answers = new KnownAnswers(process, list && new Set([...mustBeAnswered(whole)].filter((field) => Object.hasOwn(whole.fields, field))));
  for (const stage of process.stages) {
    const known = answers.onEntry(stage);
    if (!known) continue;
    const doubts = answers.doubtsOf(stage);
    // Whoever keeps the list answers a record's own fields at any time: one that waits for that is not stuck.
    checkWays(whole, stage, list ? doubts.filter(({ field, then }) => then !== undefined || !field.startsWith(`${list.id}.`)) : doubts, complain);
    checkDues(process, stage, known, complain);
  }
}

/** Who asks anywhere in the stage whether there is an answer has thought of it. */
function checkWays(process: Process, stage: Stage, doubts: Doubt[], complain: Complain): void {
  const thoughtOf = fieldsTestedForAnswer(stage.next);
  const askedMeanwhile = fieldsAskedBeside(process, stage);
  const whose = stage.rule.startsWith('lists.') ? 'record' : 'case';
  for (const { way, field, then } of doubts) {
    // A case that waits in its stage until a review has the answer is not stuck.
    if (thoughtOf.has(field) || !way.when || (!then && askedMeanwhile.has(field))) continue;
    const what = then ? `a ${whose} in which it is not takes the way ${'to' in then ? `to \`${then.to}\`` : `that closes it as \`${then.close}\``} instead` : `a ${whose} in which it is not stays in the stage, with nothing left to do there`;
    complain(way.when.path, `\`${field}\` need not be answered when this is judged: ${what}.`, `Let a task before it ask \`${field}\` under \`must_answer\`, or say with \`answered(${field})\` what is to happen.`);
  }
}

/** Fields that a review asks for while a case is in a stage. */
const fieldsAskedBeside = (process: Process, stage: Stage): Set<string> =>
  new Set(process.reviews.filter(({ during }) => during?.includes(stage.id) ?? true).flatMap((review) => [...review.mustAnswer, ...review.mayAnswer]));

/** A clock that depends on what nobody need answer waits, and nobody is told that nothing happens. */
function checkDues(process: Process, stage: Stage, known: ReadonlySet<string>, complain: Complain): void {
  const tasks = tasksOpenedBy(stage);
  // What a task beside it must answer is held by that task's own clock.
  const soon = (but?: Task): string[] => tasks.filter((task) => task !== but && !task.when && !task.forEach && task.clock.due.form !== 'none').flatMap(answersOf);
  if (stage.clock) checkDue(stage.clock.due, withWorkedOut(process, [...known, ...soon()]), complain);
  for (const task of stage.tasks) {
    const before = task.after.flatMap((id) => tasks.filter((one) => one.id === id && !one.when).flatMap(answersOf));
    const needed = task.when ? fieldsRead(task.when) : [];
    const here = withWorkedOut(process, [...known, ...before, ...needed, ...soon(task)]);
    for (const due of [task.clock.due, task.clock.notBefore]) if (due) checkDue(due, here, complain);
    for (const level of approvalsWithin(task)) checkDue(level.clock.due, withWorkedOut(process, [...here, ...task.mustAnswer]), complain);
  }
}

const approvalsWithin = ({ approve, clock }: Task): ApprovalLevel[] => [...approve, ...(clock.extend?.approve ?? []), ...(clock.waive?.approve ?? [])];

/** Fields that somebody has to answer somewhere. */
function mustBeAnswered(process: Process): Set<string> {
  const asked = new Set<string>();
  visit({ ...process, fields: {} }, ({ mustAnswer }) => {
    if (Array.isArray(mustAnswer)) for (const field of mustAnswer) asked.add(String(field));
  });
  return asked;
}

/** Beside the stages a clock may well wait for an answer that comes later, if only somebody has to give it. */
function checkDuesBeside(process: Process, complain: Complain): void {
  const raising = new Set(process.alerts.flatMap((alert) => [...fieldsRead(alert.raiseWhen)]));
  const answered = withWorkedOut(process, [...mustBeAnswered(process), ...raising]);
  for (const due of clocksWithin([process.reviews, process.alerts, process.clocks, process.closure, process.tasks, (process.lists ?? []).map((list) => list.tasks)]).flatMap((clock) => [clock.due, ...(clock.notBefore ? [clock.notBefore] : [])])) checkDue(due, answered, complain);
  for (const review of process.reviews) checkDue(review.first, answered, complain);
}

/** The dues inside are looked at too; `earliest` takes what is known, `depends_on` its `otherwise`, and neither waits. */
function checkDue(due: Due, known: ReadonlySet<string>, complain: Complain): void {
  const reads = due.form === 'depends_on' ? new Map([[due.rule, due.otherwise ? [] : [due.field]]])
    : due.form === 'when' ? new Map(due.lines.map((line) => [line.when?.path ?? line.rule, readsOf(line.when)]))
    : new Map<string, string[]>();
  for (const [path, fields] of reads) {
    for (const field of fields) {
      if (known.has(field)) continue;
      complain(path, `\`${field}\` need not be answered when this clock begins, and until it is, nothing is due and nobody is told.`, `Let a task before it ask \`${field}\` under \`must_answer\`.`);
    }
  }
  if (due.form === 'depends_on') {
    for (const one of Object.values(due.cases)) checkDue(one, new Set([...known, due.field]), complain);
    if (due.otherwise) checkDue(due.otherwise, known, complain);
  }
  if (due.form === 'when') for (const line of due.lines) checkDue(line.then, new Set([...known, ...readsOf(line.when)]), complain);
  else if (due.form === 'latest') for (const one of due.of) checkDue(one, known, complain);
}

const readsOf = (part: unknown): string[] => {
  const thoughtOf = fieldsTestedForAnswer(part);
  return [...fieldsRead(part)].filter((field) => !thoughtOf.has(field));
};
