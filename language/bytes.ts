// The bytes of a file as text: what is wrong with them before any YAML is read.

import type { Problem, ProblemCode } from './problems';
import { Report } from './report';
import { Source } from './source';

export const MAX_FILE_BYTES = 1024 * 1024;

/** A file that whoever gathers the files has not read: it is too large, or cannot be opened. */
export interface Unread {
  /** Its size, where it is known. */
  bytes?: number;
  /** Why it cannot be opened, in plain words: `it may not be read`. */
  why?: string;
}

/** What stands in a file, or why that is not known. */
export type FileContent = string | Uint8Array | Unread;

/** A file as a report on its source; or the one problem that keeps it from being read. */
export function readSource(path: string, content: FileContent): { report: Report } | { problem: Problem } {
  const refuse = (code: ProblemCode, message: string, fix: string, before = ''): { problem: Problem } => {
    const report = new Report(new Source(path, before));
    report.add(code, { start: before.length, end: before.length }, message, fix);
    return { problem: report.problems[0] as Problem };
  };
  if (isUnread(content) && content.why !== undefined) return refuse('unreadable-file', `The file cannot be opened: ${content.why}.`, 'Mend that, or take the file out of the folder.');
  const size = sizeOf(content);
  if (size > MAX_FILE_BYTES || isUnread(content)) {
    return refuse('file-too-large', `The file has ${size} bytes; at most ${MAX_FILE_BYTES} (1 MiB) are read.`, 'Split it, or take out what does not belong to it.');
  }
  const text = typeof content === 'string' ? content : decode(content);
  if (text === undefined) return refuse('not-utf-8', 'From here on the file is not UTF-8 text.', 'Save it as UTF-8 in your editor.', textBeforeFault(content as Uint8Array));
  const report = new Report(new Source(path, text.replace(BYTE_ORDER_MARK, '')));
  if (BYTE_ORDER_MARK.test(text)) {
    report.add('byte-order-mark', { start: 0, end: 0 }, 'The file begins with a byte order mark, an invisible character.', 'Save it as UTF-8 without a byte order mark (BOM).', '', true);
  }
  return { report };
}

export const BYTE_ORDER_MARK = /^\uFEFF/;

const isUnread = (content: FileContent): content is Unread => typeof content === 'object' && !ArrayBuffer.isView(content);

function sizeOf(content: FileContent): number {
  if (isUnread(content)) return content.bytes ?? 0;
  return typeof content === 'string' ? bytesOf(content) : content.byteLength;
}

/** A letter may take several bytes; whether it does matters only where the letters alone are not too many. */
const bytesOf = (text: string): number => (text.length > MAX_FILE_BYTES ? text.length : new TextEncoder().encode(text).byteLength);

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What can be read before the first bytes that are no text; looked for by halves, which a cut letter at the end may shorten by three bytes. */
function textBeforeFault(bytes: Uint8Array): string {
  const read = (length: number): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length), { stream: true });
  const isText = (length: number): boolean => {
    try {
      read(length);
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.byteLength + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= bytes.byteLength && isText(middle)) good = middle;
    else bad = middle;
  }
  return read(good);
}
