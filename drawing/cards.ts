// What stands in the boxes of a diagram: a stage with its tasks, a review, an alert with its chain, the closure.

import type { ApprovalLevel, Clock, LateStep, List, Process, Task, Way } from '../process/process';
import type { Speech } from './say';
import { outcomeTitle, partTitle, reasonTitle, roleTitle, sayCondition, sayDue, stageTitle, thingTitle, titleOf } from './say';
import { sayLength } from './words';

/** How a line of a card looks. */
export type LineStyle = 'kind' | 'title' | 'task' | 'small' | 'step';

/** Lines before they are broken; a `step` has its number in the chain. */
export interface CardLine {
  style: LineStyle;
  text: string;
  number?: number;
}

export interface Card {
  /** `stage:planning`, `review:follow_up`, `closed:resolved@implementation`. */
  id: string;
  kind: 'start' | 'stage' | 'closed' | 'review' | 'alert' | 'clock' | 'list' | 'event' | 'ways' | 'closure';
  lines: CardLine[];
}

const small = (text: string): CardLine => ({ style: 'small', text });

/** The card of each stage, in the order of the file. Ways that lead back into the stage itself stand in it. */
export const stageCards = (speech: Speech): Card[] =>
  speech.process.stages.map((stage) => ({
    id: `stage:${stage.id}`,
    kind: 'stage',
    lines: [
      { style: 'title', text: titleOf(speech, stage.rule, stage.id) },
      ...(stage.clock ? clockLines(speech, stage.clock) : []),
      ...stage.tasks.flatMap((task) => taskLines(speech, task)),
      ...(stage.decide ? whoAndDue(speech, `? ${speech.words.decision} ${roleTitle(speech, stage.decide.who)}`, stage.decide.clock) : []),
      ...stage.next.filter((way) => 'to' in way && way.to === stage.id).map((way) => small(`↻ ${wayLabel(speech, way)}`)),
    ],
  }));

function taskLines(speech: Speech, task: Task): CardLine[] {
  const { words } = speech;
  return [
    { style: 'task', text: titleOf(speech, task.rule, task.id) },
    ...(task.when ? [small(`${words.when} ${sayCondition(speech, task.when)}`)] : []),
    ...(task.onDemand ? [small(words.onDemand)] : []),
    ...(task.during ? [small(task.during.map((id) => stageTitle(speech, id)).join(' · '))] : []),
    ...forEachLine(speech, task.forEach && ('list' in task.forEach ? task.forEach.list : task.forEach.event)),
    ...(task.records ? [small(`+ ${words.writes} ${thingTitle(speech, task.records.list)}`)] : []),
    ...whoAndDue(speech, roleTitle(speech, task.who), task.clock),
    ...(task.agree ? [small(`≈ ${words.agreement} ${task.agree.map((who) => partyTitle(speech, who)).join(' · ')}`)] : []),
    ...task.approve.flatMap((level) => approvalLines(speech, level)),
  ];
}

/** One who has to agree: the client, one of the people of the process, or a role. */
function partyTitle(speech: Speech, who: string): string {
  if (who === 'client') return speech.words.client;
  return speech.process.people.includes(who) ? titleOf(speech, `people.${who}`, who) : roleTitle(speech, who);
}

/** What there is one of each for. */
const forEachLine = (speech: Speech, each: string | undefined): CardLine[] => (each === undefined ? [] : [small(`× ${speech.words.forEach} ${thingTitle(speech, each)}`)]);

/** Who does it and how soon, on one line where the due date is one. */
function whoAndDue(speech: Speech, who: string, clock: Clock): CardLine[] {
  const dues = sayDue(speech, clock.due);
  const [only] = dues;
  const begins = clock.notBefore ? [small(`${speech.words.notBefore}: ${sayDue(speech, clock.notBefore).join(' · ')}`)] : [];
  const lines = dues.length === 1 && only !== undefined ? [small(`${who} · ${only}`)] : [small(who), ...dues.map((one) => small(`– ${one}`))];
  return [...lines, ...begins, ...consequences(speech, clock.late)];
}

const clockLines = (speech: Speech, clock: Clock): CardLine[] => [
  ...sayDue(speech, clock.due).map((one) => small(`${speech.words.due}: ${one}`)), ...consequences(speech, clock.late),
];

/** Late steps that change the case; those that only tell somebody would fill the drawing. */
function consequences(speech: Speech, late: LateStep[]): CardLine[] {
  const { words } = speech;
  return late.flatMap(({ rule, after, open, raise, to, close }) => {
    const does = [
      ...(open === undefined ? [] : [`${words.opens} ${thingTitle(speech, open)}`]), ...(raise === undefined ? [] : [`${words.raises} ${thingTitle(speech, raise)}`]),
      ...(to === undefined ? [] : [`${words.movesTo} ${stageTitle(speech, to)}`]), ...(close === undefined ? [] : [closing(speech, rule, close)]),
    ];
    const when = after === 'at_once' ? words.atOnce : `${words.late} ${sayLength(after, speech.language)}`;
    return does.length === 0 ? [] : [small(`! ${when}: ${does.join(' · ')}`)];
  });
}

