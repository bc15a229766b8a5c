// Why a mail did not leave, as the sender must know it: whether the address is refused for good, and whether anything can have arrived.

/**
 * - `refused`: this address, for good
 * - `deferred-there`: this address, for now (mailbox full, greylisting)
 * - `deferred`: the mail server as a whole is away, or refuses us
 */
export type MailFailureKind = 'refused' | 'deferred-there' | 'deferred';

/** Its message holds no address: servers quote addresses in their answers, and those stay out of logs and histories. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure';

  constructor(
    readonly kind: MailFailureKind,
    /** Nothing can have been delivered: sending again is no second delivery. */
    readonly surelyNothing: boolean,
    /** The server's code and the command it answered, or how the connection failed. */
    readonly why: string,
  ) {
    super(`The mail did not leave (${why}).`);
  }
}

/** What nodemailer says of a failure. */
interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
  syscall?: string;
  timeoutType?: string;
}

/** Commands whose answer is about the one address of the mail. The content is ours and the same for all: a refusal of it is one of the address. */
const ABOUT_ADDRESS: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);
/** Failures from before a mail was begun. */
const BEFORE_ANYTHING: ReadonlySet<string> = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'ETLS', 'ECONFIG', 'EPROXY', 'EENVELOPE']);
const TIMED_OUT_BEFORE: ReadonlySet<string> = new Set(['CONNECTION_TIMEOUT', 'GREETING_TIMEOUT']);

/** The failure that an error of nodemailer stands for. */
export function mailFailure(error: unknown): MailFailure {
  const { code = 'unknown', responseCode, command = '', syscall, timeoutType } = error as SmtpError;
  if (responseCode !== undefined) {
    const why = `${responseCode} to ${command}`;
    if (!ABOUT_ADDRESS.has(command)) return new MailFailure('deferred', true, why);
    return new MailFailure(responseCode >= 500 ? 'refused' : 'deferred-there', true, why);
  }
  // Not sent at all: nodemailer itself finds nothing in it that could be an address.
  if (code === 'EENVELOPE') return new MailFailure('refused', true, 'not an address');
  const surelyNothing = BEFORE_ANYTHING.has(code) || syscall === 'connect' || (timeoutType !== undefined && TIMED_OUT_BEFORE.has(timeoutType));
  return new MailFailure('deferred', surelyNothing, code);
}
