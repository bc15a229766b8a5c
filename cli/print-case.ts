// How the API's answers about cases look in a terminal.

import pc from 'picocolors';
import type { Answer } from '../case/case';
import type { Likeness } from '../case/client-words';
import type { Explanation } from '../case/explain';
import type { AlertItem, DueItem } from '../case/project';
import type { CaseView } from '../case/view';
import type { JournalEntry } from '../case/effect';
import { shortInstant, table } from './table';

interface SimilarCases {
  cases: (Likeness & { case: string; status: string; openedAt: string; owner: { name: string } })[];
  /** How many more there are that the asker may not read. */
  others: number;
}

interface Acted {
  case: string;
  stage?: string;
  status?: string;
  opened?: string[];
  ended?: string[];
  caseload?: { open: number; atMost?: number };
  pending?: boolean;
  similar?: SimilarCases;
}

/** What an act changed, and where to look next. */
export function printActed({ case: number, stage, status, opened = [], ended = [], caseload, pending, similar }: Acted): string[] {
  if (pending) return [`Case ${pc.bold(number)}: accepted, not answered yet. Look with: caseway case show ${number}`];
  return [
    `Case ${pc.bold(number)}, ${status === 'closed' ? 'closed' : `in stage ${stage}`}`,
    ...(ended.length > 0 ? [`  ended:  ${ended.join(', ')}`] : []),
    ...(opened.length > 0 ? [`  opened: ${opened.join(', ')}`] : []),
    ...(caseload ? [`  open cases of who is in charge: ${caseload.open}${caseload.atMost === undefined ? '' : ` (at most ${caseload.atMost})`}`] : []),
    ...(similar ? similarLines(similar) : []),
  ];
}

/** Cases of perhaps the same person, to look at before two of them go on. */
function similarLines({ cases, others }: SimilarCases): string[] {
  const rows = cases.map((one) => [one.case, one.status, one.owner.name, shortInstant(one.openedAt), `same ${one.same.join(', ').replaceAll('_', ' ')}`]);
  const more = others === 0 ? [] : [`  ${others} that you may not read: ask those above you`];
  return rows.length === 0 && others === 0 ? [] : ['', pc.bold('Perhaps the same person'), ...table(rows).map((line) => `  ${line}`), ...more];
}

interface Listed {
  number: string;
  status: string;
  stage: { title: string };
  owner: string;
  openedAt: string;
  nextDueAt: string | null;
}

export function printCases({ cases, next }: { cases: Listed[]; next: string | null }): string[] {
  if (cases.length === 0) return ['There is no case that you may read.'];
  const rows = cases.map((one) => [one.number, one.status, one.owner, shortInstant(one.openedAt), shortInstant(one.nextDueAt), one.stage.title]);
  return [...table([['CASE', 'STATUS', 'OWNER', 'OPENED', 'NEXT', 'STAGE'], ...rows]), ...(next === null ? [] : [pc.dim(`More: caseway case list --after ${next}`)])];
}

/** With its date in words, in the local time of the agency. */
type Worded<T> = T & { dueText?: string };