/** Which list a rule stands in, if it does. */
const listOf = (rule: string): string | undefined => /^lists\.([^.]+)\./.exec(rule)?.[1];

/** The case is closed for a reason; in a list the record ends with an outcome. */
function closing(speech: Speech, rule: string, id: string): string {
  const list = listOf(rule);
  return list === undefined ? `${speech.words.closesAs} ${reasonTitle(speech, id)}` : `${speech.words.outcomes} ${outcomeTitle(speech, list, id)}`;
}

const approvalLines = (speech: Speech, { who, when, clock }: ApprovalLevel): CardLine[] => [
  small(`✓ ${speech.words.approval} ${roleTitle(speech, who)} · ${sayDue(speech, clock.due).join(' · ')}${when ? ` · ${speech.words.when} ${sayCondition(speech, when)}` : ''}`),
];

/** What a way is labelled with: its condition; nothing when it is taken in any case. */
export const wayLabel = (speech: Speech, way: Way): string => (way.when ? sayCondition(speech, way.when) : '');

/** Id of the box at which ways from a stage that close with a reason end: near the stage, so that no arrow runs across the drawing. */
export const closedId = (stage: string, reason: string): string => `closed:${reason}@${stage}`;

/** One for each stage and reason with which a way out of it closes, in the order of the file. */
export const closedCards = (speech: Speech): Card[] =>
  speech.process.stages.flatMap((stage) =>
    [...new Set(stage.next.flatMap((way) => ('close' in way ? [way.close] : [])))].map((reason): Card => ({
      id: closedId(stage.id, reason), kind: 'closed', lines: [{ style: 'kind', text: speech.words.closed }, { style: 'title', text: reasonTitle(speech, reason) }],
    })),
  );

export const startCard = ({ words }: Speech): Card => ({ id: 'start', kind: 'start', lines: [{ style: 'title', text: words.start }] });

/** What runs beside the stages: lists and events, tasks of the case, reviews, alerts, clocks of the case, what is judged at any time, and the closure. */
export const sideCards = (speech: Speech): Card[] => [...listCards(speech), ...eventCards(speech), ...caseTasksCard(speech), ...reviewCards(speech), ...alertCards(speech), ...clockCards(speech), ...anyTimeCard(speech), closureCard(speech)];

const listCards = (speech: Speech): Card[] => (speech.process.lists ?? []).map((list) => listCard(speech, list));

/** A list with what each of its records has: tasks, stages with their ways, and what is judged at any time. */
function listCard(speech: Speech, { id, rule, outcomes, tasks, stages, atAnyTime }: List): Card {
  const { words } = speech;
  return {
    id: `list:${id}`,
    kind: 'list',
    lines: [
      { style: 'kind', text: words.lists },
      { style: 'title', text: titleOf(speech, rule, id) },
      ...(outcomes.length > 0 ? [small(`${words.outcomes} ${outcomes.map((one) => outcomeTitle(speech, id, one)).join(' · ')}`)] : []),
      ...tasks.flatMap((task) => taskLines(speech, task)),
      ...stages.flatMap((stage) => [
        { style: 'title' as const, text: titleOf(speech, stage.rule, stage.id) },
        ...(stage.clock ? clockLines(speech, stage.clock) : []),
        ...stage.tasks.flatMap((task) => taskLines(speech, task)),
        ...stage.next.map((way) => wayLine(speech, way)),
      ]),
      ...(atAnyTime.length > 0 ? [{ style: 'task' as const, text: words.atAnyTime }] : []),
      ...atAnyTime.map((way) => wayLine(speech, way)),
    ],
  };
}

function wayLine(speech: Speech, way: Way): CardLine {
  const leads = 'to' in way ? `${speech.words.movesTo} ${stageTitle(speech, way.to)}` : closing(speech, way.rule, way.close);
  return small(`→ ${leads}${way.when ? ` ${speech.words.when} ${sayCondition(speech, way.when)}` : ''}`);
}

