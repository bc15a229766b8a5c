// How soon after an alert was raised through the API its first mail is at the mail server.

import { listMails } from '../engine/mail-folder';
import { startPlace } from './installation';
import { quantile } from './processor-time';
import type { Result } from './result';

const TIMES = 20;
const LIMIT_MS = 30_000;

export async function measureFirstMail(): Promise<Result> {
  const { installation, call, stop } = await startPlace();
  const folder = installation.mailFolder as string;
  const times: number[] = [];
  try {
    for (let i = 0; i < TIMES; i += 1) {
      const { case: number } = await call('POST', '/v1/cases', { process: 'reference', answers: { risk: 'low' } });
      const known = new Set((await listMails(folder)).map((mail) => mail.id));
      const begun = Date.now();
      await call('POST', `/v1/cases/${String(number)}/alerts`, { alert: 'immediate_risk' });
      times.push((await nextMail(folder, known)) - begun);
    }
  } finally {
    await stop();
  }
  const slowest = Math.max(...times);
  return {
    measure: `the first mail of an alert: ${TIMES} alerts, one after the other`,
    rows: [{ name: 'raised to received', figures: { 'p50 ms': quantile(times, 0.5), 'slowest ms': slowest } }],
    bounds: [{ what: 'an alert\'s first mail after raising it, the slowest', value: slowest, unit: 'ms', atMost: 2_000 }],
  };
}

/** When the first mail to the supervisor came that was not there before; other mails are of the post. */
async function nextMail(folder: string, known: Set<string>): Promise<number> {
  for (const giveUpAt = Date.now() + LIMIT_MS; Date.now() < giveUpAt; ) {
    const fresh = (await listMails(folder)).filter((mail) => !known.has(mail.id));
    if (fresh.length > 0) return Math.min(...fresh.map((mail) => Date.parse(mail.receivedAt)));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No mail within ${LIMIT_MS / 1000} s of the alert.`);
}
