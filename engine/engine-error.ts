// What can go wrong with the parts of one computer (Temporal service, PostgreSQL, mail catcher, data folder), each with its code and its fix.

/** Every code an {@link EngineError} can carry. Codes are never reused for another meaning. */
export type EngineErrorCode =
  | 'port-in-use'
  | 'port-not-allowed'
  | 'data-folder-in-use'
  | 'data-folder-newer'
  | 'data-folder-older-postgres'
  | 'data-folder-unusable'
  | 'data-folder-not-traversable'
  | 'data-folder-key-missing'
  | 'temporal-not-found'
  | 'temporal-build-failed'
  | 'temporal-start-failed'
  | 'temporal-not-answering'
  | 'temporal-namespace-refused'
  | 'search-attribute-type'
  | 'search-attribute-refused'
  | 'postgres-program-missing'
  | 'postgres-program-unreachable'
  | 'postgres-user-missing'
  | 'postgres-start-failed'
  | 'mail-catcher-start-failed'
  | 'mail-not-found';

/** A failure of one of the engine's parts: what is wrong in one sentence, and what to do about it in another. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly fix: string;

  constructor(code: EngineErrorCode, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

/** The system's error code of a failed call (`EADDRINUSE`, `ENOENT`, …), or undefined when it carries none. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What an unknown thrown thing says, for the end of a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
