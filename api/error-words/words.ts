// What the words of the API's own errors are in one language: a code without them does not compile.

import type { ApiErrorCode } from '../errors';

export interface Words {
  /** What is wrong, in one sentence. */
  title: string;
  /** What to do. */
  fix: string;
}

export type ErrorWords = Record<ApiErrorCode, Words>;
