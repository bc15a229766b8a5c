// People at work while things are killed: cases opened, answers given, alerts raised, each with a key, and what was accepted kept.

import type { Answer } from './calls';
import { NoAnswer } from './calls';
import type { Program } from './program';

/** A call as it was sent. */
interface Sent {
  method: 'POST' | 'PATCH';
  path: string;
  body: unknown;
  key: string;
}

interface Accepted extends Sent {
  answer: Answer['body'];
}

/** Calls at once. */
const LANES = 3;
/** Acts on a case before the next one is opened; no more than a case keeps answers for. */
const ACTS = 8;

export class Load {
  /** Calls answered with 200 or 201, in the order of their answers. */
  readonly accepted: Accepted[] = [];
  readonly cases: string[] = [];
  /** Cases in which an alert was accepted. */
  readonly alerts: string[] = [];
  /** Answers that were refused, of which there should be none. */
  readonly refused: string[] = [];
  /** Calls of which nothing is known: to be repeated with their key. */
  private open: Sent[] = [];
  private count = 0;
  private isOver = true;
  private lanes: Promise<void>[] = [];

  /** Begins to work through this program until `stop`. */
  start(program: Program): void {
    this.isOver = false;
    this.lanes = Array.from({ length: LANES }, () => this.work(program));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lanes);
    this.lanes = [];
  }

  /** Repeats with their keys the calls that were not answered. */
  async finish(program: Program): Promise<void> {
    for (const sent of this.open.splice(0)) this.take(sent, await program.insist('Rana', sent.method, sent.path, sent.body, sent.key));
  }

  /** What is answered otherwise when every accepted call is sent again with its key; nothing when all is as it was. */
  async differences(program: Program): Promise<string[]> {
    if (this.refused.length > 0) return this.refused;
    const found: string[] = [];
    for (const { method, path, body, key, answer } of this.accepted) {
      const again = await program.insist('Rana', method, path, body, key);
      if (JSON.stringify(again.body) !== JSON.stringify(answer)) found.push(`${method} ${path}: ${JSON.stringify(answer)} has become ${again.status} ${again.text}`);
    }
    return found;
  }

  /** The texts that were accepted as answers in a case. */
  textsOf(number: string): string[] {
    return this.accepted.flatMap(({ path, body }) => (path === `/v1/cases/${number}/fields` ? [(body as { answers: { outcome: string } }).answers.outcome] : []));
  }

  private async work(program: Program): Promise<void> {
    while (!this.isOver) {
      const opened = await this.send(program, { method: 'POST', path: '/v1/cases', body: { process: 'child_protection', answers: {} }, key: this.next('open') });
      if (!opened) continue;
      const number = String(opened['case']);
      for (let i = 0; i < ACTS && !this.isOver; i += 1) await this.act(program, number, i);
    }
  }

  private async act(program: Program, number: string, i: number): Promise<void> {
    if (i === 3) await this.send(program, { method: 'POST', path: `/v1/cases/${number}/alerts`, body: { alert: 'immediate_risk', reason: 'seen' }, key: this.next('alert') });
    else await this.send(program, { method: 'PATCH', path: `/v1/cases/${number}/fields`, body: { answers: { outcome: this.next('text') } }, key: this.next('answer') });
  }

  private next(what: string): string {
    this.count += 1;
    return `${what}-${this.count}`;
  }

  /** Sends until it is answered; when the work is over before, it stays open. */
  private async send(program: Program, sent: Sent): Promise<Answer['body'] | undefined> {
    while (!this.isOver) {
      try {
        const answer = await program.call('Rana', sent.method, sent.path, sent.body, { key: sent.key, limitMs: 10_000 });
        if (answer.status !== 202 && answer.status < 500) return this.take(sent, answer);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    this.open.push(sent);
    return undefined;
  }

  private take(sent: Sent, answer: Answer): Answer['body'] | undefined {
    if (answer.status >= 300) {
      this.refused.push(`${sent.method} ${sent.path}: ${answer.status} ${answer.text}`);
      return undefined;
    }
    this.accepted.push({ ...sent, answer: answer.body });
    if (answer.status === 201) this.cases.push(String(answer.body['case']));
    if (sent.path.endsWith('/alerts')) this.alerts.push(String(answer.body['case']));
    return answer.body;
  }
}
