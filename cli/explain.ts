// What `caseway explain` does: the timetable of a hypothetical case of a process, for people or as JSON.

import { localInstant } from '../language/local-instant';
import { doable } from '../language/timetable-acts';
import type { Timetable } from '../language/timetable';
import { timetableOf } from '../language/timetable';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { processText } from '../texts/process-texts';
import { refusalText } from '../texts/refusal-text';
import { printTimetable } from './print-timetable';
import type { NamedProcess } from './process-argument';
import { findProcess, notOneOf } from './process-argument';
import { rulesOf } from './scenarios';
import { supposedAnswers } from './supposed-answers';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

export interface ExplainOptions {
  set?: string[];
  done?: string[];
  at?: string;
  until?: string;
  agency?: string;
  definitions?: string;
  json?: boolean;
}

/** Local time of a hypothetical case that says nothing else: a Sunday in March, of which the shipped calendars know all holidays. */
const USUAL_START = '2026-03-01T09:00';

/** Gives 1 when an act that was supposed is refused. @throws WrongUse for names, answers and times that are none */
export async function explainProcess(named: string, options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const found = await findProcess(named, options.definitions, terminal);
  const rules = rulesFor(found, options.agency);
  const startsAt = instant(rules, '--at', options.at ?? USUAL_START);
  const until = options.until === undefined ? undefined : instant(rules, '--until', options.until);
  if (until !== undefined && until <= startsAt) throw new WrongUse('--until lies before the case is opened.', 'Give a later time, or an earlier --at.');
  const answers = supposedAnswers(options.set ?? [], rules);
  const done = (options.done ?? []).map((one) => supposedAct(one, rules, startsAt));
  const timetable = timetableOf(rules, found.compiled.sourceMap, { startsAt, answers, done, ...(until !== undefined && { until }) });
  const title = (path: string): string | null => processText(found.compiled.texts, path, rules.process.language);
  if (options.json) {
    writeLine(terminal.stdout, JSON.stringify({ process: found.id, file: found.path, agency: rules.agency.id, calendar: rules.calendar.id, startsAt, ...withTitles(timetable, title) }, null, 2));
  } else {
    const width = (terminal.stdout as { columns?: number }).columns ?? 100;
    const setting = { rules, file: found.path, startsAt, set: options.set ?? [], done: options.done ?? [], title, width, refusal: refusalWords(found) };
    for (const line of printTimetable(timetable, setting)) writeLine(terminal.stdout, line);
  }
  return timetable.refused.length > 0 ? 1 : 0;
}

const refusalWords = ({ compiled }: NamedProcess) => (refused: Timetable['refused'][number]['refusal']): string =>
  `${refused.code}: ${refusalText(refused, 'en', { texts: compiled.texts }).detail}`;

/** The agency asked for, or the only one (the first by name) that has the process in use. */
function rulesFor({ folder, id }: NamedProcess, agency: string | undefined): Rules {
  const using = Object.keys(folder.agencies).filter((one) => folder.agencies[one]?.agency?.processes.includes(id)).sort();
  if (agency !== undefined && !using.includes(agency)) throw notOneOf(`agency with the process ${id} in use:`, agency, using);
  const chosen = agency ?? using[0];
  const rules = chosen === undefined ? undefined : rulesOf(folder, chosen, id);
  if (chosen === undefined) throw new WrongUse(`No agency has the process ${id} in use, so there is no calendar to count by.`, 'Name it under `processes` of a file in agencies/.');
  if (rules === undefined || rules === 'broken') throw new WrongUse(`The agency ${chosen} or its calendar has mistakes.`, 'See `caseway check`.');
  return rules;
}

function instant(rules: Rules, option: string, text: string): Instant {
  const at = localInstant(rules.calendar, text);
  if (at === undefined) throw new WrongUse(`${option} ${text} is no time.`, 'Write it as 2026-03-26T09:00, in the local time of the calendar.');
  return at;
}

function supposedAct(text: string, rules: Rules, startsAt: Instant): { what: string; at: Instant } {
  const [, what, when] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (what === undefined || when === undefined) throw new WrongUse(`--done ${text} does not say when.`, 'Write task=time, as in --done screening=2026-03-01T12:00.');
  const known = doable(rules.process);
  if (!known.includes(what)) throw notOneOf('task, review or alert', what, known);
  const at = instant(rules, `--done ${what}=`, when);
  if (at < startsAt) throw new WrongUse(`--done ${text} lies before the case is opened.`, 'Give a later time, or an earlier --at.');
  return { what, at };
}

/** As `--json` prints it: with titles in the language of the process beside the paths of rules. */
function withTitles({ entries, ...rest }: Timetable, titleAt: (path: string) => string | null): object {
  return {
    ...rest,
    entries: entries.map(({ titlePath, ...entry }) => {
      const title = titlePath === undefined ? null : titleAt(titlePath);
      return title === null ? entry : { ...entry, title };
    }),
  };
}
