// What a guided start has to know: given as options, asked one by one in a terminal, or taken as usual with --yes.

import type { CompiledFolder } from '../language/folder';
import type * as ClackModule from '@clack/prompts';
import { notOneOf } from './process-argument';
import type { Terminal } from './terminal';
import { WrongUse } from './terminal';

export interface NewOptions {
  from?: string;
  id?: string;
  title?: string;
  language?: string;
  agency?: string;
  agencyTitle?: string;
  calendar?: string;
  email?: string;
  yes?: boolean;
}

/** All that is needed to write the files. */
export interface Choices {
  from: string;
  id: string;
  title: string;
  language: string;
  agency: string;
  agencyTitle: string;
  calendar: string;
  email: string;
}

/** One thing to be chosen. */
interface Question {
  key: keyof Choices;
  asks: string;
  usual: string;
  /** Only one of these. */
  of?: { value: string; label: string }[];
  /** What is wrong with an answer, in one sentence; nothing when it will do. */
  wrong(answer: string): string | undefined;
}

const ID = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * Asks what was not given. Nothing when the person ends the questions.
 *
 * @throws WrongUse for an option that will not do, and when there is nobody to ask and no --yes
 */
export async function choose(options: NewOptions, shipped: CompiledFolder, present: CompiledFolder, terminal: Terminal): Promise<Choices | undefined> {
  const { stdin, stdout } = terminal;
  const mayAsk = options.yes !== true && (stdin as { isTTY?: boolean }).isTTY === true;
  const chosen: Partial<Choices> = {};
  for (const next of QUESTIONS) {
    const question = next(chosen as Choices, shipped, present);
    const given = options[question.key];
    if (given === undefined && !mayAsk && options.yes !== true) {
      throw new WrongUse('There is no terminal to ask in.', `Add --yes to take what is usual, or give the rest as options: --${dashed(question.key)} …`);
    }
    const answer = given ?? (mayAsk ? await ask(question, { input: stdin, output: stdout }) : question.usual);
    if (answer === undefined) return undefined;
    assertGood(question, answer);
    chosen[question.key] = answer;
  }
  return chosen as Choices;
}

const dashed = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function assertGood({ key, of, wrong }: Question, answer: string): void {
  if (of && !of.some((one) => one.value === answer)) throw notOneOf(WORDS[key] ?? key, answer, of.map((one) => one.value));
  const fault = wrong(answer);
  if (fault !== undefined) throw new WrongUse(`--${dashed(key)} ${answer}: ${fault}`, 'Give another one.');
}

const WORDS: Partial<Record<string, string>> = { from: 'shipped process', language: 'language with texts for this process:', calendar: 'calendar' };

/** Each may use what was chosen before it. */
const QUESTIONS: ((chosen: Choices, shipped: CompiledFolder, present: CompiledFolder) => Question)[] = [
  (_, { processes }) => ({
    key: 'from', asks: 'Which process do you begin with?', usual: Object.keys(processes)[0] ?? '',
    of: Object.entries(processes).map(([id, one]) => ({ value: id, label: one.texts['en']?.['title'] ?? one.title ?? id })), wrong: () => undefined,
  }),
  ({ from }, { processes }) => ({
    key: 'language', asks: 'In which language is it written?', usual: processes[from]?.process?.language ?? '',
    of: Object.keys(processes[from]?.texts ?? {}).map((value) => ({ value, label: nameOf(value) })), wrong: () => undefined,
  }),
  ({ from }) => ({ key: 'id', asks: 'What is its id?', usual: from, wrong: wrongId }),
  ({ from, language }, { processes }) => ({ key: 'title', asks: 'What is it called?', usual: processes[from]?.texts[language]?.['title'] ?? from, wrong: wrongTitle }),
  () => ({ key: 'agency', asks: 'What is the id of your agency?', usual: 'my_agency', wrong: wrongId }),
  ({ agency }) => ({ key: 'agencyTitle', asks: 'What is your agency called?', usual: agency.replace(/_/g, ' '), wrong: wrongTitle }),
  (_, shipped, present) => {
    const calendars = { ...shipped.calendars, ...present.calendars };
    const of = Object.entries(calendars).map(([value, one]) => ({ value, label: `${value} (${one.calendar?.timeZone ?? '?'})` }));
    return { key: 'calendar', asks: 'Which calendar do its deadlines count by?', usual: 'jordan' in calendars ? 'jordan' : (of[0]?.value ?? ''), of, wrong: () => undefined };
  },
  () => ({ key: 'email', asks: 'Which address is told when nobody else can be reached?', usual: 'duty@example.org', wrong: (answer) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(answer) ? undefined : 'this is no email address.') }),
];

const nameOf = (language: string): string => `${new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language} (${language})`;

const wrongId = (answer: string): string | undefined =>
  ID.test(answer) && answer.length <= 64 ? undefined : 'an id has small Latin letters, digits and _, and begins with a letter.';

const wrongTitle = (answer: string): string | undefined => (answer.trim() === '' || /[\r\n]/.test(answer) ? 'a title is one line of text.' : undefined);

/** Asks in the terminal; undefined when the person gives up (Ctrl-C). */
async function ask({ asks, usual, of, wrong }: Question, streams: { input: Terminal['stdin']; output: Terminal['stdout'] }): Promise<string | undefined> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where somebody is asked
  const { select, text, isCancel } = require('@clack/prompts') as typeof ClackModule;
  const answer = of
    ? await select({ message: asks, options: of, initialValue: usual, ...streams })
    : await text({ message: asks, initialValue: usual, validate: (value) => wrong(value ?? ''), ...streams });
  return isCancel(answer) ? undefined : answer;
}
