// Reads what a scenario expects: the state of the case, and what has come since the last expectation.

import { JOURNAL_KINDS, NOTICE_KINDS } from '../case/effect';
import { tasksOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Rules } from '../process/rules';
import type { Expectation } from './scenario';
import { readAnswers } from './scenario-answers';
import type { ScenarioRecords } from './scenario-records';
import type { ScenarioWords } from './scenario-words';
import { FALLBACK } from './virtual-case';
import type { Range } from './source';
import { Place } from './tree';

/** A day, or a local time to the minute; anything else would be compared with and never come. */
const DUE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$|^none$/;

export class ExpectationReader {
  private readonly process: Process;

  constructor(
    private readonly words: ScenarioWords,
    private readonly rules: Rules,
    private readonly records: ScenarioRecords,
  ) {
    this.process = rules.process;
  }

  read(place: Place): Expectation {
    const { stages, closure } = this.process;
    const stage = this.words.known(place.at('stage'), stages.map((one) => one.id), 'stage');
    const closedAs = this.words.known(place.at('closed_as'), closure.reasons, 'closure reason');
    const status = place.at('status')?.text as 'open' | 'closed' | undefined;
    const [open, notices, alerts, journal] = [place.at('open'), place.at('notices'), place.at('alerts'), place.at('journal')];
    const answers = [...this.answers(place.at('answers')), ...this.unanswered(place.at('unanswered'))];
    const records = this.records.expected(place.at('records'));
    const silence = this.silence(place.at('silence'));
    const agreements = place.at('agreements');
    return {
      kind: 'expect', line: this.words.line(place), lines: Object.fromEntries(place.entries().map(([key, one]) => [key, this.words.line(one)])),
      ...(stage !== undefined && { stage }),
      ...(status !== undefined && { status }),
      ...(closedAs !== undefined && { closed_as: closedAs }),
      ...(open && { open: this.open(open) }),
      ...(silence !== undefined && { silence }),
      ...(notices && { notices: notices.items().flatMap((one) => this.notice(one) ?? []) }),
      ...(alerts && { alerts: alerts.entries().map(([of, one]) => this.alert(of, one)) }),
      ...(journal && { journal: journal.items().flatMap((one) => this.journalLine(one)) }),
      ...(answers.length > 0 && { answers }),
      ...(records.length > 0 && { records }),
      ...(agreements && { agreements: agreements.entries().map(([of, one]) => this.agreement(of, one)) }),
    };
  }

  /** A list of ids, or ids each with its due date. */
  private open(place: Place): NonNullable<Expectation['open']> {
    const items = place.items().flatMap((one) => {
      const of = one.text;
      if (of !== undefined) this.checkThing(one, of, one.range);
      return of === undefined ? [] : [{ of, line: this.words.line(one) }];
    });
    const dated = place.entries().map(([of, one]) => {
      this.checkThing(one, of, one.head);
      if (one.text !== undefined && !DUE.test(one.text)) this.words.badDue(one, one.text);
      return { of, due: one.text === 'none' ? null : (one.text ?? null), line: this.words.line(one) };
    });
    return [...items, ...dated];
  }

  /** `goal_visit`, or `goal_visit@goal.1` for the one of a record. */
  private checkThing(place: Place, of: string, range: Range): void {
    const [thing = '', about] = of.split('@');
    if (!this.words.things.includes(thing)) this.words.unknown(range, thing, this.words.things, 'task or review of this process');
    else if (about !== undefined) this.records.id(new Place({ kind: 'scalar', value: about, style: 'plain', range }, place.path), false, true);
  }

  private agreement(of: string, place: Place): NonNullable<Expectation['agreements']>[number] {
    const tasks = tasksOf(this.process);
    if (!tasks.some((task) => task.id === of)) this.words.unknown(place.head, of, tasks.map((task) => task.id), 'task of this process');
    const [version, waitsFor] = [place.at('version')?.number, place.at('waits_for')];
    const parties = tasks.find((task) => task.id === of)?.agree ?? ['client', ...this.process.people, ...Object.keys(this.process.roles)];
    const who = waitsFor?.items().flatMap((one) => this.words.known(one, parties, `one who has to agree to \`${of}\``) ?? []);
    return { of, line: this.words.line(place), ...(version !== undefined && { version }), ...(who && { waits_for: who }) };
  }

  private silence(place: Place | undefined): Expectation['silence'] {
    if (place?.flag === true) return true;
    const people = (place?.items() ?? []).flatMap((one) => this.words.known(one, [...this.words.staff, FALLBACK], 'person of this scenario') ?? []);
    return people.length > 0 ? people : undefined;
  }

  /** A kind, or a kind with the id of what it is about: `became_late: screening`. */
  private journalLine(place: Place): NonNullable<Expectation['journal']> {
    const line = this.words.line(place);
    const plain = this.words.known(place, JOURNAL_KINDS, 'kind of journal line');
    if (plain !== undefined) return [{ what: plain, line }];
    return place.entries().flatMap(([kind, of]) => {
      const what = JOURNAL_KINDS.find((one) => one === kind);
      if (what === undefined) this.words.unknown(of.head, kind, JOURNAL_KINDS, 'kind of journal line');
      const about = this.words.known(of, this.words.things, 'task, review, alert or stage of this process');
      return what === undefined || about === undefined ? [] : [{ what, about, line }];
    });
  }

  private answers(place: Place | undefined): NonNullable<Expectation['answers']> {
    return readAnswers(place, this.rules, this.words).map((one) => ({ field: one.field, value: one.value, line: this.words.line(one.place) }));
  }

  private unanswered(place: Place | undefined): NonNullable<Expectation['answers']> {
    return (place?.items() ?? []).flatMap((one) => {
      const field = this.words.known(one, Object.keys(this.process.fields), 'field of the process');
      return field === undefined ? [] : [{ field, value: null, line: this.words.line(one) }];
    });
  }

  private notice(place: Place): NonNullable<Expectation['notices']>[number] | undefined {
    const to = this.words.known(place.at('to'), [...this.words.staff, FALLBACK], 'person of this scenario');
    const says = this.words.known(place.at('says'), NOTICE_KINDS, 'kind of notice');
    const about = this.words.known(place.at('about'), this.words.things, 'task, review or alert of this process');
    const language = place.at('language')?.text;
    if (to === undefined || says === undefined) return undefined;
    return { to, says, line: this.words.line(place), ...(about !== undefined && { about }), ...(language !== undefined && { language }) };
  }

  private alert(of: string, place: Place): NonNullable<Expectation['alerts']>[number] {
    const alerts = this.process.alerts.map((one) => one.id);
    if (!alerts.includes(of)) this.words.unknown(place.head, of, alerts, 'alert of this process');
    const state = place.at('state')?.text as 'raised' | 'acknowledged' | 'resolved' | undefined;
    const step = place.at('step')?.number;
    return { of, line: this.words.line(place), ...(state !== undefined && { state }), ...(step !== undefined && { step }) };
  }
}
