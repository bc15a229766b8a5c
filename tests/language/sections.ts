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
holidays: []
`;

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

export type ExampleKind = 'process' | 'calendar' | 'agency' | 'texts' | 'whole';

/** The problems of an example put into a whole file of its kind; a whole process is taken as it stands. */
export function problemsOf(kind: ExampleKind, example: string): Problem[] {
  if (kind === 'calendar') return compileCalendar('calendars/small.yaml', withSections(CALENDAR, example)).problems;
  if (kind === 'agency') return compileAgency('agencies/small.yaml', withSections(AGENCY, example), { calendars: { small: compileCalendar('calendars/small.yaml', CALENDAR) }, processes: ['small'] }).problems;
  if (kind === 'texts') return compileFolder({ 'processes/small.yaml': SMALL, 'texts/small.ar.yaml': example }).problems;
  const id = /^process: ([a-z_]+)$/m.exec(example)?.[1] ?? 'small';
  return compileFolder({ [`processes/${kind === 'whole' ? id : 'small'}.yaml`]: kind === 'whole' ? example : withSections(SMALL, example) }).problems;
}

export interface Example {
  /** Heading it stands under. */
  heading: string;
  kind: ExampleKind;
  verdict: 'wrong' | 'right';
  text: string;
}

/** The checked examples of a page: fences marked `yaml wrong`, `yaml right`, with `calendar`, `agency`, `texts` or `whole` where it is no part of a process. */
export function examplesOf(page: string): Example[] {
  return page.split(/^#+ /m).flatMap((section) => {
    const heading = section.split('\n')[0]?.trim() ?? '';
    return [...section.matchAll(/^```yaml (.+)\n([\s\S]*?)^```/gm)].map(([, marks = '', text = '']): Example => {
      const words = marks.trim().split(' ');
      const kind = (['calendar', 'agency', 'texts', 'whole'] as const).find((one) => words.includes(one)) ?? 'process';
      return { heading, kind, verdict: words.includes('wrong') ? 'wrong' : 'right', text };
    });
  });
}
