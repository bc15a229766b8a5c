// Reads a scenario's YAML: its people, its steps and what it expects, each with its line; ids of the process are checked by the caller's rules.

import { JOURNAL_KINDS, NOTICE_KINDS } from '../case/effect';
import type { AnswerValue } from '../case/case';
import type { Answers } from '../case/event';
import { REFUSAL_CODES } from '../case/refusals';
import { parseLength } from '../process/length';
import type { Rules } from '../process/rules';
import type { Report } from './report';
import type { Expectation, Scenario, ScenarioAct, ScenarioPerson, ScenarioStep } from './scenario';
import { localInstant } from './local-instant';
import { fixFor, nearest } from './suggest';
import type { Node } from './tree';
import type { Place } from './tree';
import { parseYaml } from './yaml';

const KEYS = ['scenario', 'title', 'process', 'agency', 'starts', 'staff', 'steps'];
const VERBS = ['open', 'complete', 'record', 'answer', 'raise', 'acknowledge', 'resolve', 'approve', 'send_back', 'close'];
const STEP_KEYS = [...VERBS, 'wait', 'wait_until', 'expect', 'by', 'answers', 'reason', 'refused', 'owner'];
const EXPECT_KEYS = ['stage', 'status', 'closed_as', 'open', 'notices', 'silence', 'alerts', 'journal'];

/** What a scenario is run with: the rules of an agency and a process; `broken` when they have mistakes of their own, undefined when there are none. */
export type FindRules = (agency: string, process: string) => Rules | 'broken' | undefined;

/** A scenario, or nothing where what is reported keeps it from being run. */
export function parseScenario(report: Report, findRules: FindRules): Scenario | undefined {
  const root = parseYaml(report);
  if (!root) return undefined;
  return new ScenarioReader(report).read(root, findRules);
}

class ScenarioReader {
  private rules: Rules | undefined;
  private staff: ScenarioPerson[] = [];

  constructor(private readonly report: Report) {}

  read(root: Place, findRules: FindRules): Scenario | undefined {
    this.onlyKeys(root, KEYS);
    const id = this.text(root, 'scenario');
    const process = this.text(root, 'process');
    const agency = this.text(root, 'agency');
    if (id === undefined || process === undefined || agency === undefined) return undefined;
    const rules = findRules(agency, process);
    // Whoever mends the process is not told of every scenario that waits for it.
    if (rules === 'broken') return undefined;
    this.rules = rules;
    if (!rules) {
      const at = root.at('process') as Place;
      this.report.add('unknown-name', at.range, `There is no process \`${process}\` in use at an agency \`${agency}\`.`, 'Check the two names, and that the agency has the process under `processes`.');
      return undefined;
    }
    const startsAt = this.instant(root, 'starts');
    this.staff = (root.at('staff')?.entries() ?? []).map(([person, place]) => this.person(person, place));
    const steps = (this.required(root, 'steps')?.items() ?? []).flatMap((place) => this.step(place) ?? []);
    if (startsAt === undefined || this.report.hasErrors) return undefined;
    return { file: this.report.source.path, id, title: root.at('title')?.text ?? id, process, agency, startsAt, staff: this.staff, steps };
  }

  private line = (place: Place): number => this.report.source.position(place.head.start).line;

  private onlyKeys(place: Place, known: string[]): void {
    for (const [key, value] of place.entries()) {
      if (known.includes(key)) continue;
      const suggestion = nearest(key, known);
      this.report.add('unknown-key', value.head, `A scenario has no key \`${key}\` here.`, fixFor(suggestion, known, 'key'), suggestion);
    }
  }

  private required(place: Place, key: string): Place | undefined {
    const found = place.at(key);
    if (!found) this.report.add('missing-key', place.head, `\`${key}\` is missing here.`, `Write \`${key}:\` with its value.`);
    return found;
  }

  private text(place: Place, key: string): string | undefined {
    const found = this.required(place, key);
    const text = found?.text;
    if (found && text === undefined) this.report.add('wrong-kind', found.head, `\`${key}\` is a text.`, 'Write it behind the colon.');
    return text;
  }

