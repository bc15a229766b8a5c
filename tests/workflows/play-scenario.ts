// Plays a scenario on the real service, its case's clock moved ahead as the scenario waits, and then again on the core at the same instants.

import { advance, isRefused, nextWake } from '../../case/advance';
import type { Case } from '../../case/case';
import type { JournalEntry, Notice } from '../../case/effect';
import type { Act, CaseEvent, NoticeOutcome } from '../../case/event';
import { resolveAddressee } from '../../case/addressees';
import type { Refusal } from '../../case/refusals';
import type { CallOutcome } from '../../api/case-gateway';
import { timeOf } from '../../engine/time-skipping';
import { actOf, directoryOf } from '../../language/scenario-run';
import type { ActStep, Scenario } from '../../language/scenario';
import { hashOf } from '../../process/hash';
import { addLength } from '../../process/length';
import type { Rules } from '../../process/rules';
import type { Instant } from '../../process/time';
import { toInstant, toMs } from '../../process/time';
import { historiesOf, replay } from './histories';
import type { Shell } from './shell';
import { insist, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

const DAY_MS = 86_400_000;
/** A case is woken within this time of its own clock, however busy the computer is. */
const WOKEN_WITHIN_MS = 60_000;
/** A wake-up so near is waited for before the clock is moved on. */
const SOON_MS = 500;

/** One act as it was made and answered. */
interface Played {
  act: Act;
  /** Sequence and instant of the case as it was made; null before the opening. */
  seen: number | null;
  at: Instant;
  outcome: CallOutcome;
}

export interface PlayedScenario {
  rules: Rules;
  acts: Played[];
  /** What came of urgent notices, call by call. */
  tellings: NoticeOutcome[][];
  /** Each event that the workflow has taken, with the digest of the state and the effects that came of it: `complete 2026-… <digest>`. */
  digests: string[];
  /** The journal as the records have it. */
  journal: JournalEntry[];
}

/** Plays every step of a scenario on a case of its own, and gives what happened. Dates in answers are moved to the days on which it is played. */
export async function playScenario(shell: Shell, bundle: { codePath: string }, rules: Rules, scenario: Scenario): Promise<PlayedScenario> {
  return new ScenarioPlayer(shell, rules, scenario).play(bundle);
}

export class ScenarioPlayer {
  readonly case: TestCase;
  /** Runs of the case that have ended, oldest first; each reopening begins another chain of them. */
  private readonly endedRuns: string[] = [];
  private readonly acts: Played[] = [];
  private readonly sequences: number[] = [];
  private readonly shiftMs: number;
  private scenarioNow: Instant;

  constructor(private readonly shell: Shell, private readonly rules: Rules, private readonly scenario: Scenario, number?: string) {
    this.case = new TestCase(shell, rules, number);
    this.scenarioNow = scenario.startsAt;
    this.shiftMs = Date.now() - toMs(scenario.startsAt);
    const directory = directoryOf(rules, scenario);
    shell.outside.outcomesFor(this.case.number, (notice) => outcomeOf(notice, directory));
  }

  async play(bundle: { codePath: string }): Promise<PlayedScenario> {
    await this.takeSteps();
    const digests: string[] = [];
    for (const history of await historiesOf(this.shell.client, this.case.workflowId, await this.runIds())) {
      digests.push(...(await replay(bundle, { workflowId: this.case.workflowId, history })));
    }
    const tellings = this.shell.outside.tellings.filter((one) => one.case === this.case.number).map(({ outcomes }) => outcomes);
    return { rules: this.rules, acts: this.acts, tellings: onceEach(tellings), digests, journal: this.journal() };
  }

  /** The steps alone. */
  async takeSteps(): Promise<void> {
    const { calendar } = this.rules;
    for (const step of this.scenario.steps) {
      if (step.kind === 'act') await this.act(step);
      if (step.kind === 'wait_until') await this.pass(toMs(step.at) - toMs(this.scenarioNow), step.at);
      if (step.kind === 'wait') {
        const now = toInstant(await this.now());
        await this.pass(toMs(addLength(calendar, now, step.length).at) - toMs(now), addLength(calendar, this.scenarioNow, step.length).at);
      }
    }
  }

  /** Runs of the case, oldest first, whatever chain they are of. */
  async runIds(): Promise<string[]> {
    const latest = await this.case.runIds();
    return [...this.endedRuns, ...latest.filter((id) => !this.endedRuns.includes(id))];
  }

  private async pass(ms: number, scenarioNow: Instant): Promise<void> {
    this.scenarioNow = scenarioNow;
    if (this.state === null || this.state.status === 'closed') return;
    await until('the case is at rest', () => this.isAtRest());
    await fastForward(this.shell.client, this.case.workflowId, Math.max(1, ms));
  }

  /** No task is under way and none is about to be: the service would skip the timer that such a task is only going to start. */
  private async isAtRest(): Promise<boolean> {
    const { raw } = await this.shell.client.workflow.getHandle(this.case.workflowId).describe();
    const wakeAt = this.state && nextWake(this.state);
    return !raw.pendingWorkflowTask && (wakeAt === null || toMs(wakeAt) > (await this.now()) + SOON_MS);
  }

  private now(): Promise<number> {
    return this.state === null ? Promise.resolve(Date.now()) : timeOf(this.shell.client.connection, 'default', this.case.workflowId);
  }

  private async act(step: ActStep): Promise<void> {
    const { rules, scenario, sequences, state } = this;
    const made = actOf({ scenario, sequences, virtual: { rules, case: state, now: this.scenarioNow } }, step);
    const act = shifted(made.type === 'open' ? { ...made, number: this.case.number } : made, this.shiftMs);
    const at = toInstant(await this.now());
    const outcome = await this.send(act, state);
    this.acts.push({ act, seen: state?.sequence ?? null, at, outcome });
    if (outcome.kind !== 'answered') return;
    this.sequences.push(state?.sequence ?? 0);
    await until('the records have the act', () => (this.state?.sequence ?? 0) >= outcome.answer.sequence);
  }

  private async send(act: Act, state: Case | null): Promise<CallOutcome> {
    const { gateway, outside } = this.shell;
    const call = this.case.call(act);
    if (act.type === 'open') return insist(() => gateway.open(call, this.rules));
    if (act.type !== 'reopen' || state?.status !== 'closed') return insist(() => gateway.act(call));
    await this.case.ended();
    this.endedRuns.push(...(await this.runIds()).filter((id) => !this.endedRuns.includes(id)));
    const { run } = outside.records.findLast((one) => one.state.number === state.number) as { run: number };
    return insist(() => gateway.reopen(call, this.rules, { state, run }));
  }

  /** The case as the records have it. */
  private get state(): Case | null {
    return this.shell.outside.records.findLast(({ state }) => state.number === this.case.number)?.state ?? null;
  }

  private journal(): JournalEntry[] {
    const ofCase = this.shell.outside.records.filter(({ state }) => state.number === this.case.number);
    const bySequence = new Map(ofCase.flatMap(({ transitions }) => transitions.map(({ sequence, journal }) => [sequence, journal] as const)));
    return [...bySequence.keys()].sort((a, b) => a - b).flatMap((sequence) => bySequence.get(sequence) ?? []);
  }
}

function outcomeOf(notice: Notice, directory: ReturnType<typeof directoryOf>): NoticeOutcome {
  const { recipients, via } = resolveAddressee(notice.to, directory, notice.at);
  const reached = recipients.flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name }]));
  return { notice: notice.id, at: notice.at, reached, refused: [], ...(via === 'fallback' && { fallback: true as const }) };
}

