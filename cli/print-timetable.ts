// How a timetable is shown in a terminal: day by day, each line with the rule it comes from and the days that did not count.

import pc from 'picocolors';
import type { Refusal } from '../case/refusals';
import type { Timetable, TimetableDue, TimetableEntry } from '../language/timetable';
import { dayOf, localDate, localTime } from '../process/days';
import type { SkippedDay } from '../process/length';
import type { Rules } from '../process/rules';
import type { Instant, LocalDate } from '../process/time';
import { columnsOf, isolated, wrapped } from './right-to-left';

export interface TimetableSetting {
  rules: Rules;
  /** Path of the process file, for the lines. */
  file: string;
  startsAt: Instant;
  /** As they were typed. */
  set: string[];
  done: string[];
  title(path: string): string | null;
  /** Columns of the terminal. */
  width: number;
  refusal(refusal: Refusal): string;
}

/** The lines of the whole print. */
export function printTimetable(timetable: Timetable, setting: TimetableSetting): string[] {
  return [
    ...headLines(setting),
    ...timetable.entries.flatMap((entry, i) => [...(entry.day === timetable.entries[i - 1]?.day ? [] : ['', pc.bold(sayDay(entry.day))]), ...entryLines(entry, setting)]),
    '',
    ...tailLines(timetable, setting),
  ];
}

