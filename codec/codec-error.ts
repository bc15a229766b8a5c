// What can go wrong between a payload as it travels and as it is read. None of the messages holds anything of a payload's content.

export type CodecErrorCode = 'rules-missing' | 'rules-broken' | 'key-missing' | 'key-wrong' | 'payload-broken' | 'format-newer';

/** Retryable by nature: what is missing can be brought (rules, a key), after which the same payload can be read. */
export class CodecError extends Error {
  override readonly name = 'CodecError';

  constructor(
    readonly code: CodecErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Rules that cases run by are neither in memory, nor in the folder, nor to be fetched. */
export class RulesMissing extends CodecError {
  constructor(
    readonly hash: string,
    options?: ErrorOptions,
  ) {
    super(
      'rules-missing',
      `The rules ${hash} are not at hand: publish the definitions again, or make the database reachable. What needs them waits and tries again.`,
      options,
    );
  }
}
