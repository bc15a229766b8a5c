// A mail server for one computer that delivers nothing: it keeps what it is given, and in tests fails as real ones do.
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { EngineError, reasonOf, systemCode } from './engine-error';
import { openMailFolder, type MailFolderWriter } from './mail-folder';
import { LOOPBACK, portInUse } from './ports';

const MAIL_LIMIT_BYTES = 10_000_000;

/** How the catcher fails on purpose. */
export interface MailFaults {
  /** Addresses refused with 550: there is no such person. */
  refuseForGood?: readonly string[];
  /** Addresses refused with 451: try again later. */
  refuseForNow?: readonly string[];
  /** Milliseconds between the end of the mail and the answer to it. */
  delayMs?: number;
  /** The connection is cut at the end of the mail instead of an answer, after the mail was kept or without keeping it. */
  dropAfterData?: 'kept' | 'lost';
}

export interface MailCatcher {
  /** smtp://host:port */
  url: string;
  port: number;
  /** From now on fails like this; `{}` ends it. */
  fail(faults: MailFaults): void;
  stop(): Promise<void>;
}

export interface MailCatcherOptions {
  /** Where the mails are kept, see mail-folder. */
  folder: string;
  /** 0 for any free one. */
  port: number;
  faults?: MailFaults | undefined;
}

/**
 * Starts the catcher on 127.0.0.1. A mail is answered with 250 only when it would survive a crash.
 *
 * @throws EngineError `port-in-use`, `mail-catcher-start-failed`.
 */
export async function startMailCatcher({ folder, port, faults = {} }: MailCatcherOptions): Promise<MailCatcher> {
  const mails = await openMailFolder(folder);
  const state = { faults };
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAIL_LIMIT_BYTES,
    closeTimeout: 1_000,
    logger: false,
    onRcptTo: ({ address }, _session, answer) => answer(refusal(address, state.faults)),
    onData: (stream, session, answer) => {
      receive(stream, session, mails, state.faults).then(
        (isDropped) => (isDropped ? sockets.get(session.remotePort)?.destroy() : answer(null)),
        (error: unknown) => answer(error instanceof Error ? error : new Error(reasonOf(error))),
      );
    },
  });
  // A client that cuts its own connection is its own affair.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const remotePort = socket.remotePort ?? 0;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  try {
    const chosen = await listen(server.server, port);
    return {
      url: `smtp://${LOOPBACK}:${chosen}`,
      port: chosen,
      fail: (next) => void (state.faults = next),
      stop: async () => {
        await new Promise<void>((resolve) => server.close(() => resolve()));
        await mails.close();
      },
    };
  } catch (error) {
    await mails.close();
    throw startFailed(port, error);
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function refusal(address: string, { refuseForGood, refuseForNow }: MailFaults): Error | null {
  const isOneOf = (addresses: readonly string[] = []) => addresses.some((each) => each.toLowerCase() === address.toLowerCase());
  if (isOneOf(refuseForGood)) return answerOf(550, '5.1.1 no such person here');
  if (isOneOf(refuseForNow)) return answerOf(451, '4.3.0 try again later');
  return null;
}

/** Takes one mail in. Resolves to true when its connection is to be cut. */
async function receive(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  mails: MailFolderWriter,
  { delayMs, dropAfterData }: MailFaults,
): Promise<boolean> {
  const chunks: Buffer[] = [];
  // What is too large is read to its end, as the protocol wants, but not held.
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
  if (stream.sizeExceeded) throw answerOf(552, `5.3.4 larger than ${MAIL_LIMIT_BYTES} bytes`);
  if (dropAfterData !== 'lost') {
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    await mails.keep(Buffer.concat(chunks), { from, to: envelope.rcptTo.map(({ address }) => address), receivedAt: new Date() });
  }
  if (delayMs !== undefined) await sleep(delayMs);
  return dropAfterData !== undefined;
}

function answerOf(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function startFailed(port: number, error: unknown): EngineError {
  if (systemCode(error) === 'EADDRINUSE') return portInUse(port, 'the mail catcher');
  return new EngineError(
    'mail-catcher-start-failed',
    `The mail catcher did not start on port ${port}: ${reasonOf(error)}`,
    'Choose another port, or set SMTP_URL to a mail server.',
    { cause: error },
  );
}