/** A case: what is to be done first. */
export function printCase(shown: CaseView): string[] {
  const { number, status, stage, rounds, prefilled, agreements, owner, openedAt, items, alerts, records, events, answers, hidden, closed, closure } = shown;
  const open = alerts.filter((alert) => !alert.resolved);
  const state = closed ? `closed on ${shortInstant(closed.at)}: ${closed.reason}` : `${status}, ${stage.title} (${stage.id}${stage.round > 1 ? `, round ${stage.round}` : ''})`;
  const again = Object.entries(rounds).filter(([, times]) => times > 1);
  return [
    `Case ${pc.bold(number)}  ${state}`,
    `Owner ${owner.name}, opened ${shortInstant(openedAt)}`,
    ...(closure ? [`Closure proposed: ${closure.reason}`] : []),
    ...section('Alerts', open.map((alert) => [alert.id, alert.acknowledged ? `acknowledged by ${alert.acknowledged.by.name}` : pc.red('not acknowledged'), alert.title])),
    ...section('To do', items.map((item: Worded<DueItem>) => [item.id, item.kind, item.who, item.record ?? '', whenDue(item), item.title])),
    ...section('To confirm', Object.entries(prefilled).map(([task, fields]) => [task, fields.join(', ')])),
    ...section('Agreement', agreements.map(({ id, version, parties, title }) => [id, `version ${version}`, parties.map((one) => `${one.who}: ${AGREEMENT_WORDS[one.says ?? 'waits']}`).join(', '), title])),
    ...section('Entered more than once', again.map(([id, times]) => [id, `${times} times`])),
    ...section('Records', records.map((record) => [record.id, record.ended ? `ended: ${record.ended.outcome}` : (record.stage?.title ?? 'open'), textOf(record)])),
    ...section('Events', events.map(({ id, happenedAt, state: counts, about, title }) => [id, shortInstant(happenedAt), EVENT_WORDS[counts], about ?? '', title])),
    ...section('Answers', Object.entries(answers).map(([field, { value }]) => [field, answerText(value)])),
    ...(hidden.length > 0 ? [pc.dim(`Answered, but not shown to you: ${hidden.join(', ')}`)] : []),
  ];
}

/** Of a task whose window has not opened yet, when it will. */
const whenDue = ({ state, openedAt, dueAt, dueText }: Worded<DueItem>): string =>
  state === 'planned' && dueAt === null ? `opens ${shortInstant(openedAt)}` : `due ${dueText ?? '–'}`;

const AGREEMENT_WORDS = { agreed: 'agrees', refused: 'refuses', not_asked: 'not asked', waits: 'has not said yet' } as const;

const EVENT_WORDS = { provisional: 'to be judged', counted: 'counts', dismissed: 'does not count' } as const;

const section = (title: string, rows: string[][]): string[] => (rows.length === 0 ? [] : ['', pc.bold(title), ...table(rows).map((line) => `  ${line}`)]);

/** The answers of a record in one line; those that are not shown are named. */
const textOf = ({ answers, hidden }: CaseView['records'][number]): string =>
  [...Object.entries(answers).map(([field, { value }]) => `${field}: ${answerText(value)}`), ...hidden.map((field) => `${field}: not shown to you`)].join('; ');

function answerText(value: Answer['value']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object') return String(value);
  return [value.given ? 'given' : 'refused', ...(value.by === undefined ? [] : [`by ${value.by}`]), ...(value.on === undefined ? [] : [`on ${value.on}`])].join(' ');
}

type JournalLine = JournalEntry & { text: string; line?: number };

export function printJournal({ entries, next }: { entries: JournalLine[]; next: number | null }): string[] {
  const rows = entries.map(({ n, at, due, text, about, by, line }) => [
    String(n), shortInstant(at), [text, about].filter((one) => one !== undefined).join(': '), by?.name ?? '',
    [due === undefined ? '' : `due ${shortInstant(due)}`, line === undefined ? '' : `line ${line}`].filter((one) => one !== '').join(', '),
  ]);
  return [...table(rows), ...(next === null ? [] : [pc.dim(`More: --after ${next}`)])];
}

type Way = Explanation['stage']['ways'][number] & { hidden?: true };
type Explained = Omit<Explanation, 'deadlines' | 'stage' | 'derived'> & {
  derived: (Explanation['derived'][number] & { line?: number })[];
  deadlines: Worded<Explanation['deadlines'][number] & { line?: number }>[];
  stage: Omit<Explanation['stage'], 'ways'> & { ways: Way[] };
};

const wayCells = ({ hidden, holds, text = 'always', leadsTo }: Way): string[] =>
  hidden ? ['not shown', 'it turns on an answer that your roles may not see', `→ ${leadsTo}`] : [holds ? 'holds' : 'does not hold', text, `→ ${leadsTo}`];

