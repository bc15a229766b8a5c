// The API as its callers see it: one call over HTTP, its answer or its problem; a call that was not answered is repeated with its key.

import { randomUUID } from 'node:crypto';
import type { ProblemBody } from './problem';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a call came to. */
export type ApiAnswer = { ok: true; status: number; body: unknown } | { ok: false; problem: Pick<ProblemBody, 'title' | 'code' | 'fix'> & Partial<ProblemBody> };

export interface ApiClient {
  get(path: string): Promise<ApiAnswer>;
  /** A call that changes something; `key` makes repetitions of it known, and is made up when absent. */
  send(method: Exclude<Method, 'GET'>, path: string, body: unknown, key?: string): Promise<ApiAnswer>;
}

export interface ApiClientOptions {
  /** Address of the API without a path. */
  url: string;
  token: string | undefined;
  /** Language of titles and errors. @default the person's own */
  language?: string | undefined;
  /** Milliseconds to wait for one answer. @default 15000 */
  limitMs?: number;
  /** How often a call whose outcome is unknown is sent, with the same key. @default 3 */
  attempts?: number;
  /** Milliseconds between two of them. @default 2000 */
  pauseMs?: number;
}

/** Codes that say: nothing is known, repeat with the same key. */
const REPEAT = ['outcome-unknown', 'rules-not-known', 'not-available'];

/** Calls never reject: an API that does not answer is a problem with the code `not-reached`. */
export function createApiClient({ url, token, language, limitMs = 15_000, attempts = 3, pauseMs = 2_000 }: ApiClientOptions): ApiClient {
  const base = url.replace(/\/+$/, '');

  async function call(method: Method, path: string, headers: Record<string, string>, body?: unknown): Promise<ApiAnswer> {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(language !== undefined && { 'accept-language': language }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(limitMs),
      });
      const read: unknown = await response.json();
      return response.ok ? { ok: true, status: response.status, body: read } : { ok: false, problem: read as ProblemBody };
    } catch {
      return { ok: false, problem: { code: 'not-reached', title: `Caseway does not answer at ${base}.`, fix: 'Start it with `npm start`, or give its address with --url.' } };
    }
  }

  return {
    get: (path) => call('GET', path, {}),
    async send(method, path, body, key = randomUUID()) {
      const headers = { ...(body !== undefined && { 'content-type': 'application/json' }), 'idempotency-key': key };
      for (let attempt = 1; ; attempt += 1) {
        const answer = await call(method, path, headers, body);
        if (answer.ok || !REPEAT.includes(answer.problem.code) || attempt >= attempts) return answer;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
  };
}
