// An agency with one small process, as it is published.

import type { Agency } from '../../process/agency';
import type { Calendar } from '../../process/calendar';
import type { Process } from '../../process/process';
import type { ProcessPublication, Publication } from '../../records/publishing';

export const sampleCalendar = (holidays: Calendar['holidays'] = []): Calendar => ({
  format: 1,
  id: 'jordan',
  timeZone: 'Asia/Amman',
  zoneData: 'moment-timezone 0.6.6 (2026a)',
  weekend: [5, 6],
  workingHours: { from: 480, until: 960 },
  holidays,
  covers: { from: 2026, until: 2027 },
  offsets: [{ from: '2022-10-28T00:00:00.000Z', minutes: 180 }],
});

export const sampleRules = (processes: string[] = ['child_protection']): Agency => ({
  format: 1,
  id: 'amal',
  calendar: 'jordan',
  languages: ['ar', 'en'],
  processes,
});

export const sampleProcess = (id = 'child_protection', reasons: string[] = ['goals_met']): Process => ({
  format: 1,
  id,
  language: 'ar',
  client: {},
  roles: { case_worker: { ownsCase: true, supervisedBy: 'supervisor' }, supervisor: {} },
  people: [],
  // Not in the order of the alphabet: the order of the file is to be kept.
  fields: { risk: { type: 'one_of', options: ['low', 'high'] }, name: { type: 'text', private: true } },
  stages: [{ id: 'assessment', rule: 'stages.assessment', tasks: [], next: [] }],
  reviews: [],
  alerts: [],
  clocks: [],
  atAnyTime: [],
  closure: { rule: 'closure', reasons, must: [], approve: [] },
});

export const samplePublication = (compiled: Process = sampleProcess(), source = `# ${compiled.id}\n`): ProcessPublication => ({
  compiled,
  source,
  sourceMap: { 'stages.assessment': { line: 2, column: 3 } },
  texts: { ar: { 'stages.assessment.title': 'التقييم' }, en: { 'stages.assessment.title': 'Assessment' } },
});

export const sampleAgency = (changes: Partial<Publication> = {}): Publication => ({
  agency: 'amal',
  rules: sampleRules(),
  profile: { id: 'amal', title: { en: 'Amal' }, fallback: { email: 'office@example.org', language: 'ar' } },
  calendar: sampleCalendar(),
  processes: [samplePublication()],
  ...changes,
});
