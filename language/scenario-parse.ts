// Reads a scenario's YAML: its people and its steps, each with its line; ids are checked by the rules that it is played with.

import type { AnswerValue } from '../case/case';
import type { Answers } from '../case/event';
import { REFUSAL_CODES } from '../case/refusals';
import { isLocalDate } from '../process/dates';
import { derivedFields } from '../process/derive';
import { parseLength } from '../process/length';
import { fieldOf, stagesOf, tasksOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { localInstant } from './local-instant';
import type { Report } from './report';
import type { ActStep, Scenario, ScenarioAct, ScenarioPerson, ScenarioStep } from './scenario';
import { plainValue, readAnswers } from './scenario-answers';
import { ExpectationReader } from './scenario-parse-expect';
import { listOf, ScenarioRecords } from './scenario-records';
import { ScenarioWords } from './scenario-words';
import { readRota } from './rota';
import { SCHEMAS } from './schema';
import { checkShape } from './shape';
import type { Place } from './tree';
import { parseYaml } from './yaml';

const VERBS: ScenarioAct['verb'][] = ['open', 'complete', 'open_task', 'note', 'record', 'answer', 'add', 'change', 'end_record', 'remove', 'assign', 'add_task', 'withdraw', 'raise', 'acknowledge', 'resolve', 'agree', 'decide', 'approve', 'send_back', 'close', 'pass', 'override', 'reopen', 'correct', 'take_back', 'pause', 'extend', 'waive'];
const AGREEMENT_WORDS = ['agreed', 'refused', 'not_asked'] as const;
/** Keys that belong to an act; beside a wait or an expectation they would say nothing. */
const ACT_KEYS = ['by', 'answers', 'reason', 'refused', 'against', 'owner', 'end', 'from', 'to', 'by_length', 'unseen', 'records', 'about', 'on', 'extra', 'as', 'despite', 'ticked', 'value', 'who', 'says', 'version', 'task', 'due'];
/** Acts that say what their answers were given in view of. */
const IN_VIEW: ScenarioAct['verb'][] = ['complete', 'record', 'answer', 'change', 'correct', 'resolve', 'pause', 'extend', 'waive'];
/** Keys that belong to some acts alone. */
const KEYS_OF: [key: string, ...verbs: ScenarioAct['verb'][]][] = [
  ['owner', 'open'], ['from', 'pause'], ['to', 'pause'], ['by_length', 'extend'], ['end', 'complete'], ['as', 'end_record'], ['extra', 'record'], ['on', 'record', 'agree'], ['who', 'agree', 'add_task'], ['task', 'assign'], ['due', 'add_task'], ['says', 'agree'], ['version', 'agree'],
  ['despite', 'complete', 'close', 'approve'], ['ticked', 'complete', 'record'], ['value', 'override'],
  ['records', 'complete', 'record', 'answer'], ['about', 'agree', 'decide', 'pass', 'override', 'complete', 'open_task', 'take_back', 'record', 'approve', 'send_back', 'pause', 'extend', 'waive'],
];

/** What a scenario is run with: the rules of an agency and a process, `broken` while they have mistakes, or nothing. */
export type FindRules = (agency: string, process: string) => Rules | 'broken' | undefined;

/** A scenario, or nothing where what is reported keeps it from being run. */
export function parseScenario(report: Report, findRules: FindRules): Scenario | undefined {
  const root = parseYaml(report);
  if (!root) return undefined;
  checkShape(root, SCHEMAS.scenario, report);
  const [id, process, agency] = [root.at('scenario')?.text, root.at('process')?.text, root.at('agency')?.text];
  if (id === undefined || process === undefined || agency === undefined) return undefined;
  const rules = findRules(agency, process);
  // Whoever mends the process is not told of every scenario that waits for it.
  if (rules === 'broken') return undefined;
  if (!rules) {
    const at = (root.at('process') as Place).range;
    report.add('unknown-name', at, `There is no process \`${process}\` in use at an agency \`${agency}\`.`, 'Check the two names, and that the agency has the process under `processes`.');
    return undefined;
  }
  return new ScenarioReader(report, rules, root).read(id);
}

class ScenarioReader {
  private readonly words: ScenarioWords;
  private readonly expectations: ExpectationReader;
  private readonly records: ScenarioRecords;

  constructor(
    private readonly report: Report,
    private readonly rules: Rules,
    private readonly root: Place,
  ) {
    this.words = new ScenarioWords(report, rules.process, (root.at('staff')?.entries() ?? []).map(([id]) => id));
    this.records = new ScenarioRecords(report, rules, this.words);
    this.expectations = new ExpectationReader(this.words, rules, this.records);
  }

  read(id: string): Scenario | undefined {
    const startsAt = this.instant(this.root, 'starts');
    const staff = (this.root.at('staff')?.entries() ?? []).map(([person, place]) => this.person(person, place));
    const onCall = readRota(this.root.at('on_call'), { roles: Object.keys(this.rules.process.roles), people: this.words.staff }, this.report);
    const steps = (this.root.at('steps')?.items() ?? []).flatMap((place) => this.step(place) ?? []);
    if (startsAt === undefined || this.report.hasErrors) return undefined;
    const title = this.root.at('title')?.text ?? id;
    return { file: this.report.source.path, id, title, process: this.rules.process.id, agency: this.rules.agency.id, startsAt, staff, ...(onCall.length > 0 && { onCall }), steps };
  }

  private person(id: string, place: Place): ScenarioPerson {
    const named = (place.at('roles')?.items() ?? []).flatMap((role) => this.words.known(role, [...Object.keys(this.rules.process.roles), 'partner'], 'role') ?? []);
    const roles = named.filter((role) => role !== 'partner');
    const [supervisor, deputy] = [this.words.person(place.at('supervisor')), this.words.person(place.at('deputy'))];
    const language = place.at('language')?.text ?? this.rules.agency.languages[0] ?? '';
    const away = (place.at('away')?.items() ?? []).flatMap((one) => {
      const [from, until] = [this.instant(one, 'from'), this.instant(one, 'to')];
      return from === undefined || until === undefined ? [] : [{ from, until }];
    });
    return {
      id, roles, language, ...(supervisor !== undefined && { supervisor }), ...(deputy !== undefined && { deputy }), ...(away.length > 0 && { away }),
      ...(named.length > roles.length && { partner: true as const }),
    };
  }

  private instant(place: Place, key: string): Instant | undefined {
    const found = place.at(key);
    const text = found?.text;
    if (!found || text === undefined) return undefined;
    const at = localInstant(this.rules.calendar, text);
    if (at === undefined) this.report.add('bad-date', found.range, `\`${text}\` is no time.`, 'Write it as 2026-03-26T09:00, in the local time of the calendar.');
    return at;
  }

  private step(place: Place): ScenarioStep | undefined {
    const line = this.words.line(place);
    const verb = VERBS.find((one) => place.at(one));
    if (verb) return this.act(place, verb, line);
    const [wait, until, expect] = [place.at('wait'), place.at('wait_until'), place.at('expect')];
    if (wait || until || expect) for (const key of ACT_KEYS) this.stray(place.at(key), key);
    if (wait) return this.wait(wait, line);
    if (until) {
      const at = this.instant(place, 'wait_until');
      return at === undefined ? undefined : { kind: 'wait_until', line, at };
    }
    return expect && this.expectations.read(expect);
  }

  private stray(place: Place | undefined, key: string, why = 'belongs to an act, and in this step nobody acts'): void {
    if (place) this.report.add('keys-exclude', place.head, `\`${key}\` ${why}.`, 'Take it out, or put it into the step of the act.');
  }

  private wait(place: Place, line: number): ScenarioStep | undefined {
    const length = place.text === undefined ? undefined : parseLength(place.text);
    if (length) return { kind: 'wait', line, length };
    if (length === null) this.badLength(place);
    return undefined;
  }

  private act(place: Place, verb: ScenarioAct['verb'], line: number): ScenarioStep | undefined {
    if (!place.at('by')) this.report.add('missing-key', (place.at(verb) as Place).head, '`by` is missing: somebody has to act.', 'Add `by:` with an id of `staff`.');
    const by = this.words.person(place.at('by'));
    const act = this.verb(place, verb);
    const refused = this.words.known(place.at('refused'), REFUSAL_CODES, 'refusal');
    const answers = this.answers(place, verb);
    const beside = this.beside(place, verb);
    const reason = place.at('reason')?.text;
    const unseen = place.at('unseen')?.number;
    if (!IN_VIEW.includes(verb)) this.stray(place.at('unseen'), 'unseen', 'belongs to an act that gives answers');
    const against = place.at('against');
    if (against && !place.at('refused')) this.stray(against, 'against', 'belongs to an act that is to be refused');
    if (!act || by === undefined) return undefined;
    return { kind: 'act', line, act, by, answers, ...beside, ...(reason !== undefined && { reason }), ...(unseen !== undefined && { unseen }), ...(refused && { refused }), ...(against && { against: against.items().flatMap((one) => one.text ?? []) }) };
  }

  /** The answers of the case, or of the record that is added or changed. */
  private answers(place: Place, verb: ScenarioAct['verb']): Answers {
    const isRefused = place.at('refused') !== undefined;
    const of = place.at(verb)?.text ?? '';
    const { lists = [] } = this.rules.process;
    if (verb === 'add') return this.records.answers(place.at('answers'), lists.find((one) => one.id === of), isRefused);
    if (verb === 'change') return this.records.answers(place.at('answers'), listOf(this.rules.process, of), isRefused);
    if (verb === 'correct') return this.records.corrected(place.at('answers'), isRefused);
    return Object.fromEntries(readAnswers(place.at('answers'), this.rules, this.words, isRefused).map(({ field, value }) => [field, value]));
  }

  /** The records that are written with it, which one is meant, when it really was, what is passed over and what was gone through. */
  private beside(place: Place, verb: ScenarioAct['verb']): Pick<ActStep, 'records' | 'about' | 'on' | 'despite' | 'ticked'> {
    const isRefused = place.at('refused') !== undefined;
    const records = this.records.written(place.at('records'), isRefused);
    const about = this.records.id(place.at('about'), isRefused, verb !== 'record');
    const on = this.records.on(place.at('on'));
    const despite = place.at('despite')?.text;
    const ticked = place.at('ticked')?.items().flatMap((one) => one.text ?? []);
    return { ...(despite !== undefined && { despite }), ...(ticked && { ticked }), ...(records.length > 0 && { records }), ...(about !== undefined && { about }), ...(on !== undefined && { on }) };
  }

  /** Of an id that the process does not have, the nearest that it has; unless the step is there to be refused. */
  private verb(place: Place, verb: ScenarioAct['verb']): ScenarioAct | undefined {
    const of = place.at(verb) as Place;
    for (const [key, ...only] of KEYS_OF) if (!only.includes(verb)) this.stray(place.at(key), key, `belongs to ${only.map((one) => `\`${one}\``).join(', ')}`);
    if (verb === 'note') return { verb, text: of.text ?? '' };
    if (verb === 'answer' || verb === 'correct' || verb === 'reopen') return { verb };
    if (verb === 'open') {
      this.words.known(of, [this.rules.process.id], 'process that this scenario plays');
      const owner = this.words.person(place.at('owner'));
      return { verb, ...(owner !== undefined && { owner }) };
    }
    if (verb === 'assign' || verb === 'add_task' || verb === 'withdraw') return this.giving(place, verb, of);
    if (verb === 'change' || verb === 'remove' || verb === 'end_record') return this.ofRecord(place, verb, of);
    const id = place.at('refused') || (verb === 'complete' && isOwnTask(of.text)) ? of.text : this.words.known(of, idsFor(this.rules.process, verb), `name for \`${verb}\` in this process`);
    if (id === undefined) return undefined;
    if (verb === 'pause') return this.pause(place, id);
    if (verb === 'override') return { verb, of: id, value: this.value(place, id) };
    if (verb === 'record') return { verb, of: id, ...(place.at('extra') && { extra: true as const }) };
    if (verb === 'complete') return { verb, of: id, ...this.end(place, id) };
    if (verb === 'agree') return this.agree(place, id);
    if (verb !== 'extend') return { verb, of: id };
    const length = this.written(place, verb, 'by_length');
    if (length && parseLength(length.text ?? '') === null) this.badLength(length);
    return { verb, of: id, by_length: length?.text ?? '' };
  }

  /** Work for somebody by name, and tasks that are added. */
  private giving(place: Place, verb: 'assign' | 'add_task' | 'withdraw', of: Place): ScenarioAct | undefined {
    const isRefused = place.at('refused') !== undefined;
    if (verb === 'withdraw') return of.text === undefined ? undefined : { verb, of: of.text };
    if (verb === 'assign') {
      const to = this.words.person(of);
      const task = place.at('task');
      const id = isRefused || isOwnTask(task?.text) ? task?.text : this.words.known(task, idsFor(this.rules.process, 'complete'), 'task of this process');
      return to === undefined ? undefined : { verb, to, ...(id !== undefined && { task: id }) };
    }
    const due = this.records.on(this.written(place, verb, 'due'));
    const who = isRefused ? place.at('who')?.text : this.words.known(place.at('who'), [...this.words.staff, ...Object.keys(this.rules.process.roles)], 'person of this scenario or role');
    return due === undefined ? undefined : { verb, title: of.text ?? '', due, ...(who !== undefined && { who }) };
  }

  private ofRecord(place: Place, verb: 'change' | 'remove' | 'end_record', of: Place): ScenarioAct | undefined {
    const isRefused = place.at('refused') !== undefined;
    const id = this.records.id(of, isRefused, verb === 'remove');
    if (id === undefined || verb !== 'end_record') return id === undefined ? undefined : { verb: verb as 'change' | 'remove', of: id };
    const written = this.written(place, verb, 'as');
    const as = isRefused ? written?.text : this.words.known(written, listOf(this.rules.process, id)?.outcomes ?? [], `outcome of \`${id}\``);
    return as === undefined ? undefined : { verb, of: id, as };
  }

  /** What is put in the place of what a field is worked out to be. */
  private value(place: Place, field: string): AnswerValue | null {
    const written = place.at('value');
    return written ? plainValue(written.node, fieldOf(this.rules.process, field)?.type, this.rules.calendar) : null;
  }

  /** Who says it and what; any names where the step is there to be refused. */
  private agree(place: Place, of: string): ScenarioAct | undefined {
    const written = this.written(place, 'agree', 'who');
    const parties = tasksOf(this.rules.process).find((one) => one.id === of)?.agree ?? [];
    const who = place.at('refused') ? written?.text : this.words.known(written, parties, `one who has to agree to \`${of}\``);
    const says = AGREEMENT_WORDS.find((one) => one === place.at('says')?.text) ?? 'agreed';
    const version = place.at('version')?.number;
    return who === undefined ? undefined : { verb: 'agree', of, who, says, ...(version !== undefined && { version }) };
  }

  /** One of the other ends of the task; unless the step is there to be refused. */
  private end(place: Place, task: string): { end?: string } {
    const written = place.at('end');
    const ends = Object.keys(tasksOf(this.rules.process).find((one) => one.id === task)?.mayEnd ?? {});
    const end = place.at('refused') ? written?.text : this.words.known(written, ['done', ...ends], `end of \`${task}\``);
    return end === undefined ? {} : { end };
  }

  private pause(place: Place, of: string): ScenarioAct | undefined {
    const [from, to] = ['from', 'to'].map((key) => {
      const day = this.written(place, 'pause', key);
      if (day && !isLocalDate(day.text ?? '')) this.report.add('bad-date', day.range, `\`${day.text}\` is no day.`, 'Write it as 2026-03-26.');
      return day?.text;
    });
    return from === undefined || to === undefined ? undefined : { verb: 'pause', of, from, to };
  }

  /** What stands at a key that an act cannot do without. */
  private written(place: Place, verb: string, key: string): Place | undefined {
    const found = place.at(key);
    if (!found) this.report.add('missing-key', (place.at(verb) as Place).head, `\`${key}\` is missing beside \`${verb}\`.`, `Add \`${key}:\`.`);
    return found?.text === undefined ? undefined : found;
  }

  private badLength(place: Place): void {
    this.report.add('bad-length', place.range, 'This is no length of time.', 'Write a number and a unit: `3 working days`, `24 hours`, `2 weeks`.');
  }
}

