// Everything that cases and posts ask of the outside world, made from what reaches outside; the workflows know its types alone.

import { activityInfo } from '@temporalio/activity';
import type { RecordCall } from '../case/record';
import type { NoticeOutcome } from '../case/event';
import type { Records } from '../records/database';
import type { FactsRecords } from './agency-facts';
import { createFactsSource } from './agency-facts';
import { createBreaker } from './breaker';
import type { Log } from './log';
import type { Mailer } from './mailer';
import type { PostCall, PostRecords } from './post';
import { createPost } from './post';
import { createRecord } from './record';
import type { TellCall } from './tell';
import { createTell } from './tell';
import { createWatchdog } from './watchdog';

export interface ActivityDeps {
  records: FactsRecords & PostRecords & Pick<Records, 'record' | 'overdueCases'>;
  mailer: Mailer;
  /** Where the pages are, as people reach them. Message-IDs end in its host. */
  baseUrl: string;
  /** Where the last good copies of staff, agencies and texts are kept, for telling alerts without the database; in memory alone when absent. */
  copies?: string;
  now: () => Date;
  log: Log;
}

export interface Activities {
  record(call: RecordCall): Promise<void>;
  tell(call: TellCall): Promise<NoticeOutcome[]>;
  sendPost(call: PostCall): Promise<{ sent: number; left: number }>;
  /** No activity of a workflow: a look from outside at the cases that have missed their time. */
  watch(): Promise<number>;
}

export function createActivities({ records, mailer, baseUrl, copies, now, log }: ActivityDeps): Activities {
  const breaker = createBreaker(() => now().getTime());
  const facts = createFactsSource({ records, breaker, now, folder: copies });
  const { hostname } = new URL(baseUrl);
  const shared = { facts, mailer, baseUrl: baseUrl.replace(/\/+$/, ''), host: hostname, now, log };
  const tell = createTell({ ...shared, mails: records, breaker });
  const post = createPost({ ...shared, records });
  return {
    watch: createWatchdog({ ...shared, records }),
    record: createRecord({ records, breaker, now }),
    tell: (call) => tell(call, activityInfo().attempt),
    sendPost: (call) => {
      const { workflowExecution, activityId } = activityInfo();
      return post(call, `${workflowExecution?.runId ?? ''}:${activityId}`);
    },
  };
}
