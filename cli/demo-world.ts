// What the demo plays with: an installation of its own, its people over the API, the mails that arrive, and one case's clock.

import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createCodec } from '../codec/codec';
import { codecKeysFrom } from '../codec/codec-keys';
import { createDataConverter } from '../codec/data-converter';
import { createRulesStore } from '../codec/rules-store';
import { listMails, readMail } from '../engine/mail-folder';
import { fastForward, timeOf } from '../engine/time-skipping';
import { CASE_QUEUE, POST_WORKFLOW } from '../workflows/messages';
import type { Installation } from './installation';
import type { TrialPerson } from './trial-staff';

const NAMESPACE = 'default';

export interface DemoMail {
  to: string;
  subject: string;
  text: string;
  isRightToLeft: boolean;
}

/** What a call answered; the demo shows refusals as much as answers. */
export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

export class DemoWorld {
  private seen = new Set<string>();

  private constructor(
    private readonly installation: Installation,
    private readonly connection: Connection,
    private readonly client: Client,
    readonly agency: string,
  ) {}

  static async create(installation: Installation): Promise<DemoWorld> {
    const connection = await Connection.connect({ address: installation.temporalAddress });
    const agency = installation.people[0]?.agency ?? '';
    const rules = createRulesStore({ folder: join(installation.folder.path, 'rules') });
    const dataConverter = createDataConverter(createCodec({ keys: codecKeysFrom(installation.secretKey), rules }));
    return new DemoWorld(installation, connection, new Client({ connection, namespace: NAMESPACE, dataConverter }), agency);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** The first, or the nth, person in a role. */
  person(role: string, n = 0): TrialPerson {
    const found = this.installation.people.filter((one) => one.roles.includes(role))[n];
    if (!found) throw new Error(`The shipped process has nobody in the role ${role}.`);
    return found;
  }

  async call(person: TrialPerson, method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answered> {
    const response = await fetch(`${this.installation.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${person.token}`, 'accept-language': 'en', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Lets time pass for the case, then has the agency's post sent as of the case's own time. */
  async pass(caseNumber: string, ms: number): Promise<void> {
    await fastForward(this.connection, NAMESPACE, this.workflowId(caseNumber), ms);
    await this.post(caseNumber);
  }

  async post(caseNumber: string): Promise<void> {
    await this.postAsOf(new Date(await this.now(caseNumber)).toISOString());
  }

  /** Has the agency's post sent, with this instant taken as now. */
  async postAsOf(now: string): Promise<void> {
    await this.client.workflow.execute(POST_WORKFLOW, {
      workflowId: `demo-post-${now}`, taskQueue: CASE_QUEUE, args: [{ agency: this.agency, now }],
    });
  }

  /** The case's own time, in milliseconds since 1970. */
  now(caseNumber: string): Promise<number> {
    return timeOf(this.connection, NAMESPACE, this.workflowId(caseNumber));
  }

  /** Mails that have arrived since the last look. */
  async newMails(): Promise<DemoMail[]> {
    const folder = this.installation.mailFolder ?? '';
    const mails: DemoMail[] = [];
    for (const { id } of await listMails(folder)) {
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      const { parsed } = await readMail(folder, id);
      const to = [parsed.to ?? []].flat().map((one) => one.text).join(', ');
      const isRightToLeft = typeof parsed.html === 'string' && parsed.html.includes('dir="rtl"');
      mails.push({ to, subject: parsed.subject ?? '', text: parsed.text ?? '', isRightToLeft });
    }
    return mails;
  }

  private workflowId(caseNumber: string): string {
    return `${this.agency}/${caseNumber}`;
  }
}