/** Whether it is settled, and what the agency says as long as it is not: beside "An alert is still open." the word "met" would say the opposite. */
const criterionCells = ({ holds, text, should }: { holds: boolean; text: string; should?: true }): string[] => [holds ? 'settled' : should ? 'should be met' : pc.red('unmet'), text];

function derivedCells({ field, record, value, inputs, missing, overridden, hidden, line }: Explained['derived'][number]): string[] {
  const from = inputs.map((input) => (input.value === undefined ? input.field : `${input.field} ${input.value === null ? 'not answered' : `is ${answerText(input.value)}`}`)).join(', ');
  const why = hidden ? 'not shown to you' : overridden ? `overridden by ${overridden.by}: ${overridden.reason}` : missing.length > 0 ? `waits for ${missing.join(', ')}` : from;
  return [[field, record].filter((one) => one !== undefined).join(' of '), value === null ? '–' : answerText(value), why, line === undefined ? '' : `line ${line}`];
}

const noDate = ({ waitsFor, opensAt }: { waitsFor?: string; opensAt?: string | null }): string =>
  `no date yet${waitsFor !== undefined ? `: waits for ${waitsFor}` : opensAt != null ? `: opens ${shortInstant(opensAt)}` : ''}`;

/** Why each deadline is what it is, with the line that decided; what the stage waits for; the closure criteria. */
export function printExplained({ deadlines, stage, agreements, tasks, closure, derived }: Explained): string[] {
  const lines = [...deadlines].sort((a, b) => ((a.dueAt ?? '~') < (b.dueAt ?? '~') ? -1 : 1)).flatMap((one) => {
    const chosen = one.chosenBy ? `, because ${one.chosenBy.field} is ${(one.chosenBy.value as string | null) ?? 'as it is (not shown to you)'}` : '';
    const skipped = one.notCounted.map((day) => `${day.date} ${'title' in day && day.title ? day.title : day.why}`);
    return [
      `${pc.bold(one.about)}  ${one.dueAt === null ? noDate(one) : `due ${one.dueText ?? shortInstant(one.dueAt)}`}${one.contact ? `, contact ${one.contact.nth} of ${one.contact.of}` : ''}${one.provisional ? ' (may still move)' : ''}${one.held ? ' (stands still)' : ''}`,
      `  ${one.rule === '' ? '' : `rule ${one.rule}${one.line === undefined ? '' : `, line ${one.line}`}${chosen}; `}counted from ${shortInstant(one.countedFrom)}`,
      ...(skipped.length > 0 ? [`  not counted: ${skipped.join(', ')}`] : []),
    ];
  });
  return [
    ...lines,
    ...section(`The stage ${stage.id}${stage.round > 1 ? `, round ${stage.round},` : ''} waits for`, [
      ...stage.waitsForTasks.map((task) => [`task ${task}`]),
      ...(stage.decides !== undefined && stage.waitsForTasks.length === 0 ? [[`decision by ${stage.decides}`]] : []),
      ...stage.ways.flatMap((way) => [wayCells(way), ...(way.criteria ?? []).map((one) => ['', ...criterionCells(one)])]),
    ]),
    ...section('Agreement', agreements.map(({ id, version, waitsFor }) => [id, `version ${version}`, `waits for ${waitsFor.join(', ')}`])),
    ...tasks.flatMap(({ id, criteria }) => section(`To hand in ${id}`, criteria.map(criterionCells))),
    ...section(`Closing${closure.reason === null ? '' : ` as ${closure.reason}`}`, closure.criteria.map(criterionCells)),
    ...section('Worked out', derived.map(derivedCells)),
  ];
}

export function printAlerts({ alerts }: { alerts: (AlertItem & { case: string })[] }): string[] {
  if (alerts.length === 0) return ['There is no such alert.'];
  return table(alerts.map((one) => [one.id, one.state === 'raised' ? pc.red(one.state) : one.state, `raised ${shortInstant(one.raisedAt)}`, one.climbAt === null ? '' : `climbs ${shortInstant(one.climbAt)}`, one.title]));
}
