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

/** What the letterbox needs of an agency. Not part of any hash: running cases use the latest. */
export interface AgencyProfile {
  id: string;
  /** By language. */
  title: Record<string, string>;
  /** Reached when nobody else can be: never nobody. */
  fallback: { email: string; language: string };
  /** Local times `HH:MM` between which nothing but alerts is sent. */
  quietHours?: { from: string; until: string };
}