/** Added tasks are no tasks of the process: `own_task`, or `own_task.2`. */
const isOwnTask = (id: string | undefined): boolean => /^own_task(\.\d+)?$/.test(id ?? '');

function idsFor(process: Process, verb: Exclude<ScenarioAct['verb'], 'open' | 'answer' | 'correct' | 'reopen' | 'note' | 'change' | 'remove' | 'end_record' | 'assign' | 'add_task' | 'withdraw'>): string[] {
  const tasks = tasksOf(process);
  switch (verb) {
    case 'complete':
    case 'agree':
    case 'take_back': return tasks.map((task) => task.id);
    case 'open_task': return tasks.filter((task) => task.openedBy !== undefined).map((task) => task.id);
    case 'record': return [...process.reviews, ...(process.events ?? [])].map((one) => one.id);
    case 'add': return (process.lists ?? []).map((list) => list.id);
    case 'approve':
    case 'send_back': return [...tasks.filter((task) => task.approve.length > 0).map((task) => task.id), 'closure', 'extension', 'waiver'];
    case 'pause':
    case 'extend':
    case 'waive': return [...tasks, ...stagesOf(process), ...process.reviews, ...process.clocks].map((one) => one.id);
    case 'close': return process.closure.reasons;
    case 'decide':
    case 'pass': return [...new Set(stagesOf(process).flatMap((stage) => stage.next.map((way) => ('to' in way ? way.to : way.close))))];
    case 'override': return derivedFields(process).filter(({ field }) => field.override).map(({ name }) => name);
    default: return process.alerts.map((alert) => alert.id);
  }
}
