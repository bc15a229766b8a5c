// What an error answer says: problem+json (RFC 9457) with the code, what stands against it and the fix, in the reader's language.

import type { Against, Refusal } from '../case/refusals';
import type { Problem as DefinitionProblem } from '../language/problems';
import type { Calendar } from '../process/calendar';
import type { ApiErrorCode } from './errors';
import { statusOf } from './errors';

/** One thing that stands against a request, with its words where there are some. */
export interface AgainstText extends Against {
  text?: string;
}

/** The body of every error answer. */
export interface ProblemBody {
  /** Names the code: `urn:caseway:error:case-not-found`. */
  type: string;
  title: string;
  status: number;
  /** The title with what it is about, for refusals. */
  detail?: string;
  code: string;
  fix: string;
  against: AgainstText[];
  /** For `already-…`: who did it first, and when. */
  first?: Refusal['first'];
  /** For definitions: every problem with its place. */
  problems?: DefinitionProblem[];
  /** Names this very request in the log. */
  instance: string;
}

/** Thrown by routes to end the request with an error of the API's own. Holds no value that somebody sent. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ApiErrorCode,
    readonly more: { against?: AgainstText[]; problems?: DefinitionProblem[] } = {},
  ) {
    super(code);
  }
}

/** Thrown by routes to end the request with a refusal of the core; `of` gives the words for rules and the local time. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';

  constructor(
    readonly refusal: Refusal,
    readonly of?: { agency: string; process: string; calendar?: Calendar },
  ) {
    super(refusal.code);
  }
}

/** Puts an error answer together from its words. */
export function problemBody(
  code: ProblemBody['code'] & Parameters<typeof statusOf>[0],
  words: { title: string; fix: string },
  requestId: string,
  more: { against?: AgainstText[] | undefined; first?: Refusal['first'] | undefined; problems?: DefinitionProblem[] | undefined } = {},
): ProblemBody {
  const { against = [], first, problems } = more;
  return {
    type: `urn:caseway:error:${code}`,
    title: words.title,
    status: statusOf(code),
    code,
    fix: words.fix,
    against,
    ...(first && { first }),
    ...(problems && { problems }),
    instance: `urn:uuid:${requestId}`,
  };
}
