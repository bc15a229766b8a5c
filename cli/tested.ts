// What `caseway test` finds: of each scenario how it went, of each process what none of them reaches, and what cannot be read.

import type { Problem } from '../language/problems';
import type { ScenarioFailure, ScenarioJournalLine, ScenarioResult } from '../language/scenario';
import type { Coverage } from '../language/scenario-coverage';

/** What `--json` prints; docs/trying.md describes it. */
export interface Tested {
  passed: number;
  failed: number;
  results: TestedScenario[];
  coverage: (Coverage & { file: string; enough?: boolean })[];
  problems: Problem[];
}

/** A scenario as it went, with the path as the person would write it. */
export interface TestedScenario extends Omit<ScenarioResult, 'failures' | 'journal' | 'reached'> {
  /** `excerpt` is the line as it stands in the file. */
  failures: (ScenarioFailure & { excerpt: string })[];
  /** `title` in the language of the process. */
  journal: (Omit<ScenarioJournalLine, 'titlePath'> & { title?: string })[];
}

export interface TestOptions {
  json?: boolean;
  uncovered?: boolean;
  minCoverage?: string;
}
