// Which rules there are, and how severe what each finds is: an error where a case would be stuck or nobody told, else a warning.

/** By code, which is also the name of the rule's file and of its page. */
export const RULE_SEVERITIES = {
  'unreachable-stage': 'error',
  'stage-without-way-out': 'error',
  'endless-loop': 'error',
  'task-nobody-may-do': 'error',
  'list-never-filled': 'error',
  'option-not-covered': 'error',
  'due-without-otherwise': 'warning',
  'reminder-too-long': 'warning',
  'late-step-never-comes': 'warning',
  'clocks-contradict': 'warning',
  'alert-never-raised': 'error',
  'alert-nobody-may-resolve': 'error',
  'chain-without-second-person': 'warning',
  'closure-never-holds': 'error',
  'condition-always-holds': 'warning',
  'condition-never-holds': 'warning',
  'answer-may-be-missing': 'warning',
  'all-over-empty': 'warning',
  'field-never-asked': 'warning',
  'field-never-used': 'warning',
  'field-in-text': 'warning',
  'role-never-used': 'warning',
  'calendar-ends-soon': 'warning',
} as const;

export type RuleCode = keyof typeof RULE_SEVERITIES;
