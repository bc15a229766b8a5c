// Examples in the documentation show a part of a file; here they are put into a small whole one, so that they can be checked.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgency } from '../../language/agency';
import { compileCalendar } from '../../language/calendar';
import { compileFolder } from '../../language/folder';
import type { Problem } from '../../language/problems';

const SMALL = readFileSync(join(__dirname, 'fixtures', 'small.yaml'), 'utf8');

const CALENDAR = `calendar: small
title: Small
time_zone: Asia/Amman
weekend: [friday, saturday]
working_hours:
  from: '08:00'
  until: '16:00'
covers:
  from: 2026
  until: 2027
holidays:
  - { title: Eid al-Fitr, from: 2026-03-20, to: 2026-03-23, expected: true }
  - { title: Eid al-Adha, from: 2026-05-26, to: 2026-05-30, expected: true }
  - { title: Hijri New Year, date: 2026-06-16, expected: true }
`;

/** The day on which examples are looked at. */
export const TODAY = '2026-06-01';

const AGENCY = `agency: small
title:
  en: Small
languages: [en]
calendar: small
processes: [small]
fallback:
  email: duty@example.org
  language: en
`;

/** The text with its top-level keys replaced by those of the example; keys it does not have are put at the end. */
export function withSections(base: string, example: string): string {
  const sections = (text: string): [string, string][] => text.split(/^(?=[A-Za-z_"']+:)/m).map((part) => [/^[A-Za-z_"']+(?=:)/.exec(part)?.[0] ?? '', part.endsWith('\n') ? part : `${part}\n`]);
  const changed = new Map(sections(example));
  const kept = sections(base).map(([key, part]) => {
    const replacement = changed.get(key);
    changed.delete(key);
    return replacement ?? part;
  });
  return [...kept, ...changed.values()].join('');
}

/** A whole process round an example. Its fields are all asked for, so that one whose asking is not shown is not missed. */
function wholeProcess(example: string): string {
  const text = withSections(SMALL, example);
  const idsOf = (section: string): string[] => [...(new RegExp(`^${section}:\\n((?:(?: .*)?\\n)*)`, 'm').exec(text)?.[1] ?? '').matchAll(/^ {2}([a-z_]+):/gm)].map(([, id = '']) => id);
  // What is worked out is never asked for.
  const isAsked = (id: string): boolean => !new RegExp(`^ {2}${id}:\\n(?: {4}.*\\n)*? {4}is:`, 'm').test(text);
  const asked = `[${idsOf('fields').filter(isAsked).join(', ')}]`;
  const who = idsOf('roles')[0] ?? '';
  if (!/^alerts:/m.test(text)) return `${text}alerts:\n  danger:\n    title: Danger\n    raised_by: [${who}]\n    acknowledge:\n      - { who: ${idsOf('roles')[1] ?? who}, within: 1 hour }\n    resolve:\n      who: ${who}\n      may_answer: ${asked}\n`;
  if (!/^reviews:/m.test(text)) return `${text}reviews:\n  contact:\n    title: Contact\n    who: ${who}\n    may_answer: ${asked}\n    first: 1 month\n    every: 1 month\n`;
  return text;
}

export type ExampleKind = 'process' | 'calendar' | 'agency' | 'texts' | 'whole';

/** The example put into a whole file of its kind; a whole process is taken as it stands. */
export function wholeOf(kind: 'calendar' | 'agency' | 'process' | 'whole', example: string): string {
  if (kind === 'calendar') return withSections(CALENDAR, example);
  if (kind === 'agency') return withSections(AGENCY, example);
  return kind === 'whole' ? example : wholeProcess(example);
}

/** The problems of an example put into a whole file of its kind. */
export function problemsOf(kind: ExampleKind, example: string): Problem[] {
  if (kind === 'calendar') return compileCalendar('calendars/small.yaml', wholeOf(kind, example), TODAY).problems;
  if (kind === 'agency') return compileAgency('agencies/small.yaml', wholeOf(kind, example), { calendars: { small: compileCalendar('calendars/small.yaml', CALENDAR) }, processes: ['small'] }).problems;
  if (kind === 'texts') return compileFolder({ 'processes/small.yaml': SMALL.replace('        must_answer:', '        may_answer: [birth_date, needs, consent, outcome]\n        must_answer:'), 'texts/small.ar.yaml': example }).problems;
  const id = /^process: ([a-z_]+)$/m.exec(example)?.[1] ?? 'small';
  return compileFolder({ [`processes/${kind === 'whole' ? id : 'small'}.yaml`]: wholeOf(kind, example) }).problems;
}

export interface Example {
  /** Heading it stands under. */
  heading: string;
  kind: ExampleKind;
  verdict: 'wrong' | 'right';
  /** Code of the problem that a wrong one shows, where its heading is not that code. */
  code?: string;
  text: string;
}

/** The checked examples of a page: fences marked `yaml wrong` (and a code), `yaml right`, with `calendar`, `agency`, `texts` or `whole` where it is no part of a process. */
export function examplesOf(page: string): Example[] {
  return page.split(/^#+ /m).flatMap((section) => {
    const heading = section.split('\n')[0]?.trim() ?? '';
    return [...section.matchAll(/^```yaml (.+)\n([\s\S]*?)^```/gm)].map(([, marks = '', text = '']): Example => {
      const words = marks.trim().split(' ');
      const kind = (['calendar', 'agency', 'texts', 'whole'] as const).find((one) => words.includes(one)) ?? 'process';
      const code = words.find((word) => word !== kind && word !== 'wrong' && word !== 'right');
      return { heading, kind, verdict: words.includes('wrong') ? 'wrong' : 'right', ...(code !== undefined && { code }), text };
    });
  });
}
