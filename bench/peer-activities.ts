// What the hand-written cases do outside: a row in PostgreSQL, a mail over SMTP; the same work that our own records and mails are.

import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { Pool } from 'pg';
import type { PeerActivities } from './messages';

export async function createPeerActivities(databaseUrl: string, smtpUrl: string): Promise<PeerActivities & { close(): Promise<void> }> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  const transport = createTransport(smtpUrl, { pool: true } as never);
  return {
    async record({ number, sequence, what, state }) {
      await pool.query({
        name: 'record',
        text: `with state as (insert into bench_case (number, state) values ($1, $2) on conflict (number) do update set state = excluded.state)
               insert into bench_journal (number, sequence, what) values ($1, $3, $4) on conflict do nothing`,
        values: [number, JSON.stringify(state), sequence, what],
      });
    },
    async notify({ number, to }) {
      const messageId = `<${number}.${randomUUID()}@bench.example.org>`;
      await transport.sendMail({
        messageId, from: 'caseway@example.org', to: `${to}@example.org`, subject: `Case ${number}: immediate risk`,
        text: `An alert was raised in case ${number}.`, html: `<p>An alert was raised in case ${number}.</p>`,
      });
      return messageId;
    },
    async remind({ number, to, sequence }) {
      await pool.query({
        name: 'remind',
        text: 'insert into bench_notice (id, number, recipient, sequence) values ($1, $2, $3, $4) on conflict do nothing',
        values: [randomUUID(), number, to, sequence],
      });
    },
    async close() {
      transport.close();
      await pool.end();
    },
  };
}

/** Makes the tables of the hand-written cases. */
export async function preparePeerTables(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  await pool.query(`
    create table if not exists bench_case (number text primary key, state jsonb not null);
    create table if not exists bench_journal (number text, sequence int, what text, primary key (number, sequence));
    create table if not exists bench_notice (id uuid primary key, number text, recipient text, sequence int);`);
  await pool.end();
}