  private known<T extends string>(place: Place | undefined, words: readonly T[], kind: string): T | undefined {
    const word = place?.text;
    if (!place || word === undefined) return undefined;
    if ((words as readonly string[]).includes(word)) return word as T;
    const suggestion = nearest(word, words);
    this.report.add('unknown-name', place.range, `\`${word}\` is no ${kind}.`, fixFor(suggestion, words, kind), suggestion);
    return undefined;
  }

  private person(id: string, place: Place): ScenarioPerson {
    this.onlyKeys(place, ['roles', 'language', 'supervisor']);
    const roles = (place.at('roles')?.items() ?? []).flatMap((role) => this.known(role, Object.keys(this.rules?.process.roles ?? {}), 'role') ?? []);
    const language = place.at('language')?.text ?? this.rules?.agency.languages[0] ?? '';
    const supervisor = place.at('supervisor')?.text;
    return { id, roles, language, ...(supervisor !== undefined && { supervisor }) };
  }

  private instant(place: Place, key: string): string | undefined {
    const text = this.text(place, key);
    const at = text === undefined || !this.rules ? undefined : localInstant(this.rules.calendar, text);
    const found = place.at(key);
    if (found && text !== undefined && at === undefined) {
      this.report.add('bad-date', found.range, `\`${text}\` is no time.`, 'Write it as 2026-03-26T09:00, in the local time of the calendar.');
    }
    return at;
  }

  private step(place: Place): ScenarioStep | undefined {
    this.onlyKeys(place, STEP_KEYS);
    const line = this.line(place);
    const wait = place.at('wait');
    if (wait) return this.wait(wait, line);
    if (place.at('wait_until')) {
      const at = this.instant(place, 'wait_until');
      return at === undefined ? undefined : { kind: 'wait_until', line, at };
    }
    const expect = place.at('expect');
    if (expect) return this.expectation(expect, this.line(expect));
    return this.act(place, line);
  }

  private wait(place: Place, line: number): ScenarioStep | undefined {
    const length = parseLength(place.text ?? '');
    if (length) return { kind: 'wait', line, length };
    this.report.add('bad-length', place.range, 'This is no length of time.', 'Write a number and a unit: `3 working days`, `24 hours`, `2 weeks`.');
    return undefined;
  }

  private act(place: Place, line: number): ScenarioStep | undefined {
    const verb = VERBS.find((one) => place.at(one));
    const by = this.known(place.at('by'), this.staff.map((one) => one.id), 'person of this scenario');
    if (verb === undefined || (by === undefined && !place.at('by'))) {
      this.report.add('missing-key', place.head, 'A step says what is done and by whom.', `Write one of ${VERBS.join(', ')}, wait, wait_until, expect; and \`by:\` with an id of \`staff\`.`);
      return undefined;
    }
    const act = this.verb(place, verb);
    const refused = place.at('refused') && this.known(place.at('refused'), REFUSAL_CODES, 'refusal');
    if (!act || by === undefined) return undefined;
    const reason = place.at('reason')?.text;
    return { kind: 'act', line, act, by, answers: this.answers(place.at('answers')), ...(reason !== undefined && { reason }), ...(refused && { refused }) };
  }

  /** Of an id that the process does not have, the nearest that it has; unless the step is there to be refused. */
  private verb(place: Place, verb: string): ScenarioAct | undefined {
    const of = place.at(verb) as Place;
    if (verb === 'open') {
      const owner = place.at('owner')?.text;
      return { verb: 'open', ...(owner !== undefined && { owner }) };
    }
    if (verb === 'answer') return { verb };
    const known = this.idsFor(verb);
    const id = place.at('refused') || known.length === 0 ? of.text : this.known(of, known, `name for \`${verb}\` in this process`);
    return id === undefined ? undefined : ({ verb, of: id } as ScenarioAct);
  }

