// What a case costs that has grown: 30 records of a list, 200 answers and 2,000 journal entries, against a small one of the same process.

import { advance, isRefused } from '../case/advance';
import type { Case } from '../case/case';
import type { CaseEvent } from '../case/event';
import { compileFolder } from '../language/folder';
import { hashOf } from '../process/hash';
import type { Rules } from '../process/rules';
import { bigFiles, FIELDS, OF_RECORD } from './big-case-rules';
import { startPlace } from './installation';
import type { Place } from './installation';
import { median } from './processor-time';
import { WORKER } from './reference-rules';
import type { Bound, Result, Row } from './result';

const MOST = 3;
const OPENED = '2026-03-26T07:00:00.000Z';
const TEXT = 'A sentence such as a case worker writes down. '.repeat(3);

/** How far a case has grown. */
interface Size {
  records: number;
  answers: number;
  journal: number;
}
const SMALL: Size = { records: 1, answers: OF_RECORD + 6, journal: 0 };
const BIG: Size = { records: 30, answers: 200, journal: 2_000 };

export async function measureBigCase(): Promise<Result> {
  const core = measureCore();
  const api = await measureApi();
  const notes = ['`risk` chooses the due date of a task of every record: a change of it moves as many clocks as there are records, and so costs as many times; it is shown and not bounded.'];
  return { measure: `a case of ${BIG.records} records, ${BIG.answers} answers and ${BIG.journal.toLocaleString('en')} journal entries, against a small one`, rows: [...core.rows, ...api.rows], bounds: [...core.bounds, ...api.bounds], notes };
}

/** What makes a case of a size: acts by which it was opened, its records and answers came in, and its journal grew. */
function* actsFor({ records, answers, journal }: Size, written: () => number): Generator<CaseEvent> {
  for (let n = 1; n <= records; n += 1) {
    yield { type: 'add_record', by: WORKER, list: 'child', answers: { name: `Child ${n}`, seen_on: '2026-03-20', needs: TEXT, result: 'well' } };
  }
  const facts = Array.from({ length: Math.min(FIELDS, answers - records * OF_RECORD - 1) }, (_, n) => [`fact_${n + 1}`, TEXT]);
  yield { type: 'complete', by: WORKER, task: 'plan', answers: Object.fromEntries(facts) as Record<string, string> };
  for (let i = 0; written() < journal; i += 1) yield { type: 'answer', by: WORKER, answers: { risk: i % 2 ? 'high' : 'low', fact_1: `${TEXT} ${i}` } };
}

// The core alone.

const ROUNDS = 1_500;

function measureCore(): { rows: Row[]; bounds: Bound[] } {
  const rules = bigRules();
  const [small, big] = [grown(rules, SMALL), grown(rules, BIG)];
  const events: [string, (state: Case) => [CaseEvent, string], bounded?: false][] = [
    ['an answer', () => [{ type: 'answer', by: WORKER, answers: { fact_2: 'x' } }, OPENED]],
    ['a record changed', () => [{ type: 'change_record', by: WORKER, record: 'child.1', answers: { needs: 'x' } }, OPENED]],
    ['a task handed in', () => [{ type: 'complete', by: WORKER, task: 'meet.1', answers: {} }, OPENED]],
    ['a review', () => [{ type: 'record', by: WORKER, review: 'contact', answers: {} }, OPENED]],
    ['a refusal', () => [{ type: 'complete', by: WORKER, task: 'nothing', answers: {} }, OPENED]],
    ['an answer that moves every record', () => [{ type: 'answer', by: WORKER, answers: { risk: 'high' } }, OPENED], false],
  ];
  const rows = events.map(([name, of]) => inTurn(`core: ${name}`, small, big, (state) => advance(rules, state, ...of(state))));
  const bounds = rows.filter((_, i) => events[i]?.[2] !== false).map(boundOf);
  return { rows, bounds };
}

function bigRules(): Rules {
  const { processes, agencies } = compileFolder(bigFiles());
  const [process, agency] = [processes['big'], agencies['reference']];
  if (!process?.process || !agency?.agency || !agency.calendar) throw new Error('The process of the big case has mistakes.');
  const hashes = { process: process.hash ?? '', calendar: hashOf(agency.calendar), agency: agency.hash ?? '' };
  return { $rules: hashOf(hashes), hashes, process: process.process, calendar: agency.calendar, agency: agency.agency };
}

