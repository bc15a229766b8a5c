// How played scenarios are shown to a person: each with its outcome, failures with what was expected, and what nothing reaches.

import pc from 'picocolors';
import { printProblems } from '../language/print';
import type { Coverage } from '../language/scenario-coverage';
import { COVERAGE_KINDS } from '../language/scenario-coverage';
import { isolated } from './right-to-left';
import { table } from './table';
import type { Tested, TestedScenario } from './tested';

/** So many lines of the journal are shown before a failure; all of them stand in `--json`. */
const JOURNAL_LINES = 20;

/** The lines of the whole print. */
export function printTested({ results, coverage, problems, passed, failed }: Tested, how: { uncovered: boolean; least: number | undefined }): string[] {
  return [
    ...(problems.length > 0 ? [printProblems(problems), ''] : []),
    ...results.flatMap(scenarioLines),
    ...(coverage.length > 0 ? [''] : []),
    ...coverage.flatMap((one) => coverageLines(one, how.uncovered, how.least)),
    ...(results.length > 0 ? [''] : []),
    results.length === 0 ? pc.yellow(problems.length > 0 ? 'No scenario could be played: mend the problems above.' : 'No scenario was found.') : `${passed} passed, ${failed} failed`,
  ];
}

function scenarioLines({ file, title, passed, steps, failures, journal }: TestedScenario): string[] {
  const shownTitle = isolated(title);
  if (passed) return [`${pc.green('✓')} ${shownTitle} ${pc.dim(`(${steps} steps)`)}`];
  return [`${pc.red('✗')} ${shownTitle}`, ...failures.flatMap((one) => failureLines(file, one)), ...journalLines(journal)];
}

function failureLines(file: string, { line, excerpt, expected, came }: TestedScenario['failures'][number]): string[] {
  return [
    `  ${file}:${line}`,
    `    ${pc.dim(`${line} |`)} ${isolated(excerpt)}`,
    `    expected ${pc.green(isolated(expected))}`,
    `    came     ${pc.red(isolated(came))}`,
  ];
}

function journalLines(journal: TestedScenario['journal']): string[] {
  const shown = journal.slice(-JOURNAL_LINES);
  const before = journal.length - shown.length;
  const rows = shown.map(({ local, what, about, title }) => [local, what, about ?? '', title === undefined ? '' : isolated(title)]);
  return [
    before > 0 ? `  The journal up to there (${before} earlier lines are in --json):` : '  The journal up to there:',
    ...(rows.length === 0 ? ['    nothing'] : table(rows).map((row) => `    ${row}`)),
  ];
}

const KIND_WORDS: Record<(typeof COVERAGE_KINDS)[number], string> = { stages: 'stages', tasks: 'tasks', rules: 'rules', clock_steps: 'clock steps' };

function coverageLines({ file, process, percent, kinds, never, enough }: Tested['coverage'][number], uncovered: boolean, least: number | undefined): string[] {
  const parts = COVERAGE_KINDS.map((kind) => `${KIND_WORDS[kind]} ${kinds[kind].reached}/${kinds[kind].total}`);
  const head = `${process}: ${percent} % reached (${parts.join(', ')})`;
  const verdict = enough === false ? [pc.red(`  below the ${least} % asked for`)] : [];
  if (never.length === 0) return [head, ...verdict];
  const list = uncovered || enough === false;
  return list ? [head, ...verdict, ...neverLines(file, never)] : [`${head}; what is not: --uncovered`];
}

const neverLines = (file: string, never: Coverage['never']): string[] =>
  table(never.map(({ kind, name, line }) => [`  never ${KIND_WORDS[kind].replace(/s$/, '')}`, `${file}:${line ?? '?'}`, isolated(name)]));
