// What was said to what tasks were handed in with, version by version, and who has still to say something.

import type { Process } from '../process/process';
import type { Instant, LocalDate } from '../process/time';
import { openingInForce, stillToSay } from './agreed';
import type { AgreementParty, Case, Person } from './case';
import type { JournalEntry } from './effect';
import type { RulesIndex } from './rules-index';

export interface ReportedAgreement {
  /** Id of the opening of the task. */
  id: string;
  title: string;
  version: number;
  /** `client`, one of the people, or a role. */
  who: string;
  /** Path of what they are called; the client's is none of the process. */
  whoTitle?: string;
  /** Null while they have said nothing to the latest version. */
  says: NonNullable<AgreementParty['says']> | null;
  at: Instant | null;
  /** The day on which they said it, where that is another. */
  on?: LocalDate;
  by: Person | null;
  reason?: string;
}

/** @param journal oldest first, up to the state's sequence */
export function reportAgreements(index: RulesIndex, process: Process, state: Case, journal: readonly JournalEntry[]): ReportedAgreement[] {
  const named = (id: string, who: string): Pick<ReportedAgreement, 'id' | 'title' | 'who' | 'whoTitle'> => {
    const task = index.tasks.get(id.slice(0, id.lastIndexOf('.')))?.rule ?? id;
    const group = process.people.includes(who) ? 'people' : 'roles';
    return { id, title: `${task}.title`, who, ...(who !== 'client' && { whoTitle: `${group}.${who}.title` }) };
  };
  const said = journal.flatMap(({ what, about = '', at, by, details = {} }): ReportedAgreement[] => {
    if (what !== 'agreement_said') return [];
    const { who, says, version, on, reason } = details;
    return [{
      ...named(about, String(who)), version: Number(version), says: says as ReportedAgreement['says'], at, by: by ?? null,
      ...(typeof on === 'string' && { on }), ...(typeof reason === 'string' && { reason }),
    }];
  });
  const waiting = (state.status === 'open' ? (state.agreements ?? []) : []).filter((one) => openingInForce(state, one)).flatMap((one) =>
    stillToSay(one).map(({ who }): ReportedAgreement => ({ ...named(one.opening, who), version: one.version, says: null, at: null, by: null })),
  );
  return [...said, ...waiting];
}