function headLines({ rules, file, startsAt, set, done, title, width }: TimetableSetting): string[] {
  const { calendar, process, agency } = rules;
  const named = title('title');
  const supposed = set.length > 0 ? `, with ${set.join(', ')}` : '';
  const nobody = done.length > 0 ? `Nobody does anything but ${done.join(', ')}.` : 'Nobody does anything.';
  return [
    ...wrapped(`A case of ${process.id}${named === null ? '' : ` ${isolated(named)}`}, ${file}`, width),
    ...wrapped(`Agency ${agency.id}, calendar ${calendar.id} (${calendar.timeZone}). Opened ${sayDay(localDate(calendar, startsAt))} ${localTime(calendar, startsAt)}${supposed}. ${nobody}`, width),
  ];
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Sun 2026-03-01`. */
const sayDay = (day: LocalDate): string => `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${day}`;

const VERBS: Partial<Record<TimetableEntry['what'], string>> = {
  opened: 'opened', stage_entered: 'stage', task_planned: 'planned', task_opened: 'opens', review_opened: 'opens', approval_asked: 'approval', reminded: 'reminder', became_late: 'LATE', late_step: 'late step',
  alert_raised: 'ALERT', alert_joined: 'alert', alert_climbed: 'climbs', alert_repeated: 'repeats', alert_acknowledged: 'alert', alert_resolved: 'alert',
  task_done: 'done', task_submitted: 'handed in', task_withdrawn: 'withdrawn', review_recorded: 'recorded', review_ended: 'ends', clock_started: 'clock', clock_moved: 'moves',
  clock_ended: 'clock', closure_proposed: 'closing', closed: 'CLOSED', approved: 'approved',
};
/** What the verb leaves open is said by the kind of line. */
const ADDED: Partial<Record<TimetableEntry['what'], string>> = {
  alert_joined: 'raised again while open', alert_acknowledged: 'acknowledged', alert_resolved: 'resolved', clock_ended: 'ends', clock_started: 'begins', closure_proposed: 'proposed',
};
const VERB_WIDTH = 9;
const INDENT = ' '.repeat(2 + 5 + 2 + VERB_WIDTH + 2);

function entryLines(entry: TimetableEntry, setting: TimetableSetting): string[] {
  const { what, about, titlePath, who, told, repeats, line, time } = entry;
  const title = titlePath === undefined ? null : setting.title(titlePath);
  const subject = [about ?? '', title === null ? '' : isolated(title), ADDED[what] ?? '', who === undefined ? '' : `(${who})`].filter((one) => one !== '').join(' ');
  const again = repeats ? `, again ${repeats.every === undefined ? '' : `every ${repeats.every}, `}${repeats.again} times` : '';
  const text = `${subject}${told.length > 0 ? ` → ${told.join(', ')}` : ''}${again}`;
  const verb = (VERBS[what] ?? what.replace(/_/g, ' ')).padEnd(VERB_WIDTH);
  const head = `  ${time}  ${COLOURS[what]?.(verb) ?? verb}  `;
  return [...lined(head, text, line, setting.width), ...windowLines(entry), ...(entry.due ? dueLines(entry.due, setting) : waitsLines(entry))];
}

const COLOURS: Partial<Record<TimetableEntry['what'], (text: string) => string>> = {
  became_late: pc.red, late_step: pc.red, alert_raised: pc.red, alert_climbed: pc.red, alert_repeated: pc.red, reminded: pc.yellow, stage_entered: pc.cyan, closed: pc.cyan,
};

/** A text behind its head, broken where the terminal ends, with the line in the file at the right. */
function lined(head: string, text: string, line: number | undefined, width: number): string[] {
  const mark = line === undefined ? '' : `line ${line}`;
  const room = Math.max(20, width - INDENT.length - mark.length - 2);
  const [first = '', ...rest] = wrapped(text, room);
  const gap = ' '.repeat(Math.max(2, room - columnsOf(first) + 2));
  return [mark === '' ? `${head}${first}` : `${head}${first}${gap}${pc.dim(mark)}`, ...rest.map((one) => `${INDENT}${one}`)].map((one) => one.trimEnd());
}

function dueLines({ day, time, length, chosenBy, notCounted, provisional, line }: TimetableDue, { width }: TimetableSetting): string[] {
  const why = [length ?? '', chosenBy ? `by ${chosenBy.field}: ${chosenBy.value}` : '', provisional ? 'provisional' : ''].filter((one) => one !== '').join(', ');
  const text = `due ${sayDay(day)} ${time}${why === '' ? '' : ` (${why})`}`;
  const skipped = saySkipped(notCounted);
  return [...lined(INDENT, text, line, width), ...(skipped === '' ? [] : wrapped(`not counted: ${skipped}`, width - INDENT.length).map((one) => `${INDENT}${one}`))];
}

/** A task that opens later than it is planned. */
const windowLines = ({ opensAt, at }: TimetableEntry): string[] => (opensAt === undefined || opensAt.at <= at ? [] : [`${INDENT}opens ${sayDay(opensAt.day)} ${opensAt.time}`]);

const waitsLines = ({ waitsFor }: TimetableEntry): string[] => (waitsFor === undefined ? [] : [`${INDENT}no due date yet: waits for ${sayWaiting(waitsFor)}`]);

/** `an answer to risk`, `the end of case_plan`, `follow_up`, or the condition of a line. */
function sayWaiting(waitsFor: string): string {
  if (waitsFor.startsWith('fields.')) return `an answer to ${waitsFor.slice('fields.'.length)}`;
  const [kind, id, edge] = waitsFor.split(':');
  if (id === undefined) return `what ${kind} turns on`;
  return edge === undefined ? id : `the ${edge} of ${id}`;
}

/** `weekend 6–7, 13–14 Mar; holiday ⁨عيد الفطر⁩ 20–23 Mar`, by reason in the order they come. */
function saySkipped(days: readonly SkippedDay[]): string {
  const reasons = new Map<string, LocalDate[]>();
  for (const one of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const reason = 'title' in one ? `${one.why} ${isolated(one.title)}${one.expected ? ' (expected)' : ''}` : one.why;
    reasons.set(reason, [...(reasons.get(reason) ?? []), one.date]);
  }
  return [...reasons].map(([reason, dates]) => `${reason} ${ranges(dates).join(', ')}`).join('; ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days that follow one another as from–to, the month where it changes or the list ends. */
function ranges(dates: readonly LocalDate[]): string[] {
  const runs: [LocalDate, LocalDate][] = [];
  for (const date of dates) {
    const last = runs.at(-1);
    if (last && Date.parse(`${date}T00:00Z`) - Date.parse(`${last[1]}T00:00Z`) === 86_400_000) last[1] = date;
    else runs.push([date, date]);
  }
  const month = (date: LocalDate): string => MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  const day = (date: LocalDate): string => String(Number(date.slice(8)));
  return runs.map(([from, to], i) => {
    const next = runs[i + 1]?.[0];
    const end = next === undefined || month(next) !== month(to) ? ` ${month(to)}` : '';
    if (from === to) return `${day(from)}${end}`;
    return month(from) === month(to) ? `${day(from)}–${day(to)}${end}` : `${day(from)} ${month(from)}–${day(to)} ${month(to)}`;
  });
}

function tailLines({ until, endsQuietly, assumed, refused }: Timetable, { rules, width, refusal }: TimetableSetting): string[] {
  const end = sayDay(dayOf(rules.calendar, until));
  const quiet = endsQuietly ? `Nothing new comes after this up to ${end}.` : `Looked up to ${end}.`;
  const put = assumed.map(({ field, value, by }) => `${field}: ${isolated(value)} (by ${by})`).join('; ');
  return [
    ...refused.flatMap(({ what, refusal: why }) => wrapped(pc.red(`${what} was refused: ${refusal(why)}`), width)),
    ...(assumed.length > 0 ? wrapped(`Put in where nothing was set: ${put}. Use --set to say otherwise.`, width) : []),
    quiet,
  ];
}
