// Turns whatever ends a request into an error answer: a code from the table, words in the reader's language, nothing from inside.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RecordsError } from '../records/records-error';
import { CATALOGUES } from '../texts/say';
import { againstText, refusalText } from '../texts/refusal-text';
import type { ApiDeps } from './deps';
import type { ApiErrorCode } from './errors';
import { errorWords } from './error-texts';
import { logFailure } from './logging';
import type { ProblemBody } from './problem';
import { ApiError, problemBody, RefusalError } from './problem';
import { readerLanguage } from './reader-language';
import { faultsOf, partOf } from './request-check';

/** Languages that the API's own words are in. */
const LANGUAGES = Object.keys(CATALOGUES);

/** The language a request is answered in. */
export const languageOfRequest = (request: FastifyRequest): string =>
  readerLanguage(request.headers['accept-language'], request.signedIn?.language, LANGUAGES);

export function addErrorAnswers(app: FastifyInstance, deps: Pick<ApiDeps, 'records'>): void {
  app.setNotFoundHandler(() => {
    throw new ApiError('route-not-found');
  });
  app.setErrorHandler(async (error, request, reply) => {
    const body = error instanceof RefusalError ? await refused(deps, error, request) : failed(error, request);
    if (body.code === 'outcome-unknown' || body.code === 'not-available' || body.code === 'rules-not-known') void reply.header('retry-after', '2');
    if (body.code === 'body-too-large' && willEndSoon(request)) void reply.removeHeader('connection');
    return sendProblem(reply, body);
  });
}

const READ_AWAY_BYTES = 64_000_000;

/**
 * A body that ends soon is read to its end and thrown away: a connection closed under a client that is still sending takes the
 * answer with it.
 */
const willEndSoon = ({ headers }: FastifyRequest): boolean => Number(headers['content-length']) <= READ_AWAY_BYTES;

/** Answers what the router could make nothing of: an address whose percent signs are wrong. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(reply, failed(error, request));
}

const sendProblem = (reply: FastifyReply, body: ProblemBody): FastifyReply =>
  reply.code(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));

function failed(error: unknown, request: FastifyRequest): ProblemBody {
  const { code, more } = known(error);
  if (code === 'internal-error' || code === 'not-available') logFailure(request.log, error);
  return problemBody(code, errorWords(code, languageOfRequest(request)), request.id, more);
}

/** The framework's codes and ours. */
const OURS: Record<string, ApiErrorCode | undefined> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-not-accepted',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-not-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-not-json',
  FST_ERR_BAD_URL: 'route-not-found',
};

/** What an error means to the caller. What is not known is an error of ours, and says nothing of itself. */
function known(error: unknown): { code: ApiErrorCode; more?: ApiError['more'] } {
  if (error instanceof ApiError) return error;
  if (error instanceof RecordsError) return ofRecords(error);
  const { code, statusCode, validation, validationContext } = error as Partial<FastifyError>;
  if (validation) return { code: 'request-wrong', more: { against: faultsOf(validation as never, partOf(validationContext)) } };
  const ours = code === undefined ? undefined : OURS[code];
  if (ours) return { code: ours };
  if (error instanceof SyntaxError && statusCode === 400) return { code: 'body-not-json' };
  if (statusCode === 429) return { code: 'too-many-requests' };
  if (statusCode === 404) return { code: 'route-not-found' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { code: 'request-wrong' };
  return { code: 'internal-error' };
}

const ofRecords = ({ code }: RecordsError): { code: ApiErrorCode } =>
  code === 'records-unreachable' || code === 'records-no-answer' ? { code: 'not-available' } : { code: 'internal-error' };

async function refused({ records }: Pick<ApiDeps, 'records'>, { refusal, of }: RefusalError, request: FastifyRequest): Promise<ProblemBody> {
  // Without the agency's own words ids stand for titles: a refusal must not turn into a failure because the texts are away.
  const texts = of ? await records.textsFor(of.agency, of.process).catch(() => ({})) : {};
  const reader = languageOfRequest(request);
  const { title, detail, fix } = refusalText(refusal, reader, { texts, ...(of?.calendar && { calendar: of.calendar }) });
  const against = refusal.against.map((one) => ({ ...one, text: againstText(one, reader, texts) }));
  return { ...problemBody(refusal.code, { title, fix }, request.id, { against, first: refusal.first }), detail };
}