/** A worker that lost its task tells twice. */
const onceEach = (tellings: NoticeOutcome[][]): NoticeOutcome[][] => [...new Map(tellings.map((one) => [JSON.stringify(one), one])).values()];

/** The same act so many milliseconds later: days in it so many days, instants exactly. */
function shifted<T>(value: T, ms: number): T {
  if (Array.isArray(value)) return value.map((one: unknown) => shifted(one, ms)) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shifted(one as unknown, ms)])) as T;
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return toInstant(Date.parse(value) + Math.floor(ms / DAY_MS) * DAY_MS).slice(0, 10) as T;
  return (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? toInstant(Date.parse(value) + ms) : value) as T;
}

/** How the core and the engine differ about a scenario that was played; empty where they agree on every event, line and refusal. */
export function differences({ rules, acts, tellings, digests, journal }: PlayedScenario): string[] {
  const found: string[] = [];
  const lines: JournalEntry[] = [];
  const accepted = acts.filter(({ outcome }) => outcome.kind === 'answered');
  const refused = acts.filter(({ outcome }) => outcome.kind !== 'answered');
  let state: Case | null = null;
  let [nextAct, nextTelling] = [0, 0];
  const judgeRefused = (): void => {
    while (refused[0] && refused[0].seen === (state?.sequence ?? null)) found.push(...differentRefusal(rules, state, refused.shift() as Played));
  };
  for (const line of digests) {
    judgeRefused();
    const [type, at, digest] = line.split(' ') as [CaseEvent['type'], Instant, string];
    const wakeAt: Instant | null = state && nextWake(state);
    if (type === 'time' && (wakeAt === null || wakeAt > at)) found.push(`woken at ${at}, to wake at ${wakeAt}`);
    if (wakeAt !== null && toMs(at) - toMs(wakeAt) > WOKEN_WITHIN_MS) found.push(`slept until ${at}, to wake at ${wakeAt}`);
    const act: Act | undefined = type === 'time' || type === 'told' ? undefined : accepted[nextAct++]?.act;
    const event: CaseEvent | undefined = type === 'time' ? { type } : type === 'told' ? { type, outcomes: tellings[nextTelling++] ?? [] } : act;
    if (event?.type !== type) return [...found, `the engine took ${type} where ${event?.type ?? 'nothing'} was done`];
    const result = advance(rules, state, event, at);
    if (isRefused(result)) return [...found, `the core refuses ${type} at ${at}: ${result.refusal.code}`];
    if (hashOf({ state: result.case, effects: result.effects }) !== digest) found.push(`another state or other effects after ${type} at ${at}`);
    lines.push(...result.effects.flatMap((effect) => (effect.kind === 'journal' ? [effect.entry] : [])));
    state = result.case;
  }
  judgeRefused();
  if (nextAct !== accepted.length || nextTelling !== tellings.length || refused.length > 0) found.push('not everything that was done came to the engine');
  return [...found, ...differentLines(lines, journal)];
}

