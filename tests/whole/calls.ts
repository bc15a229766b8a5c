// Calls over HTTP as a person's program makes them: with a token, a key, any body, and the whole answer kept.

import { Agent, request } from 'node:http';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a call was answered with. A test that expects a field to be there reads it and compares. */
export interface Answer {
  status: number;
  /** Media type without its parameters. */
  type: string;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  /** The parsed JSON; an empty object when the answer is none. */
  body: Record<string, unknown>;
}

export interface CallOptions {
  token?: string | undefined;
  /** Sent as JSON, unless it is text or bytes, which are sent as they are. */
  body?: unknown;
  key?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** Milliseconds. @default 20000 */
  limitMs?: number | undefined;
}

/** No answer came: the connection was refused or cut, or the time was over. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** One call. Any status is an answer. @throws NoAnswer */
export function callApi(url: string, method: Method, path: string, options: CallOptions = {}): Promise<Answer> {
  const { token, body, key, headers = {}, limitMs = 20_000 } = options;
  const content = body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  // As programs do it, which do not ask for the connection to be closed; but each call has one of its own.
  const agent = new Agent({ keepAlive: true });
  return new Promise<Answer>((resolve, reject) => {
    const fail = (error: Error): void => reject(new NoAnswer(`${method} ${path}: ${error.message}`));
    let answered = false;
    const sent = request(`${url}${path}`, {
      method, agent, timeout: limitMs,
      headers: {
        'accept-language': 'en',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(content !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
        ...headers,
      },
    }, (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const type = (response.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
        resolve({ status: response.statusCode ?? 0, type, headers: response.headers, text, body: parsed(text) });
      });
    });
    // A server that refuses a large body answers before it has read all of it: what fails afterwards is only the sending.
    sent.on('error', (error) => (answered ? undefined : fail(error)));
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.end(content);
  }).finally(() => agent.destroy());
}

function parsed(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
