// Which key somebody probably meant by one that there is not: a slip of the pen, or another word for the same thing.

import { isOneSlip, nearest } from './suggest';

/** Other words for a key, in the languages that files are translated into too: who thinks in one of them writes it here. */
const OTHER_WORDS: Record<string, string[]> = {
  title: ['name', 'label', 'titel', 'titre', 'libelle', 'العنوان', 'عنوان', 'название'],
  help: ['description', 'desc', 'hint', 'explanation', 'hilfe', 'beschreibung', 'aide', 'مساعدة', 'وصف', 'помощь'],
  who: ['role', 'assigned_to', 'assignee', 'responsible', 'actor', 'wer', 'qui', 'من', 'кто'],
  when: ['if', 'condition', 'only_if', 'required_when', 'wenn', 'quand', 'si', 'إذا', 'عندما', 'если', 'когда'],
  due: ['deadline', 'due_date', 'within', 'time_limit', 'frist', 'fällig', 'delai', 'délai', 'echeance', 'échéance', 'المهلة', 'مهلة', 'срок'],
  within: ['due', 'deadline', 'time_limit', 'frist', 'délai', 'المهلة', 'مهلة', 'срок'],
  raise: ['alert', 'raise_alert', 'alarm', 'إنذار', 'тревога'],
  tell: ['notify', 'inform', 'alert', 'escalate_to', 'benachrichtigen', 'informer', 'أبلغ'],
  remind: ['reminder', 'reminders', 'remind_before', 'erinnern', 'rappel', 'rappeler', 'تذكير'],
  late: ['overdue', 'escalation', 'escalate', 'when_late', 'if_late'],
  otherwise: ['else', 'default', 'other', 'sonst', 'sinon', 'وإلا', 'иначе'],
  options: ['values', 'choices', 'answers', 'optionen'],
  must_answer: ['required', 'questions', 'asks', 'fields'],
  may_answer: ['optional'],
  every: ['interval', 'frequency', 'repeat'],
  until: ['stops_when', 'done_when'],
  then: ['do'],
  reasons: ['reason'],
  complete: ['finish', 'submit', 'hand_in', 'do'],
  record: ['record_event'],
  add: ['add_record'],
  change: ['change_record', 'edit'],
  remove: ['remove_record', 'remove_event', 'delete'],
  withdraw: ['withdraw_task'],
  wait: ['sleep'],
  expect: ['assert'],
};

/** The keys of a group that a word may stand for, likeliest first. */
const wordsFor = (written: string): string[] => {
  const plain = written.toLowerCase().replace(/[\s-]+/g, '_');
  return Object.entries(OTHER_WORDS).flatMap(([key, words]) => (words.includes(plain) ? [key] : []));
};

/** The key that was meant, of those that may stand there and do not yet. */
export function keyMeant(written: string, known: readonly string[], isThere: (key: string) => boolean): string | undefined {
  const other = wordsFor(written).find((key) => known.includes(key) && !isThere(key));
  return other ?? nearest(written, known);
}

/** Whether it is so likely that the rest can be looked at as if the key had been written right. */
export const isLikelyKey = (written: string, meant: string): boolean => isOneSlip(written, meant) || wordsFor(written).includes(meant);