/** An act that no open run could hear is refused by who asks the records: the case is closed, or was never opened. */
function differentRefusal(rules: Rules, state: Case | null, { act, at, outcome }: Played): string[] {
  const result = advance(rules, state, act, at);
  const expected: Refusal | null = isRefused(result) ? result.refusal : null;
  const came: Refusal | string = outcome.kind === 'refused' ? outcome.refusal : outcome.kind;
  const isSame = came === 'not-running' ? ['case-closed', 'case-not-open'].includes(expected?.code ?? '') : sayRefusal(came, at) === sayRefusal(expected, at);
  return isSame ? [] : [`${act.type} at ${at}: the engine answered ${JSON.stringify(came)}, the core ${JSON.stringify(expected)}`];
}

/** Of a refused act no event tells the very millisecond: where a refusal says what time it is, that is left out. */
const sayRefusal = (refusal: unknown, at: Instant): string =>
  JSON.stringify(refusal, (_, value: unknown) => (typeof value === 'string' && Math.abs(Date.parse(value) - toMs(at)) < WOKEN_WITHIN_MS ? 'now' : value));

function differentLines(core: JournalEntry[], engine: JournalEntry[]): string[] {
  const different = core.flatMap((line, i) => (JSON.stringify(line) === JSON.stringify(engine[i]) ? [] : [`line ${i + 1}: the core ${JSON.stringify(line)}, the engine ${JSON.stringify(engine[i])}`]));
  return engine.length === core.length ? different : [...different, `the core wrote ${core.length} lines, the engine ${engine.length}`];
}