  private idsFor(verb: string): string[] {
    const process = this.rules?.process;
    if (!process) return [];
    const tasks = [...process.stages.flatMap((stage) => stage.tasks), ...process.alerts.flatMap((alert) => alert.tasks)].map((task) => task.id);
    if (verb === 'complete') return tasks;
    if (verb === 'record') return process.reviews.map((review) => review.id);
    if (verb === 'approve' || verb === 'send_back') return [...tasks, 'closure'];
    if (verb === 'close') return process.closure.reasons;
    return process.alerts.map((alert) => alert.id);
  }

  private answers(place: Place | undefined): Answers {
    const fields = this.rules?.process.fields ?? {};
    return Object.fromEntries(
      (place?.entries() ?? []).map(([field, value]) => {
        if (!Object.hasOwn(fields, field)) {
          const suggestion = nearest(field, Object.keys(fields));
          this.report.add('unknown-name', value.head, `The process has no field \`${field}\`.`, fixFor(suggestion, Object.keys(fields), 'field'), suggestion);
        }
        return [field, plainValue(value.node, fields[field]?.type)];
      }),
    );
  }

  private expectation(place: Place, line: number): Expectation {
    this.onlyKeys(place, EXPECT_KEYS);
    const process = this.rules?.process;
    const stage = this.known(place.at('stage'), process?.stages.map((one) => one.id) ?? [], 'stage');
    const status = this.known(place.at('status'), ['open', 'closed'] as const, 'status');
    const closedAs = this.known(place.at('closed_as'), process?.closure.reasons ?? [], 'closure reason');
    const open = place.at('open');
    const [notices, alerts, journal] = [place.at('notices'), place.at('alerts'), place.at('journal')];
    return {
      kind: 'expect', line,
      ...(stage !== undefined && { stage }),
      ...(status !== undefined && { status }),
      ...(closedAs !== undefined && { closed_as: closedAs }),
      ...(open && { open: this.open(open) }),
      ...(place.at('silence')?.flag === true && { silence: true }),
      ...(notices && { notices: notices.items().flatMap((one) => this.notice(one) ?? []) }),
      ...(alerts && { alerts: alerts.entries().map(([of, one]) => this.alert(of, one)) }),
      ...(journal && { journal: journal.items().flatMap((one) => this.known(one, JOURNAL_KINDS, 'kind of journal line') ?? []) }),
    };
  }

  /** A list of ids, or ids each with its due date. */
  private open(place: Place): NonNullable<Expectation['open']> {
    const items = place.items().flatMap((one) => (one.text === undefined ? [] : [{ of: one.text, line: this.line(one) }]));
    const dated = place.entries().map(([of, one]) => ({ of, due: one.text === 'none' ? null : (one.text ?? null), line: this.line(one) }));
    return [...items, ...dated];
  }

  private notice(place: Place): NonNullable<Expectation['notices']>[number] | undefined {
    this.onlyKeys(place, ['to', 'says', 'about', 'language']);
    const to = this.known(place.at('to'), [...this.staff.map((one) => one.id), 'fallback'], 'person of this scenario');
    const says = this.known(place.at('says'), NOTICE_KINDS, 'kind of notice');
    const [about, language] = [place.at('about')?.text, place.at('language')?.text];
    if (to === undefined || says === undefined) return undefined;
    return { to, says, line: this.line(place), ...(about !== undefined && { about }), ...(language !== undefined && { language }) };
  }

  private alert(of: string, place: Place): NonNullable<Expectation['alerts']>[number] {
    this.onlyKeys(place, ['state', 'step']);
    const state = this.known(place.at('state'), ['raised', 'acknowledged', 'resolved'] as const, 'state of an alert');
    const step = place.at('step')?.number;
    return { of, line: this.line(place), ...(state !== undefined && { state }), ...(step !== undefined && { step }) };
  }
}

/** `yes` and `no` are words for the agency and truth values for the core; all else is what YAML made of it. */
function plainValue(node: Node, type: string | undefined): AnswerValue {
  if (node.kind === 'list') return node.items.map((item) => String(item.kind === 'scalar' ? item.value : ''));
  if (node.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value, 'yes_no')])) as unknown as AnswerValue;
  if (type === 'yes_no' && (node.value === 'yes' || node.value === 'no')) return node.value === 'yes';
  return (node.value ?? '');
}
