// The activities put together, called as a worker calls them, on real records and a real mail server.

import { asyncLocalStorage } from '@temporalio/activity';
import type { Context } from '@temporalio/activity';
import { createActivities } from '../../activities/index';
import { sampleCall } from '../records/sample-case';
import type { CaseActivities, PostActivities } from '../../workflows/messages';
import type { PostOffice } from './post-office';
import { BASE_URL, NOW, alertTo, notice, openPostOffice, tellCall } from './post-office';

let office: PostOffice;
beforeAll(async () => void (office = await openPostOffice()));
afterAll(() => office.close());

/** As a worker calls an activity. */
const within = <T>(call: () => T, attempt = 1): T => {
  const info = { attempt, activityId: '7', workflowExecution: { workflowId: 'w', runId: 'r' } };
  return asyncLocalStorage.run({ info } as unknown as Context, call);
};

test('the activities are what the workflows ask for, and share a worker: recorded, told, posted', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const activities: CaseActivities & PostActivities = createActivities({
    records: office.records, mailer: office.mailer, baseUrl: `${BASE_URL}/`, now: () => new Date(NOW), log,
  });
  const call = sampleCall('C-1', 1);
  await activities.record({ ...call, transitions: call.transitions.map((one) => ({ ...one, notices: [notice(1, { about: 'case_plan.1' })] })) });
  expect(await within(() => activities.tell(tellCall(alertTo('supervisor', 2))))).toMatchObject([{ reached: [{ id: 'huda' }] }]);
  expect(await within(() => activities.sendPost({ agency: 'amal' }))).toEqual({ sent: 1, left: 0 });
  const mails = await office.mails();
  expect(mails.map(({ to }) => to)).toEqual(['huda@agency.example', 'rana@agency.example']);
  for (const { messageId, parsed } of mails) {
    expect(messageId).toMatch(/^<[0-9a-f]{32}@cases\.agency\.example>$/);
    expect(parsed.text).toContain('https://cases.agency.example/cases/C-1');
  }
});
