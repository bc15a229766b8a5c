// What one judgement of the core costs: events of the shipped process on a case that has been open for years.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { advance, isRefused, nextWake } from '../case/advance';
import type { Actor, Case } from '../case/case';
import type { Answers, CaseEvent } from '../case/event';
import { compileFolder } from '../language/folder';
import { hashOf } from '../process/hash';
import type { Rules } from '../process/rules';
import { toInstant, toMs } from '../process/time';
import { median } from './processor-time';
import type { Result, Row } from './result';

const BOUND_MS = 0.2;
const JOURNAL = 200;
const DEFINITIONS = join(__dirname, '..', 'definitions');
const AGENCY = 'amman_child_protection';
const ROUNDS = 3_000;

const worker: Actor = { id: 'rana', name: 'Rana', agency: AGENCY, roles: ['case_worker'] };
const supervisor: Actor = { id: 'samir', name: 'Samir', agency: AGENCY, roles: ['supervisor'] };

/** Times each kind of event on one case with 200 journal entries, one core, warm. Throws when the shipped process refuses one. */
export function measureAdvance(): Result {
  const rules = shippedRules();
  const old = longCase(rules);
  const at = old.at;
  const wakeAt = nextWake(old.state) ?? at;
  const kinds: [string, CaseEvent, string][] = [
    ['complete', { type: 'complete', by: worker, task: 'carry_out_plan', answers: { needs_met: false, outcome: 'on the way' } }, at],
    ['record', { type: 'record', by: worker, review: 'follow_up', answers: reviewed('high') }, at],
    ['time', { type: 'time' }, wakeAt],
    ['answer', { type: 'answer', by: worker, answers: { risk: 'medium' } }, at],
    ['refused', { type: 'complete', by: supervisor, task: 'carry_out_plan', answers: {} }, at],
  ];
  const rows = kinds.map(([name, event, when]) => timed(name, () => advance(rules, old.state, event, when)));
  const ofInterest = rows.filter(({ name }) => name === 'complete' || name === 'time');
  return {
    measure: `advance, on a case with ${old.state.journal} journal entries`,
    rows,
    bounds: ofInterest.map(({ name, figures }) => ({ what: `${name}, median`, value: figures['median ms'] as number, unit: 'ms', atMost: BOUND_MS })),
    notes: [`The state is ${JSON.stringify(old.state).length.toLocaleString('en')} bytes as JSON.`],
  };
}

function timed(name: string, run: () => unknown): Row {
  for (let i = 0; i < ROUNDS; i += 1) run();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const begun = performance.now();
    run();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { name, figures: { 'median ms': median(times), 'p95 ms': times[Math.floor(times.length * 0.95)] as number } };
}

const reviewed = (risk: string): Answers => ({ risk, changes: 'moved to her aunt' });

interface OldCase {
  state: Case;
  at: string;
}

/** Opened, assessed, planned, and then reviewed late every month until its journal is long enough. */
function longCase(rules: Rules): OldCase {
  const text = 'A sentence such as a case worker writes down. '.repeat(6);
  const opening: CaseEvent = { type: 'open', by: worker, number: 'K7Q2-BENCH', owner: worker, answers: { child_name: 'Salma', birth_date: '2014-05', preferred_language: 'ar' } };
  const acts: CaseEvent[] = [
    { type: 'complete', by: worker, task: 'screening', answers: { eligible: true, risk: 'high' } },
    { type: 'complete', by: worker, task: 'informed_consent', answers: { consent: { given: true, by: 'guardian' } } },
    { type: 'complete', by: worker, task: 'initial_assessment', answers: { risk: 'high', vulnerabilities: text, strengths: text } },
    { type: 'complete', by: worker, task: 'comprehensive_assessment', answers: { needs: ['safety', 'education'], complex: true } },
    { type: 'complete', by: worker, task: 'case_plan', answers: { plan: text }, records: [{ list: 'goal', answers: { what: text } }] },
    { type: 'approve', by: supervisor, approval: 'case_plan' },
  ];
  let one: OldCase = { state: happen(rules, null, opening, '2026-03-26T07:00:00.000Z'), at: '2026-03-26T07:00:00.000Z' };
  for (const act of acts) one = { ...one, state: happen(rules, one.state, act, one.at) };
  for (let month = 0; one.state.journal < JOURNAL; month += 1) {
    one = waited(rules, one, 30);
    one = { ...one, state: happen(rules, one.state, { type: 'record', by: worker, review: 'follow_up', answers: reviewed(month % 2 ? 'low' : 'high') }, one.at) };
  }
  return one;
}

/** So many days later, woken each time it asked for it. */
function waited(rules: Rules, { state, at }: OldCase, days: number): OldCase {
  const until = toInstant(toMs(at) + days * 86_400_000);
  let now = state;
  for (let next = nextWake(now); next !== null && next <= until; next = nextWake(now)) now = happen(rules, now, { type: 'time' }, next);
  return { state: now, at: until };
}

function happen(rules: Rules, state: Case | null, event: CaseEvent, at: string): Case {
  const result = advance(rules, state, event, at);
  if (isRefused(result)) throw new Error(`The shipped process refused ${event.type}: ${result.refusal.code}.`);
  return result.case;
}

function shippedRules(): Rules {
  const files = Object.fromEntries(
    readdirSync(DEFINITIONS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(DEFINITIONS, path), readFileSync(path)]),
  );
  const folder = compileFolder(files);
  const [process, calendar, agency] = [folder.processes['child_protection'], folder.calendars['jordan'], folder.agencies[AGENCY]];
  if (!process?.process || !calendar?.calendar || !agency?.agency) throw new Error('The shipped definitions have mistakes: see `caseway check`.');
  const hashes = { process: process.hash ?? '', calendar: calendar.hash ?? '', agency: agency.hash ?? '' };
  return { $rules: hashOf(hashes), hashes, process: process.process, calendar: calendar.calendar, agency: agency.agency };
}
