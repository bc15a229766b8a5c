// Whether a request is as its route takes it: unknown keys are refused and nothing is converted, but for the numbers of query strings.

import type { FastifyInstance } from 'fastify';
import type { ErrorObject } from 'ajv';
import Ajv from 'ajv';
import type { AgainstText } from './problem';

/** More faults than these help nobody. */
const MOST = 20;

/** Checks by the routes' schemas. Answers are written as they are: what a schema does not name is not silently left out. */
export function addRequestCheck(app: FastifyInstance): void {
  // Verbose: what is expected is said by the examples of the schema; what was sent is never said.
  const options = { allErrors: true, verbose: true, strict: false, useDefaults: true, removeAdditional: false } as const;
  const strict = new Ajv({ ...options, coerceTypes: false });
  const ofText = new Ajv({ ...options, coerceTypes: true });
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'querystring' ? ofText : strict).compile(schema as object));
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
}

/** What stands against a request, as places in it and what was expected there; never what was sent. */
export function faultsOf(errors: readonly ErrorObject[], part: string): AgainstText[] {
  const telling = errors.filter((error) => !['anyOf', 'oneOf', 'if'].includes(error.keyword) || !errors.some((one) => one !== error && one.instancePath.startsWith(error.instancePath)));
  const seen = new Map<string, Set<string>>();
  for (const error of telling) {
    const place = placeOf(error, part);
    const expected = seen.get(place) ?? new Set();
    seen.set(place, expected.add(expectedBy(error)));
  }
  return [...seen].slice(0, MOST).map(([id, expected]) => ({ id, expected: [...expected].join(', or ') }));
}

function placeOf({ instancePath, keyword, params }: ErrorObject, part: string): string {
  const inner = keyword === 'required' ? String(params['missingProperty']) : keyword === 'additionalProperties' ? String(params['additionalProperty']) : '';
  return `${part}${instancePath}${inner === '' ? '' : `/${inner.slice(0, 100)}`}`;
}

function expectedBy({ keyword, params, message = '', parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'required': return 'to be there';
    case 'additionalProperties': return 'not to be there: the route does not know it';
    case 'type': return `of type ${String(params['type'])}`;
    case 'const': return JSON.stringify(params['allowedValue']);
    case 'pattern': return exampleOf(parentSchema) ?? `to match ${String(params['pattern'])}`;
    default: return message;
  }
}

function exampleOf(schema: unknown): string | undefined {
  const { examples } = (schema ?? {}) as { examples?: unknown[] };
  return examples?.[0] === undefined ? undefined : `such as ${examples.map(String).join(' or ')}`;
}

/** How people name the parts of a request. */
export const partOf = (context: string | undefined): string =>
  context === 'querystring' ? 'query' : context === 'params' ? 'path' : context === 'headers' ? 'header' : 'body';

