// What a problem in a definition is: a closed list of codes, and how one is described to the person who wrote the file.

import { RULE_SEVERITIES } from './rules/severities';

/** Every problem the checker can report; docs/problems.md explains each, with an example. Codes are never reused. */
export const PROBLEM_CODES = [
  // The file itself
  'file-too-large', 'unreadable-file', 'not-utf-8', 'byte-order-mark', 'hidden-character', 'look-alike', 'empty-file', 'unknown-file', 'name-differs', 'too-many-problems',
  // YAML
  'yaml-syntax', 'tab', 'duplicate-key', 'too-deep', 'several-documents', 'tag', 'alias', 'comma-in-braces', 'text-in-braces', 'colon-in-text', 'yes-or-no',
  'unclosed-quote', 'text-after-quote', 'bad-escape', 'unclosed-bracket', 'missing-space', 'missing-colon', 'missing-dash', 'list-in-line', 'list-among-keys', 'bad-indentation',
  'double-braces', 'reserved-character', 'merge-key', 'hash-in-text', 'number-for-text', 'odd-number',
  // Shape
  'unknown-key', 'not-yet', 'missing-key', 'no-value', 'wrong-kind', 'wrong-value', 'bad-id', 'too-many', 'too-long', 'duplicate-item', 'keys-exclude',
  // Names
  'unknown-name', 'wrong-name', 'reserved-id', 'id-taken', 'owner-role', 'role-circle', 'after-circle', 'asked-twice', 'derived-circle', 'derived-asked', 'derived-not-private', 'derived-not-hidden',
  // Conditions
  'condition-syntax', 'condition-type', 'condition-too-long', 'condition-too-deep', 'unknown-option', 'unknown-function', 'forbidden-function',
  'wrong-arguments', 'never-holds', 'fact-not-here',
  // Clocks
  'bad-length', 'bad-due', 'option-not-covered', 'reminder-too-long', 'clock-without-due', 'no-clock', 'roll-without-days', 'opens-too-late',
  'late-order', 'not-on-demand', 'never-opened', 'agrees-to-nothing', 'to-own-stage', 'clock-never-ends', 'satisfies-unanswered',
  // Texts, calendars, agencies
  'unknown-path', 'missing-translation', 'bad-language', 'bad-date', 'bad-hours', 'unknown-time-zone', 'holiday-twice', 'holiday-outside', 'holiday-not-expected', 'bad-email',
  // Meaning
  'unreachable-stage', 'stage-without-way-out', 'endless-loop', 'task-nobody-may-do', 'list-never-filled', 'due-without-otherwise', 'late-step-never-comes', 'clocks-contradict',
  'alert-never-raised', 'alert-nobody-may-resolve', 'chain-without-second-person', 'closure-never-holds', 'condition-always-holds', 'condition-never-holds',
  'answer-may-be-missing', 'all-over-empty', 'field-never-asked', 'field-never-used', 'field-in-text', 'role-never-used', 'calendar-ends-soon', 'rule-crashed',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Severity = 'error' | 'warning';

/** One mistake. Lines and columns count from 1, columns in UTF-16 units as editors do; the end is the place after the last character. */
export interface Problem {
  code: ProblemCode;
  /** An error keeps the definition from being published; a warning does not. */
  severity: Severity;
  /** Path of the file inside the definitions folder. */
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** What is wrong, in plain words. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** What probably was meant, to be put in the place of what is marked. */
  suggestion?: string;
  /** The suggestion is known to be right: `caseway fix` puts it there. */
  certain?: true;
  /** Page of the documentation about this code. */
  doc: string;
}

const WARNINGS: ReadonlySet<ProblemCode> = new Set([
  'text-in-braces', 'unknown-file', 'no-clock', 'late-order', 'never-opened', 'clock-never-ends', 'missing-translation', 'holiday-not-expected',
]);

/** Of the codes that belong to a lint rule and have a page of their own. */
const RULES: Partial<Record<ProblemCode, Severity>> = RULE_SEVERITIES;

export const severityOf = (code: ProblemCode): Severity => RULES[code] ?? (WARNINGS.has(code) ? 'warning' : 'error');

/** Whether a code belongs to a lint rule: the level of meaning, which looks at a process as a whole. */
export const isRule = (code: ProblemCode): boolean => RULES[code] !== undefined;

export const docOf = (code: ProblemCode): string => (isRule(code) ? `docs/rules/${code}.md` : `docs/problems.md#${code}`);

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((problem) => problem.severity === 'error');

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by file, line and column, so that a list reads as the files do; gives a new list. */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => byText(a.file, b.file) || a.line - b.line || a.column - b.column || byText(a.code, b.code));