const eventCards = (speech: Speech): Card[] =>
  (speech.process.events ?? []).map(({ id, rule, recordedBy, about, provisionalUntil }) => ({
    id: `event:${id}`,
    kind: 'event',
    lines: [
      { style: 'kind', text: speech.words.events },
      { style: 'title', text: titleOf(speech, rule, id) },
      small(`${speech.words.recordedBy} ${recordedBy.map((role) => roleTitle(speech, role)).join(' · ')}`),
      ...(about === undefined ? [] : [small(`${speech.words.about} ${thingTitle(speech, about)}`)]),
      ...(provisionalUntil === undefined ? [] : [small(`${speech.words.judgedBy} ${thingTitle(speech, provisionalUntil)}`)]),
    ],
  }));

function caseTasksCard(speech: Speech): Card[] {
  const { tasks = [] } = speech.process;
  return tasks.length === 0 ? [] : [{ id: 'tasks', kind: 'ways', lines: [{ style: 'title', text: speech.words.caseTasks }, ...tasks.flatMap((task) => taskLines(speech, task))] }];
}

const reviewCards = (speech: Speech): Card[] =>
  speech.process.reviews.map((review) => ({
    id: `review:${review.id}`,
    kind: 'review',
    lines: [
      { style: 'kind', text: speech.words.reviews },
      { style: 'title', text: titleOf(speech, review.rule, review.id) },
      ...forEachLine(speech, review.forEach),
      small(roleTitle(speech, review.who)),
      ...(review.during ? [small(review.during.map((id) => stageTitle(speech, id)).join(' · '))] : []),
      ...(review.first.form === 'none' ? [] : [small(`${speech.words.first}: ${sayDue(speech, review.first).join(' · ')}`)]),
      small(`${speech.words.every}:`),
      ...sayDue(speech, review.every).map((one) => small(`– ${one}`)),
      ...consequences(speech, review.clock.late),
    ],
  }));

const alertCards = (speech: Speech): Card[] =>
  speech.process.alerts.map((alert) => {
    const { words, language } = speech;
    const last = alert.acknowledge.length - 1;
    return {
      id: `alert:${alert.id}`,
      kind: 'alert',
      lines: [
        { style: 'kind', text: words.alerts },
        { style: 'title', text: titleOf(speech, alert.rule, alert.id) },
        ...(alert.raiseWhen ? [small(`${words.raisedWhen} ${sayCondition(speech, alert.raiseWhen)}`)] : []),
        ...(alert.raisedBy.length > 0 ? [small(`${words.raisedBy} ${alert.raisedBy.map((role) => roleTitle(speech, role)).join(' · ')}`)] : []),
        ...alert.acknowledge.map((step, i): CardLine => ({
          style: 'step', number: i + 1,
          text: `${roleTitle(speech, step.who)} · ${words.within} ${sayLength(step.within, language)}${i === last ? ` · ${words.againAndAgain}` : ''}`,
        })),
        ...alert.tasks.flatMap((task) => taskLines(speech, task)),
        small(`✓ ${words.resolvedBy} ${roleTitle(speech, alert.resolve.who)}`),
      ],
    };
  });

const clockCards = (speech: Speech): Card[] =>
  speech.process.clocks.map((named) => ({
    id: `clock:${named.id}`,
    kind: 'clock',
    lines: [
      { style: 'kind', text: speech.words.clocks },
      { style: 'title', text: titleOf(speech, named.rule, named.id) },
      ...forEachLine(speech, named.forEach),
      ...whoAndDue(speech, partTitle(speech, named.who), named.clock),
    ],
  }));

function anyTimeCard(speech: Speech): Card[] {
  const { words, process } = speech;
  if (process.atAnyTime.length === 0) return [];
  const leads = (way: Way): string => ('to' in way ? `${words.movesTo} ${stageTitle(speech, way.to)}` : `${words.closesAs} ${reasonTitle(speech, way.close)}`);
  return [{
    id: 'at_any_time',
    kind: 'ways',
    lines: [{ style: 'title', text: words.atAnyTime }, ...process.atAnyTime.flatMap((way): CardLine[] => [{ style: 'task', text: leads(way) }, ...(way.when ? [small(`${words.when} ${sayCondition(speech, way.when)}`)] : [])])],
  }];
}

/** Criteria in the agency's own words where it has them: those say what is missing when they do not hold. */
function closureCard(speech: Speech): Card {
  const { words } = speech;
  const { closure }: Process = speech.process;
  return {
    id: 'closure',
    kind: 'closure',
    lines: [
      { style: 'title', text: words.closure },
      ...closure.reasons.map((reason): CardLine => ({ style: 'small', text: `• ${reasonTitle(speech, reason)}` })),
      ...(closure.must.length > 0 ? [{ style: 'task' as const, text: words.must }] : []),
      ...closure.must.map(({ rule, that }) => small(`– ${speech.text(`${rule}.say`) ?? `${words.not} (${sayCondition(speech, that)})`}`)),
      ...closure.approve.flatMap((level) => approvalLines(speech, level)),
    ],
  };
}
