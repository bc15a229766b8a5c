// What the hand-written workflows of the measurements are told and what they do outside; the same for both.

/** The opening of a reference case. */
export interface Opening {
  number: string;
  agency: string;
  owner: string;
  /** About 1 kB. */
  situation: string;
  risk: string;
}

/** What a step of the hand-written cases leaves in the database. */
export interface Step {
  number: string;
  sequence: number;
  what: string;
  state: Opening & { stage: string; told: string | null; reminded: number };
}

export interface PeerActivities {
  /** One row of the case's state and one of its journal. */
  record(step: Step): Promise<void>;
  /** A mail to the supervisor. */
  notify(notice: { number: string; to: string }): Promise<string>;
  /** A row for the post to send later, as ours does with what is not urgent. */
  remind(notice: { number: string; to: string; sequence: number }): Promise<void>;
}

export const OPEN = 'open';
export const CLOSE = 'close';
/** The update of the bare workflow. */
export const ANSWER = 'answer';
/** How many reviews fall due, and how far apart in milliseconds. */
export const REVIEWS = 3;
export const REVIEW_MS = 1000;
