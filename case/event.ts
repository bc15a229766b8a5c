// What can happen to a case: a person's act, word from outside about a notice, newer rules, or a clock reaching its time.

import type { Instant, LocalDate } from '../process/time';
import type { Actor, AnswerValue, Person } from './case';

export type Answers = Record<string, AnswerValue>;

/** Answers of one record of a list, keyed by the field's id without the list's: of a new one, or of one that is there. */
export type RecordAnswers = { list: string; answers: Answers } | { record: string; answers: Answers };

/** Answers of records beside those of the case: where a task asks for `child.decision`, or writes the records of a list. */
interface WithRecords {
  records?: RecordAnswers[];
}

/** Sequence of the state that who answers has seen: what somebody else has answered otherwise since is not overwritten. */
interface Seen {
  seen?: number;
}

/** Why what should hold and does not is passed over. */
interface Despite {
  despite?: string;
}

/** What a person does, with who does it. The same shapes stand in the API's requests and in scenarios. */
export type Act =
  /** `despite` is why the owner gets one more case though they have as many as they should. */
  | ({ type: 'open'; by: Actor; number: string; owner: Person; answers: Answers } & Despite)
  /** `end` is the id of another end than done; `ticked` are those of the checklist that were gone through. */
  | ({ type: 'complete'; by: Actor; task: string; answers: Answers; end?: string; ticked?: string[] } & Seen & WithRecords & Despite)
  /** `record` where there is one of it for each. */
  | { type: 'open_task'; by: Actor; task: string; record?: string }
  /** Words for the journal alone. */
  | { type: 'note'; by: Actor; text: string; about?: string }
  | ({ type: 'answer'; by: Actor; answers: Answers } & Seen & WithRecords)
  /** `on` is when it was really done, where that is earlier; an extra one leaves the series as it is. */
  | ({ type: 'record'; by: Actor; review: string; answers: Answers; on?: LocalDate | Instant; extra?: boolean; ticked?: string[] } & Seen & WithRecords)
  /** `on` is when it happened, where that is earlier; `about` is the record that it concerns. */
  | ({ type: 'record_event'; by: Actor; event: string; answers: Answers; on?: LocalDate | Instant; about?: string } & Seen & WithRecords)
  | { type: 'add_record'; by: Actor; list: string; answers: Answers }
  | ({ type: 'change_record'; by: Actor; record: string; answers: Answers } & Seen)
  /** Ends a record with an outcome of its list. */
  | { type: 'end_record'; by: Actor; record: string; outcome: string; reason?: string }
  /** Takes out a record, or an event, that was added by mistake. */
  | { type: 'remove'; by: Actor; id: string; reason: string }
  /** Puts wrong answers right. */
  | ({ type: 'correct'; by: Actor; answers: Answers; reason: string } & Seen)
  /** Gives an open task to one person by name, or without a task the case to another owner (`despite` as on opening); `to` as the API has established them. */
  | ({ type: 'assign'; by: Actor; task?: string; to: Actor } & Despite)
  /** Adds a dated task of one's own, for a role or one person; for who adds it where neither is named. */
  | { type: 'add_task'; by: Actor; title: string; who?: string; person?: Actor; due: LocalDate | Instant }
  /** Takes back a task of one's own that need not be done. */
  | { type: 'withdraw_task'; by: Actor; task: string; reason?: string }
  /** Opens a task again that was handed in by mistake. */
  | { type: 'take_back'; by: Actor; task: string; reason: string }
  | { type: 'raise'; by: Actor; alert: string; reason?: string }
  | { type: 'acknowledge'; by: Actor; alert: string; reason: string }
  | ({ type: 'resolve'; by: Actor; alert: string; answers: Answers; reason?: string } & Seen)
  | ({ type: 'approve'; by: Actor; approval: string; note?: string } & Despite)
  | { type: 'send_back'; by: Actor; approval: string; reason: string }
  | ({ type: 'close'; by: Actor; reason: string } & Despite)
  /** What one of those who have to agree says to what a task was handed in with; `version` is the one that they have seen. */
  | { type: 'agree'; by: Actor; task: string; who: string; answer: 'agreed' | 'refused' | 'not_asked'; version?: number; on?: LocalDate; reason?: string }
  /** Chooses a way out of a stage, named by where it leads: a stage, or a reason to close. */
  | { type: 'decide'; by: Actor; decision: string; way: string; reason?: string }
  /** Takes a way out of the stage, of the case or of a record, named by where it leads (a stage, a reason to close, an outcome), though not all that should holds. */
  | { type: 'pass'; by: Actor; way: string; record?: string; reason: string }
  /** Puts a value in the place of what is worked out, of a list's field `record` says whose; null lets it be worked out again. */
  | ({ type: 'override'; by: Actor; field: string; record?: string; value: AnswerValue | null; reason: string } & Seen)
  | ({ type: 'reopen'; by: Actor; reason: string } & Despite)
  /** Stops a clock for some days, both ends included, which may lie in the past. `clock` is its own id or that of its thing. */
  | ({ type: 'pause'; by: Actor; clock: string; from: LocalDate; to: LocalDate; answers: Answers; reason: string } & Seen)
  /** Puts a due date off by a length such as `5 working days`. */
  | ({ type: 'extend'; by: Actor; clock: string; by_length: string; answers: Answers; reason: string } & Seen)
  /** Says that a duty need not be done this time. */
  | ({ type: 'waive'; by: Actor; clock: string; answers: Answers; reason: string } & Seen);

/** What came of a notice that the case sends itself. */
export interface NoticeOutcome {
  /** Id of the notice. */
  notice: string;
  /** By the clock of the computer that sent it. */
  at: Instant;
  /** Those whom it reached. */
  reached: Person[];
  /** Those whose address was refused for good. */
  refused: Person[];
  /** Nobody was to be found, so it went to the agency's fallback address. */
  fallback?: true;
  /** A worker was lost between a mail's end and its record: it may have come twice, with the same Message-ID. */
  maybeTwice?: true;
}

export type CaseEvent =
  | Act
  /** One or more clocks have reached their time. */
  | { type: 'time' }
  | { type: 'told'; outcomes: NoticeOutcome[] }
  /** The rules handed in are newer than those the case knows: a calendar or agency was published. */
  | { type: 'rules' };
