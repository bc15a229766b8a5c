// Tells this process when something was published by any other, for as long as it listens, over lost connections.

import { Client } from 'pg';
import { clientConfig } from './connections';
import { PUBLISHED } from './publishing';

export interface Subscription {
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Calls `listener` with the agency that published. After a lost connection it is called with null, since something may have been
 * missed. Resolves once it listens, or has failed to for the first time: it goes on trying until it is closed.
 */
export async function onPublished(url: string, listener: (agency: string | null) => void): Promise<Subscription> {
  const link: Link = { url, listener, client: null, timer: null, failures: 0, closed: false };
  await listen(link);
  return {
    async close() {
      link.closed = true;
      if (link.timer) clearTimeout(link.timer);
      await link.client?.end().catch(() => undefined);
    },
  };
}

interface Link {
  url: string;
  listener: (agency: string | null) => void;
  client: Client | null;
  timer: NodeJS.Timeout | null;
  /** Since it last listened. */
  failures: number;
  closed: boolean;
}

async function listen(link: Link): Promise<void> {
  const client = new Client(clientConfig(link.url));
  link.client = client;
  let lost = false;
  const lose = (): void => {
    if (lost) return;
    lost = true;
    void client.end().catch(() => undefined);
    retry(link);
  };
  client.on('error', lose);
  client.on('end', lose);
  client.on('notification', ({ payload }) => link.listener(payload ?? null));
  try {
    await client.connect();
    await client.query(`listen ${PUBLISHED}`);
  } catch {
    lose();
    return;
  }
  if (link.failures > 0) link.listener(null);
  link.failures = 0;
}

function retry(link: Link): void {
  if (link.closed) return;
  const wait = Math.min(FIRST_RETRY_MS * 2 ** link.failures, LAST_RETRY_MS);
  link.failures += 1;
  link.timer = setTimeout(() => void listen(link), wait);
}
