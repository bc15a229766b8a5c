// A decided case: a piece of YAML, what happens on which local time in Amman, and what is due or told then; played on the virtual clock.

import type { Actor } from '../../case/case';
import type { Answers, CaseEvent } from '../../case/event';
import type { RefusalCode } from '../../case/refusals';
import { deepFreeze, hashOf } from '../../process/hash';
import type { Rules } from '../../process/rules';
import type { Story } from '../case/story';
import { maha, rana, samir, story } from '../case/story';
import { jordan } from '../process/calendars';
import type { Parts } from './fixtures/clock-process';
import { compileParts, found } from './fixtures/clock-process';

type Person = 'rana' | 'samir' | 'maha';
/** An act without who does it and what most acts leave empty. */
type Act = { type: CaseEvent['type'] } & Record<string, unknown>;

export interface Step {
  /** Local time up to which time passes before the rest of the step; a day is its beginning. */
  at?: string;
  /** What somebody does; Rana, who owns the case, where nobody is named. */
  act?: Act;
  by?: Person;
  /** The code for which the act is refused. */
  refused?: RefusalCode;
  /** Clocks by id with the local time they are due: a day for its end (24:00), null while that is not known. */
  due?: Record<string, string | null>;
  /** Clocks that do not run. */
  without?: string[];
  /** Everything told since the last look: `2026-03-29T08:00 samir: task_late work.1`. */
  told?: string[];
  /** Lines of the journal that were written since the last look, among others. */
  journal?: string[];
  /** The stage that the case is in. */
  stage?: string;
}

export interface DecidedCase {
  /** What was decided, as a sentence. */
  says: string;
  parts: Parts;
  /** When the case is opened; on Thursday 26 March 2026 at 10:00, the week after the feast, where nothing is said. */
  opens?: string;
  answers?: Answers;
  then: Step[];
}

const PEOPLE: Record<Person, Actor> = { rana, samir, maha };

/** Plays one, and compares what it says with what came. */
export function playDecided(decided: DecidedCase): void {
  const played = story(rulesFor(decided.parts), decided.opens ?? '2026-03-26T10:00').open(decided.answers ?? {});
  played.newJournal();
  for (const step of decided.then) playStep(played, step);
}

function rulesFor(parts: Parts): Rules {
  const compiled = compileParts(parts);
  if (!compiled.process) throw new Error(found(compiled).join('\n'));
  const { process } = compiled;
  const calendar = jordan();
  const agency = { format: 1 as const, id: 'amman', calendar: calendar.id, languages: ['en'], processes: [process.id] };
  const hashes = { process: hashOf(process), calendar: hashOf(calendar), agency: hashOf(agency) };
  return deepFreeze({ $rules: hashOf(hashes), hashes, process, calendar, agency });
}

function playStep(played: Story, step: Step): void {
  if (step.at !== undefined) played.until(step.at);
  if (step.act) {
    const event = { answers: {}, ...step.act, by: PEOPLE[step.by ?? 'rana'] } as unknown as CaseEvent;
    if (step.refused) expect(played.refused(event)).toBe(step.refused);
    else played.does(event);
  }
  const { clocks } = played.state;
  const dues = Object.keys(step.due ?? {}).map((id) => [id, clocks[id] ? (clocks[id].dueAt === null ? null : played.local(clocks[id].dueAt)) : 'no clock']);
  expect({ ...step, due: Object.fromEntries(dues) as unknown }).toEqual({ ...step, due: step.due ?? {} });
  expect((step.without ?? []).filter((id) => clocks[id])).toEqual([]);
  if (step.stage !== undefined) expect(played.state.stage.id).toBe(step.stage);
  if (step.told) expect(told(played)).toEqual(step.told);
  if (step.journal) expect(played.journal).toEqual(expect.arrayContaining(step.journal));
}

const told = (played: Story): string[] =>
  played.newNotices().map(({ notice, to }) => `${played.local(notice.at).replace(/^(\S{10})$/, '$1T24:00')} ${to.map((one) => one.id).join(' and ')}: ${notice.says}${notice.about === undefined ? '' : ` ${notice.about}`}`);
