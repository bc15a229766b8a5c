// The outside world of a case in memory: what was recorded and told, with faults that a test switches on and off.

import type { Notice } from '../../case/effect';
import type { NoticeOutcome } from '../../case/event';
import type { CaseActivities, PostActivities, RecordCall, TellCall } from '../../workflows/messages';

export class Outside {
  /** Record calls that were written, in order. */
  readonly records: RecordCall[] = [];
  /** Record calls that came, written or not. */
  readonly recordAttempts: RecordCall[] = [];
  readonly tellAttempts: TellCall[] = [];
  /** Instants of the worker's clock at which notices were told, in order. */
  readonly told: Notice[] = [];
  readonly posts: { agency: string; now?: string }[] = [];
  /** Mails that wait for the post: so many go with a batch. */
  postBatches: { sent: number; left: number }[] = [];
  recordsDown = false;
  /** Milliseconds that a write takes. */
  recordMs = 0;
  mailDown = false;
  /** People whose address is refused for good, by role. */
  refusing = new Set<string>();
  /** What came of the notices of each call that told some, in order. */
  readonly tellings: { case: string; outcomes: NoticeOutcome[] }[] = [];

  readonly activities: CaseActivities & PostActivities = {
    record: async (call) => {
      this.recordAttempts.push(call);
      if (this.recordMs > 0) await new Promise((resolve) => setTimeout(resolve, this.recordMs));
      if (this.recordsDown) throw new Error('the records are away');
      this.records.push(call);
    },
    tell: async (call) => {
      this.tellAttempts.push(call);
      if (this.mailDown) throw new Error('the mail server is away');
      this.told.push(...call.notices);
      const outcomes = call.notices.map(this.directories.get(call.case) ?? ((notice) => this.outcomeOf(notice)));
      this.tellings.push({ case: call.case, outcomes });
      return outcomes;
    },
    sendPost: async (call) => {
      this.posts.push(call);
      return this.postBatches.shift() ?? { sent: 0, left: 0 };
    },
  };

  private readonly directories = new Map<string, (notice: Notice) => NoticeOutcome>();

  /** Whom the notices of one case reach, where it has people of its own. */
  outcomesFor(number: string, outcomeOf: (notice: Notice) => NoticeOutcome): void {
    this.directories.set(number, outcomeOf);
  }

  /** One person for each role. */
  private outcomeOf({ id, to, at }: Notice): NoticeOutcome {
    const role = 'role' in to.part ? to.part.role : 'worker';
    const people = [{ id: `p-${role}`, name: role }];
    const isRefused = this.refusing.has(role);
    return { notice: id, at, reached: isRefused ? [] : people, refused: isRefused ? people : [] };
  }

  /** Sequences of the transitions that the records hold, in the order they were written. */
  get sequences(): number[] {
    return this.records.flatMap(({ transitions }) => transitions.map(({ sequence }) => sequence));
  }

  /** Kinds of the journal's lines, in order. */
  get journal(): string[] {
    return this.records.flatMap(({ transitions }) => transitions.flatMap(({ journal }) => journal.map(({ what }) => what)));
  }
}
