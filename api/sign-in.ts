// Who asks: a bearer token is looked up in the records, and a route that needs somebody refuses whoever it is not.

import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../case/case';
import type { ApiDeps } from './deps';
import { ApiError, RefusalError } from './problem';
import { whoAsks } from './who-asks';
import type { SignedIn } from './who-asks';

export type { SignedIn };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null when nobody is signed in. */
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** The route answers people who are not signed in. */
    open?: boolean;
    /** The route answers partners too; all others refuse them. */
    partners?: boolean;
  }
}

/** A token that was taken back is refused after this time at the latest. */
const KEPT_MS = 10_000;
const MOST_KEPT = 5_000;

/** Establishes who asks before anything else of a request is looked at. */
export function addSignIn(app: FastifyInstance, deps: Pick<ApiDeps, 'records' | 'now'>): void {
  const lookUp = keepShortly((token) => whoAsks(deps, token), deps.now);
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    const token = bearerToken(request.headers.authorization);
    request.signedIn = token === null || isOpen(request) ? null : await lookUp(token);
  });
  // After the calls are counted and before the body is read.
  app.addHook('preParsing', async (request) => {
    if (!isOpen(request) && request.signedIn === null) throw new ApiError('sign-in-needed');
    if (request.signedIn?.actor.partner && request.routeOptions.config.partners !== true) throw new ApiError('not-for-partners');
  });
}

const isOpen = (request: FastifyRequest): boolean => request.routeOptions.config.open === true || request.is404;

/** The person who asks; the hooks have made sure that there is one. */
export function signedIn(request: FastifyRequest): SignedIn {
  if (request.signedIn === null) throw new ApiError('sign-in-needed');
  return request.signedIn;
}

/** Publishes processes, and sees to what leaves the agency; not a role of any process. */
const LEAD_ROLE = 'agency_lead';

export const isLead = ({ roles }: Actor): boolean => roles.includes(LEAD_ROLE);

/** The agency's lead, who asks. @throws RefusalError for anybody else */
export function leadOf({ actor }: SignedIn): Actor {
  if (!isLead(actor)) throw new RefusalError({ code: 'not-for-you', against: [{ id: LEAD_ROLE }] });
  return actor;
}

function bearerToken(header: string | undefined): string | null {
  const [, token] = /^Bearer (cwp?_[A-Za-z0-9_-]{20,200})$/.exec(header ?? '') ?? [];
  return token ?? null;
}

type LookUp = (token: string) => Promise<SignedIn | null>;

/** Keeps whom a token belongs to for some seconds, so that not every request asks the database. Only digests are kept. */
function keepShortly(find: LookUp, now: () => Date): LookUp {
  const kept = new Map<string, { until: number; found: SignedIn }>();
  return async (token) => {
    const digest = createHash('sha256').update(token).digest('base64');
    const before = kept.get(digest);
    if (before && before.until > now().getTime()) return before.found;
    kept.delete(digest);
    const found = await find(token);
    if (found) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(digest, { until: now().getTime() + KEPT_MS, found });
    }
    return found;
  };
}
