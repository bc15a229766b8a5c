// What a lint rule is: it looks at a compiled process for what can be written and does not make sense.

import type { Process } from '../../process/process';
import type { ProblemCode } from '../problems';

/** Reports at a path of the process file; `key` narrows it to one key below. */
export type Complain = (path: string, message: string, fix: string) => void;

export interface LintRule {
  /** The code of its problems, and the name of its file and page. */
  code: ProblemCode;
  /** Also run where the process has other errors, because it looks at nothing that they could have spoilt. */
  runsOnDrafts?: true;
  check(process: Process, complain: Complain): void;
}
