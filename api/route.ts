// What every group of routes is: a function that adds its routes to the application, with what they are built from.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { TSchema } from 'typebox';
import type { ApiDeps } from './deps';
import { Acted, Problem } from './schemas/answers';

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>;

export type Routes = (app: App, deps: ApiDeps) => void;

/** Answers of a route that reads: what it gives, or a problem. */
export const reads = <T extends TSchema>(schema: T) => ({ 200: schema, '4xx': Problem, '5xx': Problem });

/** Answers of a route by which somebody acts on a case. */
export const acts = { 200: Acted, 202: Acted, '4xx': Problem, '5xx': Problem };
