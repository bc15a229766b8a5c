// What a catalogue of one language holds, as a type: a text that is missing in any language does not compile.

import type { JournalKind, NoticeKind } from '../../case/effect';
import type { ReportedState } from '../../case/report';
import type { RefusalCode } from '../../case/refusals';

/** Texts in ICU message format. Where values are named in a comment, the text may use them and no others. */
export interface Catalogue {
  /** What is wrong, and what to do about it. No values. */
  refusal: Record<RefusalCode, { message: string; fix: string }>;
  /** What follows a refusal's message. */
  against: {
    /** `names`: what it is about, listed. */
    about: string;
    /** `name`, `expected`. */
    expected: string;
    /** `name`, `at`. */
    first: string;
    /** `name`, `at`, `reason`. */
    first_because: string;
  };
  /** One line of the journal; the thing's title is put after it. No values. */
  journal: Record<JournalKind, string>;
  /** The heading of a notice and one or two sentences. No values. */
  notice: Record<NoticeKind, { heading: string; text: string }>;
  mail: {
    /** `heading`, `title`, `case`. */
    subject: string;
    /** `heading`, `case`. */
    subject_untitled: string;
    /** `count` of notices, `cases` the number of cases, `case` the first one's number. */
    subject_many: string;
    /** Put before the subject of what cannot wait; `subject`. */
    urgent: string;
    case: string;
    due: string;
    was_due: string;
    acknowledge_by: string;
    open_case: string;
    /** `agency`. */
    sent_by: string;
    /** `zone`: name of the time zone. */
    times: string;
  };
  /** The final report on a case. */
  report: {
    title: string;
    title_open: string;
    case: string;
    turns: string;
    at: string;
    client: string;
    owner: string;
    opened: string;
    closed: string;
    reopened: string;
    reason: string;
    approved_by: string;
    answers: string;
    hidden: string;
    stages: string;
    stage: string;
    round: string;
    from: string;
    until: string;
    tasks: string;
    task: string;
    ended: string;
    by: string;
    how: string;
    reviews: string;
    review: string;
    events: string;
    event: string;
    happened: string;
    alerts: string;
    alert: string;
    raised: string;
    acknowledged: string;
    resolved: string;
    by_rule: string;
    again: string;
    agreements: string;
    party: string;
    agreed: string;
    not_asked: string;
    /** `n`. */
    version: string;
    approvals: string;
    approval: string;
    asked: string;
    decided: string;
    note: string;
    departures: string;
    closure: string;
    /** `title`. */
    extension: string;
    /** `title`. */
    waiver: string;
    /** `from`, `until`: days. */
    paused: string;
    /** `length`: as processes write it. */
    extended: string;
    waived: string;
    /** `title` of the list, `n`. */
    record: string;
    added: string;
    outcome: string;
    still_open: string;
    yes: string;
    no: string;
    given: string;
    refused: string;
    the_client: string;
    late: string;
    personal: string;
    /** `at`, `name` of the reader. */
    made: string;
    /** Of tasks, reviews, approvals and events. */
    state: Record<ReportedState, string>;
  };
  /** Stands for the title of a task that somebody has added, where its own words must not. */
  own_task: string;
  date: {
    /** `date`, `time`. */
    at: string;
    /** `date`: 24:00 of it is meant. */
    end_of_day: string;
  };
}
