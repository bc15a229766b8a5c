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
      return call.notices.map((notice) => this.outcomeOf(notice));
    },
    sendPost: async (call) => {
      this.posts.push(call);
      return this.postBatches.shift() ?? { sent: 0, left: 0 };
    },
  };

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
