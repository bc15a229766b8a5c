// What a compiled agency is: the rules that cases run by, and apart from them what only the outside world needs.

/** The part of an agency that decides what happens to a case; hashed with the process and the calendar. */
export interface Agency {
  format: 1;
  id: string;
  /** Id of its calendar. */
  calendar: string;
  /** In order of preference; the first is used where a reader has none. */
  languages: string[];
  /** Ids of the processes in use. */
  processes: string[];
}

/** When somebody of the staff is on call, by the local time of the agency's calendar: once, or in every week. */
export type RotaLine = {
  /** Id of the one on call. */
  who: string;
  /** Whose alerts; all when absent. */
  roles?: string[];
} & (
  /** `2026-03-01T18:00`; `to` no longer belongs to it. */
  | { from: string; to: string }
  /** ISO weekdays (1 Monday to 7 Sunday) on which it begins, with times `HH:MM`; one that ends no later than it begins goes on into the next day. */
  | { days: number[]; from: string; to: string }
);

/** An organisation that the agency works with. */
export interface Partner {
  id: string;
  title: string;
  /** What it helps with, in a word of the agency's: `health`. */
  kind: string;
  /** Language it is written to in. */
  language: string;
  /** Where it is outside of this installation. */
  email?: string;
  /** Id of its agency where it is in this installation. */
  agency?: string;
}

/** How many open cases one person of a role is in charge of; one of the two is there. */
export interface CaseloadLimit {
  /** From so many on it is said to who gives them one more. */
  warn?: number;
  /** One more than so many takes a reason. */
  atMost?: number;
}

/** What the letterbox and the API need of an agency. Not part of any hash: running cases use the latest. */
export interface AgencyProfile {
  id: string;
  /** By language. */
  title: Record<string, string>;
  /** Reached when nobody else can be: never nobody. */
  fallback: { email: string; language: string };
  /** Local times `HH:MM` between which nothing but alerts is sent. */
  quietHours?: { from: string; until: string };
  /** Local time `HH:MM` at which what is not pressing is sent, all of a day in one mail; at once when absent. */
  digest?: string;
  /** Absent when nobody is ever on call, or there are no partners. */
  onCall?: RotaLine[];
  partners?: Partner[];
  /** By role that owns cases; absent where there is no limit. */
  caseload?: Record<string, CaseloadLimit>;
}
