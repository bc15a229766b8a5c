// How many open cases one person of a role is in charge of, as an agency writes it.

import type { CaseloadLimit } from '../process/agency';
import type { Report } from './report';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

/** The limits by role; undefined where there is none. `owners` are the roles that own cases, undefined while they are not known. */
export function readCaseload(place: Place | undefined, owners: readonly string[] | undefined, report: Report): Record<string, CaseloadLimit> | undefined {
  const limits = (place?.entries() ?? []).map(([role, one]): [string, CaseloadLimit] => {
    if (owners && !owners.includes(role)) {
      const suggestion = nearest(role, owners);
      report.add('unknown-name', one.head, `There is no role \`${role}\` that owns cases in the agency's processes.`, fixFor(suggestion, owners, 'role'), suggestion);
    }
    const [warn, atMost] = [one.at('warn')?.number, one.at('at_most')?.number];
    if (warn !== undefined && atMost !== undefined && warn >= atMost) {
      report.add('wrong-value', (one.at('warn') ?? one).range, '`warn` is not below `at_most`, so that nobody would be warned before the limit.', 'Write a smaller number, or leave `warn` out.');
    }
    return [role, { ...(warn !== undefined && { warn }), ...(atMost !== undefined && { atMost }) }];
  });
  return limits.length > 0 ? Object.fromEntries(limits) : undefined;
}
