// Opens a file for reading: its report, or the one problem that keeps it from being read at all.

import { readSource } from './bytes';
import type { Problem } from './problems';
import { Report } from './report';

export function openFile(path: string, content: string | Uint8Array): Report | { problem: Problem } {
  const read = readSource(path, content);
  return 'problem' in read ? read : new Report(read.source);
}
