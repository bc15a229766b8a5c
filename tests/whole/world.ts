// A whole installation in a folder of its own, as tests use it: its people over the API, a case's clock, the mails as received.

import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ParsedMail } from 'mailparser';
import { DemoWorld } from '../../cli/demo-world';
import type { Installation } from '../../cli/installation';
import { startInstallation } from '../../cli/installation';
import type { TrialPerson } from '../../cli/trial-staff';
import { readConfig } from '../../config';
import { makeTestFolder } from '../../engine/for-tests';
import { listMails, readMail } from '../../engine/mail-folder';
import { findFreePort } from '../../engine/ports';
import { waitFor } from '../../engine/waiting';
import { DEFINITIONS } from '../definitions';
import type { Answer, CallOptions, Method } from './calls';
import { callApi } from './calls';

/** What the programs of an installation are started with: nothing of the run of tests, whose services are not theirs. */
export const ownEnvironment = (): Record<string, string> => {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'LANG'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
};

export interface Mail {
  to: string;
  messageId: string;
  raw: string;
  parsed: ParsedMail;
}

/** One line of a journal as the API shows it. */
export interface Line {
  n: number;
  sequence: number;
  at: string;
  due?: string;
  what: string;
  by?: { id: string; name: string };
  about?: string;
  rule?: string;
  line?: number;
  details?: Record<string, unknown>;
}

/** Awaits a condition; the test fails with its name when it does not come. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, limitMs = 60_000): Promise<T> {
  const found = await waitFor(async () => (await ask()) || undefined, limitMs, 50);
  if (found === undefined) throw new Error(`Waited ${limitMs / 1000} s in vain until ${what}.`);
  return found;
}

export interface WorldOptions {
  /** @default a new one, removed at the end */
  folder?: string;
  /** @default true */
  timeSkipping?: boolean;
  /** @default the shipped one */
  definitions?: string;
}

export class World {
  private readonly seen = new Set<string>();
  private isHalted = false;

  private constructor(readonly installation: Installation, private readonly demo: DemoWorld, readonly root: string) {}

  static async start({ folder, timeSkipping = true, definitions = DEFINITIONS }: WorldOptions = {}): Promise<World> {
    const root = folder ?? (await makeTestFolder());
    const environment = ownEnvironment();
    const installation = await startInstallation({
      config: readConfig({ LOG_LEVEL: 'info' }), environment, dataFolder: join(root, 'data'), port: await findFreePort(),
      definitionsFolder: definitions, cacheDir: environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), say: () => undefined, timeSkipping,
    });
    return new World(installation, await DemoWorld.create(installation), root);
  }

  /** Stops every part; the folder stays. May be called again. */
  async halt(): Promise<void> {
    if (this.isHalted) return;
    this.isHalted = true;
    await this.demo.close();
    await this.installation.stop();
  }

  /** Stops every part and removes the folder. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.root, { recursive: true, force: true });
  }

  /** The first, or the nth, person in a role. */
  person(role: string, n = 0): TrialPerson {
    return this.demo.person(role, n);
  }

  call(person: Pick<TrialPerson, 'token'> | null, method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    return callApi(this.installation.url, method, path, { token: person?.token, body, ...options });
  }

  /** A call that must be answered with success; gives the answer's body. */
  async does(person: Pick<TrialPerson, 'token'>, method: Method, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.call(person, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** Opens a case of the shipped process and gives its number. */
  async open(person: Pick<TrialPerson, 'token'>, answers: Record<string, unknown> = {}): Promise<string> {
    return String((await this.does(person, 'POST', '/v1/cases', { process: 'child_protection', answers }))['case']);
  }

  complete(person: Pick<TrialPerson, 'token'>, number: string, task: string, answers: Record<string, unknown>, records?: unknown[]): Promise<Record<string, unknown>> {
    return this.does(person, 'POST', `/v1/cases/${number}/tasks/${task}/complete`, { answers, ...(records && { records }) });
  }

  /** Every line of a case's journal, page by page. */
  async journal(person: Pick<TrialPerson, 'token'>, number: string, limit = 200): Promise<Line[]> {
    const lines: Line[] = [];
    for (let after: unknown = 0; after !== null; ) {
      const { entries, next } = await this.does(person, 'GET', `/v1/cases/${number}/journal?after=${String(after)}&limit=${limit}`);
      lines.push(...(entries as Line[]));
      after = next;
    }
    return lines;
  }

  /** The case's own time, in milliseconds since 1970. */
  now(number: string): Promise<number> {
    return this.demo.now(number);
  }

  /** Lets time pass for one case up to an instant, and has the agency's post sent as of then. */
  async passUntil(number: string, instant: number): Promise<void> {
    await this.demo.pass(number, Math.max(1, instant - (await this.now(number))));
  }

  async pass(number: string, ms: number): Promise<void> {
    await this.demo.pass(number, ms);
  }

  /** Has the agency's post sent as of the case's own time. */
  post(number: string): Promise<void> {
    return this.demo.post(number);
  }

  /** Has the agency's post sent, with this instant, in milliseconds, taken as now. */
  postAsOf(instant: number): Promise<void> {
    return this.demo.postAsOf(new Date(instant).toISOString());
  }

  async allMails(): Promise<Mail[]> {
    const folder = this.installation.mailFolder ?? '';
    const mails: Mail[] = [];
    for (const { id } of await listMails(folder)) mails.push(await this.read(id));
    return mails;
  }

  /** Mails that have arrived since the last look. */
  async newMails(): Promise<Mail[]> {
    const folder = this.installation.mailFolder ?? '';
    const fresh = (await listMails(folder)).filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh) this.seen.add(id);
    return Promise.all(fresh.map(({ id }) => this.read(id)));
  }

  private async read(id: string): Promise<Mail> {
    const { to, messageId, raw, parsed } = await readMail(this.installation.mailFolder ?? '', id);
    return { to: to.join(', '), messageId, raw: raw.toString('utf8'), parsed };
  }
}
