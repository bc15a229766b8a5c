// Mails that were caught, as files: one .eml for each delivery and an index with a line for each; readable while the catcher runs.
import { type FileHandle, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { writeDurably } from './durable-file';
import { EngineError, systemCode } from './engine-error';

const INDEX = 'index.jsonl';

/** One delivery. A mail that is delivered twice is there twice, with the same Message-ID. */
export interface CaughtMail {
  /** Counts up from 000001 in the order of arrival. */
  id: string;
  /** As in the header, with its angle brackets; empty when the mail has none. */
  messageId: string;
  /** The addresses of the envelope. */
  from: string;
  to: string[];
  /** Instant, UTC. */
  receivedAt: string;
  bytes: number;
}

/** Lists all deliveries in the order of arrival; none when nothing was ever caught here. */
export async function listMails(folder: string): Promise<CaughtMail[]> {
  const text = await readIndex(folder);
  // A line without its end was being written when the computer stopped: that mail was never accepted.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as CaughtMail);
}

/**
 * Reads one mail, parsed.
 *
 * @throws EngineError `mail-not-found`.
 */
export async function readMail(folder: string, id: string): Promise<CaughtMail & { parsed: ParsedMail; raw: Buffer }> {
  const mail = (await listMails(folder)).find((each) => each.id === id);
  if (mail === undefined) {
    throw new EngineError('mail-not-found', `There is no mail with the number ${JSON.stringify(id)}.`, 'List the mails to see their numbers.');
  }
  const raw = await readFile(join(folder, `${mail.id}.eml`));
  return { ...mail, parsed: await simpleParser(raw), raw };
}

/** How often each Message-ID was delivered. */
export async function countDeliveries(folder: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { messageId } of await listMails(folder)) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  return counts;
}

/** The writing side, for one catcher at a time. */
export interface MailFolderWriter {
  /** Keeps a mail. When this resolves, it survives a crash. */
  keep(raw: Buffer, envelope: { from: string; to: string[]; receivedAt: Date }): Promise<CaughtMail>;
  close(): Promise<void>;
}

/** Opens a folder for keeping mails, creating it when missing. Mails that are there stay. */
export async function openMailFolder(folder: string): Promise<MailFolderWriter> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let last = await lastNumber(folder);
  const index = await openIndex(folder);
  // One line after the other: two appended at once could mix.
  let before: Promise<unknown> = Promise.resolve();
  const append = async (mail: CaughtMail) => {
    await index.appendFile(`${JSON.stringify(mail)}\n`);
    await index.sync();
  };
  return {
    async keep(raw, { from, to, receivedAt }) {
      last += 1;
      const id = String(last).padStart(6, '0');
      const { messageId = '' } = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
      const mail = { id, messageId, from, to, receivedAt: receivedAt.toISOString(), bytes: raw.length };
      await writeDurably(join(folder, `${id}.eml`), raw);
      const appended = before.then(() => append(mail));
      before = appended.catch(() => undefined);
      await appended;
      return mail;
    },
    async close() {
      await before;
      await index.close();
    },
  };
}

async function lastNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d+)\.eml$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

async function openIndex(folder: string): Promise<FileHandle> {
  const text = await readIndex(folder);
  const index = await open(join(folder, INDEX), 'a', 0o600);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await index.truncate(Buffer.byteLength(whole));
  return index;
}

async function readIndex(folder: string): Promise<string> {
  return readFile(join(folder, INDEX), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
}
