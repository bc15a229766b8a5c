// What the API writes to its log: the route's pattern, the status, the time it took; never a body, token, name, address or query string.

import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One line a request. The pattern `/v1/cases/:case` stands for the address, which may be mistyped with anything in it. */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const line = {
      method: request.method,
      route: request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)'),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.statusCode >= 500) request.log.error(line, 'answered');
    else request.log.info(line, 'answered');
  });
}

/**
 * Logs something that went wrong: its class, its code and where, but not its message. A database's message quotes the row, and
 * the row is somebody.
 */
export function logFailure(log: FastifyBaseLogger, error: unknown): void {
  const { name, code, cause, stack } = error as { name?: unknown; code?: unknown; cause?: unknown; stack?: unknown };
  log.error({ failure: text(name), code: text(code), cause: causeOf(cause), at: framesOf(stack) }, 'failed');
}

const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : undefined);

const causeOf = (cause: unknown): string | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { name, code } = cause as { name?: unknown; code?: unknown };
  return [text(name), text(code)].filter((part) => part !== undefined).join(' ');
};

const framesOf = (stack: unknown): string[] =>
  typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim()) : [];