function grown(rules: Rules, size: Size): Case {
  let state = happen(rules, null, { type: 'open', by: WORKER, number: 'K7Q2-BENCH', owner: WORKER, answers: { risk: 'low' } });
  for (const act of actsFor(size, () => state.journal)) state = happen(rules, state, act);
  if (state.status !== 'open') throw new Error('The case has been closed.');
  return state;
}

function happen(rules: Rules, state: Case | null, event: CaseEvent): Case {
  const result = advance(rules, state, event, OPENED);
  if (isRefused(result)) throw new Error(`${event.type} was refused: ${JSON.stringify(result.refusal)}.`);
  return result.case;
}

/** Both in turn, so that what else the machine does falls on both. */
function inTurn(name: string, small: Case, big: Case, run: (state: Case) => unknown): Row {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS * 2; i += 1) {
    for (const [which, state] of [small, big].entries()) {
      const begun = performance.now();
      run(state);
      if (i >= ROUNDS) times[which]?.push(performance.now() - begun);
    }
  }
  return rowOf(name, times);
}

function rowOf(name: string, [small, big]: [number[], number[]]): Row {
  return { name, figures: { 'small ms': median(small), 'big ms': median(big), 'times': median(big) / median(small) } };
}

const boundOf = ({ name, figures }: Row): Bound => ({ what: `${name}, medians`, value: figures['times'] ?? NaN, unit: '×', atMost: MOST });

// Through an installation.

const TIMES = 120;
const WARM_UP = 20;
/** Between two calls, so that nobody comes faster than the API allows and the system is idle at each. */
const PAUSE_MS = 60;

async function measureApi(): Promise<{ rows: Row[]; bounds: Bound[] }> {
  const place = await startPlace(bigFiles());
  try {
    const small = await grownThere(place, SMALL);
    const big = await grownThere(place, BIG);
    const calls: [string, (number: string, i: number) => Promise<unknown>][] = [
      ['API: an answer', (number, i) => place.call('PATCH', `/v1/cases/${number}/fields`, { answers: { fact_2: `x${i}` } })],
      ['API: a record changed', (number, i) => place.call('PATCH', `/v1/cases/${number}/records/child.1`, { answers: { needs: `x${i}` } })],
      ['API: the case', (number) => place.call('GET', `/v1/cases/${number}`)],
      ['API: its journal', (number) => place.call('GET', `/v1/cases/${number}/journal`)],
    ];
    const rows: Row[] = [];
    for (const [name, call] of calls) rows.push(await inTurnThere(name, [small, big], call));
    return { rows, bounds: rows.map(boundOf) };
  } finally {
    await place.stop();
  }
}

async function inTurnThere(name: string, cases: [string, string], call: (number: string, i: number) => Promise<unknown>): Promise<Row> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < WARM_UP + TIMES; i += 1) {
    for (const [which, number] of cases.entries()) {
      const begun = performance.now();
      await call(number, i);
      if (i >= WARM_UP) times[which]?.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  return rowOf(name, times);
}

/** Made by the same acts, as the API takes them; how long its journal is, is asked for now and then. */
async function grownThere({ call }: Place, size: Size): Promise<string> {
  const { case: number } = await call('POST', '/v1/cases', { process: 'big', answers: { risk: 'low' } });
  let written = 0;
  for (const act of actsFor(size, () => written)) {
    if (act.type === 'add_record') await call('POST', `/v1/cases/${String(number)}/records`, { list: act.list, answers: act.answers });
    else if (act.type === 'complete') await call('POST', `/v1/cases/${String(number)}/tasks/${act.task}/complete`, { answers: act.answers });
    else if (act.type === 'answer') await call('PATCH', `/v1/cases/${String(number)}/fields`, { answers: act.answers });
    if (size.journal > 0) written = await journalLength(call, String(number), written);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return String(number);
}

async function journalLength(call: Place['call'], number: string, known: number): Promise<number> {
  let last = known;
  for (;;) {
    const { entries, next } = (await call('GET', `/v1/cases/${number}/journal?after=${last}&limit=200`)) as { entries: { n: number }[]; next: number | null };
    last = entries.at(-1)?.n ?? last;
    if (next === null) return last;
  }
}
