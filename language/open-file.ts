// Opens a file for reading: its report, or the one problem that keeps it from being read at all.

import type { FileContent } from './bytes';
import { readSource } from './bytes';
import type { Problem } from './problems';
import type { Report } from './report';

export function openFile(path: string, content: FileContent): Report | { problem: Problem } {
  const read = readSource(path, content);
  return 'problem' in read ? read : read.report;
}
