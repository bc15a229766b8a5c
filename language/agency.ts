// From the YAML of an agency to the rules its cases run by, and to what only the letterbox needs.

import type { Agency, AgencyProfile, Partner } from '../process/agency';
import type { Calendar } from '../process/calendar';
import { deepFreeze, hashOf } from '../process/hash';
import type { FileContent } from './bytes';
import type { CompiledCalendar } from './calendar';
import { withConfirmations } from './calendar/confirm';
import { openFile } from './open-file';
import type { Problem } from './problems';
import { inOrder } from './problems';
import type { Report } from './report';
import { readCaseload } from './caseload';
import { readRota } from './rota';
import { SCHEMAS } from './schema';
import { checkShape } from './shape';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';
import { parseYaml } from './yaml';

export interface CompiledAgency {
  problems: Problem[];
  /** Frozen; there is none as long as one problem is an error. */
  agency?: Agency;
  hash?: string;
  profile?: AgencyProfile;
  /** The calendar that its cases count by: the one it names, with the days that it has confirmed. There is none while that one has an error. */
  calendar?: Calendar;
  calendarHash?: string;
}

/** What an agency may refer to; without it references are not looked at. */
export interface AgencyContext {
  /** By id. */
  calendars: Readonly<Record<string, CompiledCalendar>>;
  processes: readonly string[];
  /** Ids of the roles of each process that compiles. */
  roles?: Readonly<Record<string, readonly string[]>>;
  /** The role of each of them that owns cases. */
  owners?: Readonly<Record<string, string>>;
}

/** Compiles an agency. Never throws for anything that may stand in a file. */
export function compileAgency(path: string, text: FileContent, context?: AgencyContext): CompiledAgency {
  const report = openFile(path, text);
  if ('problem' in report) return { problems: [report.problem] };
  const root = parseYaml(report);
  if (!root) return { problems: report.problems };
  checkShape(root, SCHEMAS.agency, report);
  if (context) checkReferences(root, context, report);
  checkLanguages(root, report);
  const onCall = readRota(root.at('on_call'), { roles: rolesIn(root, context) }, report);
  const partners = readPartners(root.at('partners'), report);
  const caseload = readCaseload(root.at('caseload'), ownersIn(root, context), report);
  const counted = calendarOf(root, context, report);
  const problems = inOrder(report.problems);
  if (report.hasErrors) return { problems };
  const agency = deepFreeze(readAgency(root));
  return { problems, agency, hash: hashOf(agency), profile: deepFreeze({ ...readProfile(root), ...(onCall.length > 0 && { onCall }), ...(partners.length > 0 && { partners }), ...(caseload && { caseload }) }), ...counted };
}

function calendarOf(root: Place, context: AgencyContext | undefined, report: Report): Pick<CompiledAgency, 'calendar' | 'calendarHash'> {
  const id = root.at('calendar')?.text;
  const named = context !== undefined && id !== undefined && Object.hasOwn(context.calendars, id) ? context.calendars[id] : undefined;
  if (!named?.calendar || named.hash === undefined) return {};
  const calendar = withConfirmations(named.calendar, root.at('confirms'), report);
  return calendar === named.calendar ? { calendar, calendarHash: named.hash } : { calendar: deepFreeze(calendar), calendarHash: hashOf(calendar) };
}

const textsOf = (list: Place | undefined): string[] => (list?.items() ?? []).map((item) => item.text ?? '');

function readAgency(root: Place): Agency {
  return {
    format: 1,
    id: root.at('agency')?.text ?? '',
    calendar: root.at('calendar')?.text ?? '',
    languages: textsOf(root.at('languages')),
    processes: textsOf(root.at('processes')),
  };
}

function readProfile(root: Place): AgencyProfile {
  const [fallback, quiet] = [root.at('fallback'), root.at('quiet_hours')];
  return {
    id: root.at('agency')?.text ?? '',
    title: Object.fromEntries((root.at('title')?.entries() ?? []).map(([language, place]) => [language, place.text ?? ''])),
    fallback: { email: fallback?.at('email')?.text ?? '', language: fallback?.at('language')?.text ?? '' },
    ...(root.at('digest') && { digest: root.at('digest')?.text ?? '' }),
    ...(quiet && { quietHours: { from: quiet.at('from')?.text ?? '', until: quiet.at('until')?.text ?? '' } }),
  };
}

/** The roles of the agency's processes; undefined while one of them cannot be looked at. */
function rolesIn(root: Place, { roles = {} }: Partial<AgencyContext> = {}): string[] | undefined {
  const processes = textsOf(root.at('processes'));
  return processes.every((id) => Object.hasOwn(roles, id)) ? [...new Set(processes.flatMap((id) => roles[id] ?? []))] : undefined;
}

/** The roles that own cases in the agency's processes; undefined while one of them cannot be looked at. */
function ownersIn(root: Place, { owners = {} }: Partial<AgencyContext> = {}): string[] | undefined {
  const processes = textsOf(root.at('processes'));
  return processes.every((id) => Object.hasOwn(owners, id)) ? [...new Set(processes.map((id) => owners[id] ?? ''))] : undefined;
}

/** A partner is in one place: outside with an address, or in this installation as an agency. */
function readPartners(place: Place | undefined, report: Report): Partner[] {
  return (place?.entries() ?? []).map(([id, one]) => {
    const [email, agency] = [one.at('email'), one.at('agency')];
    if (email && agency) report.add('keys-exclude', agency.head, '`email` and `agency` exclude each other: a partner is in one place.', 'Keep `agency` for one in this installation, and `email` for one outside.');
    if (!email && !agency) report.add('missing-key', one.head, '`email` is missing: nobody could write to this partner.', 'Add `email:`, or `agency:` with the id of its agency in this installation.');
    return {
      id, title: one.at('title')?.text ?? '', kind: one.at('kind')?.text ?? '', language: one.at('language')?.text ?? '',
      ...(email && { email: email.text ?? '' }), ...(agency && { agency: agency.text ?? '' }),
    };
  });
}

function checkReferences(root: Place, context: AgencyContext, report: Report): void {
  const check = (place: Place | undefined, known: readonly string[], kind: string): void => {
    const id = place?.text;
    if (!place || id === undefined || known.includes(id)) return;
    const suggestion = nearest(id, known);
    report.add('unknown-name', place.range, `There is no ${kind} \`${id}\`.`, fixFor(suggestion, known, kind), suggestion);
  };
  check(root.at('calendar'), Object.keys(context.calendars), 'calendar');
  for (const place of root.at('processes')?.items() ?? []) check(place, context.processes, 'process');
}

/** The fallback's language must be one of the agency's, or nobody could have written its texts. */
function checkLanguages(root: Place, report: Report): void {
  const languages = textsOf(root.at('languages'));
  const place = root.at('fallback')?.at('language');
  if (place?.text !== undefined && languages.length > 0 && !languages.includes(place.text)) {
    report.add('wrong-value', place.range, `\`${place.text}\` is not one of the agency's languages.`, fixFor(nearest(place.text, languages), languages, 'language'));
  }
}
