// Short ways to write a due and what is known of a case, for tests.

import type { Anchor, Due, Start } from '../../process/condition';
import type { DueContext } from '../../process/due';
import { resolveDue } from '../../process/due';
import { localDate, localTime } from '../../process/days';
import { parseLength } from '../../process/length';
import type { Length } from '../../process/time';
import { toInstant, toMs } from '../../process/time';
import { jordan } from './calendars';

/** A Sunday, at 8 in the morning in Jordan. */
export const STARTED = '2026-03-08T05:00:00.000Z';

export function length(text: string): Length {
  const found = parseLength(text);
  if (!found) throw new Error(`no length: ${text}`);
  return found;
}

type DueOf<Form extends Due['form']> = Due & { form: Form };

export const after = (text: string, rest: Partial<DueOf<'length'>> = {}): DueOf<'length'> =>
  ({ form: 'length', rule: `due.${text.replace(/ /g, '_')}`, length: length(text), ...rest });
export const before = (text: string, of: Start, rest: Partial<DueOf<'before'>> = {}): DueOf<'before'> =>
  ({ form: 'before', rule: 'due.before', length: length(text), of, ...rest });
export const on = (of: Start, rest: Partial<DueOf<'on'>> = {}): DueOf<'on'> => ({ form: 'on', rule: 'due.on', of, ...rest });
export const earliest = (...of: Due[]): Due => ({ form: 'earliest', rule: 'due', of });
export const latest = (...of: Due[]): Due => ({ form: 'latest', rule: 'due', of });

/** `10 in 3 months`, one after another. */
export const series = (...lines: string[]): Due => ({
  form: 'times', rule: 'every',
  series: lines.map((line, index) => {
    const [times = '', within = ''] = line.split(' in ');
    return { rule: `every.${index}`, times: Number(times), within: length(within) };
  }),
});

export const field = (id: string): Start => ({ kind: 'field', field: id });
export const task = (id: string, rest: Partial<Anchor> = {}): Anchor => ({ kind: 'task', id, edge: 'end', ...rest });

/** A case that began on a Sunday morning in Jordan and of which nothing is known. */
export const context = (rest: Partial<DueContext> = {}): DueContext => ({
  calendar: jordan(), startedAt: STARTED, answer: () => undefined, anchorAt: () => undefined, ...rest,
});

/** With these answers. */
export const answers = (known: Record<string, string | boolean>): Partial<DueContext> => ({ answer: (id) => known[id] });

/** With these acts, by id: `{ 'case_plan end': instant }`. */
export const happened = (known: Record<string, string>): Partial<DueContext> => ({
  anchorAt: ({ id, edge, which }) => known[`${which ? `${which} ` : ''}${id} ${edge}`],
});

/** An instant as the country's clocks show it; an end as 24:00 of its day. */
export function shown({ calendar }: DueContext, at: string | null): string | null {
  if (at === null) return null;
  const time = localTime(calendar, at);
  return time === '00:00' ? `${localDate(calendar, toInstant(toMs(at) - 1))} 24:00` : `${localDate(calendar, at)} ${time}`;
}

/** When a due falls, as the country's clocks show it. */
export const dueOn = (due: Due, rest: Partial<DueContext> = {}): string | null => shown(context(rest), resolveDue(due, context(rest)).dueAt);
