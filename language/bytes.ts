// The bytes of a file as text: what is wrong with them before any YAML is read.

import type { Problem, ProblemCode } from './problems';
import { Report } from './report';
import { Source } from './source';

export const MAX_FILE_BYTES = 1024 * 1024;

/** Text or bytes of a file as a source; or the one problem that keeps it from being read. */
export function readSource(path: string, content: string | Uint8Array): { source: Source } | { problem: Problem } {
  const refuse = (code: ProblemCode, message: string, fix: string): { problem: Problem } => {
    const report = new Report(new Source(path, ''));
    report.add(code, { start: 0, end: 0 }, message, fix);
    return { problem: report.problems[0] as Problem };
  };
  const size = typeof content === 'string' ? bytesOf(content) : content.byteLength;
  if (size > MAX_FILE_BYTES) {
    return refuse('file-too-large', `The file has ${size} bytes; at most ${MAX_FILE_BYTES} (1 MiB) are read.`, 'Split it, or take out what does not belong to it.');
  }
  const text = typeof content === 'string' ? content : decode(content);
  if (text === undefined) return refuse('not-utf-8', 'The file is not UTF-8 text.', 'Save it as UTF-8 in your editor.');
  if (text.startsWith('\uFEFF')) {
    return refuse('byte-order-mark', 'The file begins with a byte order mark, an invisible character.', 'Save it as UTF-8 without a byte order mark (BOM).');
  }
  return { source: new Source(path, text) };
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
