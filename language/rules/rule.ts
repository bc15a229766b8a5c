// What a lint rule is: it looks at what is compiled for what can be written and does not make sense.

import type { Calendar } from '../../process/calendar';
import type { Process, Texts } from '../../process/process';
import type { LocalDate } from '../../process/time';
import type { RuleCode } from './severities';

/** Reports at a path of the file. What was meant is never certain enough here to be put in the place of what is marked. */
export type Complain = (path: string, message: string, fix: string) => void;

export interface LintRule {
  /** The code of its problems, and the name of its file and page. */
  code: RuleCode;
  /** Also run where the process has other errors, because it looks at nothing that they could have spoilt. */
  runsOnDrafts?: true;
  /** `texts` are those of the process's own language, by path. */
  check(process: Process, complain: Complain, texts: Texts): void;
}

export interface CalendarRule {
  code: RuleCode;
  /** `today` is handed in: nothing here reads a clock. */
  check(calendar: Calendar, today: LocalDate, complain: Complain): void;
}
