// An API under test: the shipped agency and a second one in real records, people with tokens, the core behind it, and who asks as whom.

import { Writable } from 'node:stream';
import { buildApp } from '../../api/app';
import type { ApiDeps } from '../../api/deps';
import type { App } from '../../api/route';
import type { StaffMember } from '../../case/staff';
import type { Records } from '../../records/database';
import { compileShipped } from '../definitions';
import type { TestDatabase } from '../records/test-database';
import { createTestDatabase } from '../records/test-database';
import type { CoreGateway } from './core-gateway';
import { createCoreGateway } from './core-gateway';

export const AGENCY = 'amman_child_protection';
const OTHER_AGENCY = 'elsewhere';

/** Who asks: nobody has a name that is anybody's. */
export const PEOPLE = {
  worker: { id: 'rana', name: 'Rana Test', roles: ['case_worker'], agency: AGENCY },
  colleague: { id: 'sami', name: 'Sami Test', roles: ['case_worker'], agency: AGENCY },
  supervisor: { id: 'huda', name: 'Huda Test', roles: ['supervisor'], agency: AGENCY },
  secondSupervisor: { id: 'nour', name: 'Nour Test', roles: ['supervisor'], agency: AGENCY },
  lead: { id: 'lina', name: 'Lina Test', roles: ['agency_lead'], agency: AGENCY },
  stranger: { id: 'omar', name: 'Omar Test', roles: ['case_worker', 'supervisor', 'manager', 'agency_lead'], agency: OTHER_AGENCY },
} as const;

export type Who = keyof typeof PEOPLE;

export interface Reply {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers as a client without types would
  body: any;
}

export interface Ask {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string;
  key?: string;
  headers?: Record<string, string>;
}

export interface ApiHouse {
  app: App;
  records: Records;
  database: TestDatabase;
  gateway: CoreGateway;
  tokens: Record<Who, string>;
  /** Everything logged so far. */
  log(): string;
  /** Sets the API's clock. */
  at(instant: string): void;
  ask(who: Who | null, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, more?: Ask): Promise<Reply>;
  /** Opens a case as its worker; gives its number. */
  openCase(answers?: Record<string, unknown>, who?: Who): Promise<string>;
  close(): Promise<void>;
}

export async function startHouse(changes: Partial<ApiDeps> = {}): Promise<ApiHouse> {
  const database = await createTestDatabase();
  const records = database.open();
  await records.migrate();
  await publishShipped(records);
  const tokens = await addPeople(records);
  const lines: string[] = [];
  const logStream = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  const clock = { now: new Date('2026-03-26T07:00:00.000Z') };
  const now = (): Date => clock.now;
  const gateway = createCoreGateway(records, now);
  const app = await buildApp({
    records, cases: gateway, installationKey: Buffer.alloc(32, 5), publicUrl: 'http://127.0.0.1:8080', now,
    readiness: async () => [{ part: 'records', ready: true }], logLevel: 'info', logStream, limits: { person: 100_000, address: 100_000 }, ...changes,
  });

  const ask: ApiHouse['ask'] = async (who, method, url, { body, raw, key, headers = {} } = {}) => {
    const reply = await app.inject({
      method, url,
      headers: {
        ...(who && { authorization: `Bearer ${tokens[who]}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...((body !== undefined || raw !== undefined) && { payload: raw ?? JSON.stringify(body) }),
    });
    const isJson = /json/.test(String(reply.headers['content-type']));
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, body: isJson ? JSON.parse(reply.body) : undefined };
  };

  return {
    app, records, database, gateway, tokens, ask,
    log: () => lines.join(''),
    at: (instant) => void (clock.now = new Date(instant)),
    async openCase(answers = {}, who = 'worker') {
      const { status, body } = await ask(who, 'POST', '/v1/cases', { body: { process: 'child_protection', answers } });
      if (status !== 201) throw new Error(`opening answered ${status}: ${JSON.stringify(body)}`);
      return body.case as string;
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

async function publishShipped(records: Records): Promise<void> {
  const { rules, texts, sourceMap, profile } = compileShipped();
  const process = { compiled: rules.process, source: 'process: child_protection', sourceMap, texts };
  for (const id of [AGENCY, OTHER_AGENCY]) {
    await records.publish({ agency: id, rules: { ...rules.agency, id }, profile: { ...profile, id }, calendar: rules.calendar, processes: [process] });
  }
}

async function addPeople(records: Records): Promise<Record<Who, string>> {
  const tokens: Partial<Record<Who, string>> = {};
  for (const [who, person] of Object.entries(PEOPLE) as [Who, (typeof PEOPLE)[Who]][]) {
    const member: StaffMember = { ...person, roles: [...person.roles], email: `${person.id}@example.org`, language: 'en', active: true };
    await records.upsertStaff(member);
    tokens[who] = await records.createToken(person.id);
  }
  return tokens as Record<Who, string>;
}
