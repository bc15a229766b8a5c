// The few words that a diagram adds to those of the process, in each language that Caseway speaks.

import type { Length, LengthUnit } from '../process/time';

/** Words of one language. `forms` of a unit are by plural category; `#` stands for the number. */
export interface DiagramWords {
  start: string;
  reviews: string;
  alerts: string;
  clocks: string;
  atAnyTime: string;
  closure: string;
  closed: string;
  due: string;
  noDue: string;
  first: string;
  every: string;
  approval: string;
  agreement: string;
  client: string;
  decision: string;
  onDemand: string;
  raisedWhen: string;
  raisedBy: string;
  partner: string;
  within: string;
  between: string;
  againAndAgain: string;
  resolvedBy: string;
  must: string;
  when: string;
  otherwise: string;
  again: string;
  after: string;
  before: string;
  notBefore: string;
  earliest: string;
  latest: string;
  late: string;
  atOnce: string;
  opens: string;
  raises: string;
  movesTo: string;
  closesAs: string;
  yes: string;
  no: string;
  given: string;
  notGiven: string;
  and: string;
  or: string;
  not: string;
  answered: string;
  leadsTo: string;
  lists: string;
  events: string;
  caseTasks: string;
  forEach: string;
  writes: string;
  outcomes: string;
  recordedBy: string;
  about: string;
  judgedBy: string;
  units: Record<LengthUnit, Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
}

const en: DiagramWords = {
  start: 'Case opened', reviews: 'Review', alerts: 'Alert', clocks: 'Clock', atAnyTime: 'At any time', closure: 'Closure', closed: 'Closed', due: 'due',
  noDue: 'no due date', first: 'first', every: 'then every', approval: 'approved by', agreement: 'agreed to by', client: 'the client', decision: 'decided by', onDemand: 'on demand', raisedWhen: 'raised when', raisedBy: 'raised by', partner: 'a partner',
  within: 'within', between: 'between two:', againAndAgain: 'again and again', resolvedBy: 'resolved by', must: 'What stands against closing', when: 'if', otherwise: 'otherwise', again: 'again if',
  after: 'after', before: 'before', notBefore: 'not before', earliest: 'the earliest of', latest: 'the latest of', late: 'late by', atOnce: 'late at once',
  opens: 'opens', raises: 'raises', movesTo: 'goes to', closesAs: 'closes as', yes: 'yes', no: 'no', given: 'given', notGiven: 'not given', and: 'and', or: 'or',
  not: 'not', answered: 'answered', leadsTo: 'leads to',
  lists: 'List', events: 'Event', caseTasks: 'Beside the stages', forEach: 'for each', writes: 'writes down', outcomes: 'ends as', recordedBy: 'recorded by', about: 'about', judgedBy: 'counts once done:',
  units: {
    second: { one: '# second', other: '# seconds' }, minute: { one: '# minute', other: '# minutes' }, hour: { one: '# hour', other: '# hours' },
    day: { one: '# day', other: '# days' }, working_day: { one: '# working day', other: '# working days' }, week: { one: '# week', other: '# weeks' },
    month: { one: '# month', other: '# months' }, year: { one: '# year', other: '# years' },
  },
};

/** Duals as they stand behind a preposition, which is where most lengths stand. */
const ar: DiagramWords = {
  start: 'فتح الحالة', reviews: 'متابعة', alerts: 'إنذار', clocks: 'مهلة', atAnyTime: 'في أي وقت', closure: 'الإغلاق', closed: 'أُغلقت', due: 'الموعد',
  noDue: 'بلا موعد', first: 'الأولى', every: 'ثم كل', approval: 'موافقة', agreement: 'يوافق عليه', client: 'صاحب الحالة', decision: 'يقرّر', onDemand: 'عند الطلب', raisedWhen: 'يُطلق عندما', raisedBy: 'يُطلقه', partner: 'شريك',
  within: 'خلال', between: 'بين كل اثنتين:', againAndAgain: 'مراراً', resolvedBy: 'ينهيه', must: 'ما يمنع الإغلاق', when: 'إذا', otherwise: 'وإلا', again: 'من جديد إذا',
  after: 'بعد', before: 'قبل', notBefore: 'ليس قبل', earliest: 'الأبكر من', latest: 'الأخير من', late: 'عند التأخر', atOnce: 'عند التأخر فوراً',
  opens: 'تُفتح', raises: 'يُطلق', movesTo: 'الانتقال إلى', closesAs: 'الإغلاق:', yes: 'نعم', no: 'لا', given: 'أُعطيت', notGiven: 'لم تُعطَ', and: 'و', or: 'أو',
  not: 'ليس', answered: 'أُجيب', leadsTo: 'يؤدي إلى',
  lists: 'قائمة', events: 'حدث', caseTasks: 'إلى جانب المراحل', forEach: 'لكل', writes: 'يُدوَّن فيها', outcomes: 'تنتهي بـ', recordedBy: 'يسجّله', about: 'بشأن', judgedBy: 'يُحتسب بعد إتمام:',
  units: {
    second: { one: 'ثانية', two: 'ثانيتين', few: '# ثوانٍ', many: '# ثانية', other: '# ثانية' },
    minute: { one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' },
    hour: { one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' },
    day: { one: 'يوم', two: 'يومين', few: '# أيام', many: '# يوماً', other: '# يوم' },
    working_day: { one: 'يوم عمل', two: 'يومي عمل', few: '# أيام عمل', many: '# يوم عمل', other: '# يوم عمل' },
    week: { one: 'أسبوع', two: 'أسبوعين', few: '# أسابيع', many: '# أسبوعاً', other: '# أسبوع' },
    month: { one: 'شهر', two: 'شهرين', few: '# أشهر', many: '# شهراً', other: '# شهر' },
    year: { one: 'سنة', two: 'سنتين', few: '# سنوات', many: '# سنة', other: '# سنة' },
  },
};

const fa: DiagramWords = {
  start: 'باز شدن پرونده', reviews: 'پیگیری', alerts: 'هشدار', clocks: 'مهلت', atAnyTime: 'در هر زمان', closure: 'بستن پرونده', closed: 'بسته شد', due: 'مهلت',
  noDue: 'بدون مهلت', first: 'نخست', every: 'سپس هر', approval: 'تأیید', agreement: 'با موافقت', client: 'مددجو', decision: 'تصمیم‌گیرنده', onDemand: 'در صورت نیاز', raisedWhen: 'اعلام می‌شود وقتی', raisedBy: 'اعلام‌کننده', partner: 'سازمان همکار',
  within: 'ظرف', between: 'میان هر دو:', againAndAgain: 'بارها', resolvedBy: 'پایان‌دهنده', must: 'آنچه مانع بستن است', when: 'اگر', otherwise: 'وگرنه', again: 'دوباره اگر',
  after: 'پس از', before: 'پیش از', notBefore: 'نه پیش از', earliest: 'زودترینِ', latest: 'دیرترینِ', late: 'با تأخیر', atOnce: 'بی‌درنگ پس از تأخیر',
  opens: 'باز می‌شود', raises: 'اعلام می‌شود', movesTo: 'می‌رود به', closesAs: 'بسته می‌شود:', yes: 'بله', no: 'خیر', given: 'داده شده', notGiven: 'داده نشده', and: 'و', or: 'یا',
  not: 'نه', answered: 'پاسخ داده شده', leadsTo: 'می‌رسد به',
  lists: 'فهرست', events: 'رویداد', caseTasks: 'در کنار مراحل', forEach: 'برای هر', writes: 'ثبت می‌شود در آن:', outcomes: 'پایان می‌یابد با', recordedBy: 'ثبت‌کننده', about: 'درباره', judgedBy: 'به شمار می‌آید پس از انجام:',
  units: {
    second: { other: '# ثانیه' }, minute: { other: '# دقیقه' }, hour: { other: '# ساعت' }, day: { other: '# روز' }, working_day: { other: '# روز کاری' },
    week: { other: '# هفته' }, month: { other: '# ماه' }, year: { other: '# سال' },
  },
};

const fr: DiagramWords = {
  start: 'Ouverture du dossier', reviews: 'Suivi', alerts: 'Alerte', clocks: 'Délai', atAnyTime: 'À tout moment', closure: 'Clôture', closed: 'Clos', due: 'échéance',
  noDue: 'sans échéance', first: 'premier', every: 'puis tous les', approval: 'approuvé par', agreement: 'avec l’accord de', client: 'le bénéficiaire', decision: 'décidé par', onDemand: 'à la demande', raisedWhen: 'déclenchée si', raisedBy: 'déclenchée par', partner: 'un partenaire',
  within: 'sous', between: 'entre deux :', againAndAgain: 'encore et encore', resolvedBy: 'levée par', must: 'Ce qui empêche la clôture', when: 'si', otherwise: 'sinon', again: 'à nouveau si',
  after: 'après', before: 'avant', notBefore: 'pas avant', earliest: 'la plus proche de', latest: 'la plus tardive de', late: 'en retard de', atOnce: 'dès le retard',
  opens: 'ouvre', raises: 'déclenche', movesTo: 'passe à', closesAs: 'clôt :', yes: 'oui', no: 'non', given: 'donné', notGiven: 'non donné', and: 'et', or: 'ou',
  not: 'non', answered: 'répondu', leadsTo: 'mène à',
  lists: 'Liste', events: 'Événement', caseTasks: 'À côté des étapes', forEach: 'pour chaque', writes: 'on y note', outcomes: 'se termine par', recordedBy: 'enregistré par', about: 'au sujet de', judgedBy: 'compte une fois fait :',
  units: {
    second: { one: '# seconde', other: '# secondes' }, minute: { one: '# minute', other: '# minutes' }, hour: { one: '# heure', other: '# heures' },
    day: { one: '# jour', other: '# jours' }, working_day: { one: '# jour ouvré', other: '# jours ouvrés' }, week: { one: '# semaine', other: '# semaines' },
    month: { other: '# mois' }, year: { one: '# an', other: '# ans' },
  },
};

const ru: DiagramWords = {
  start: 'Дело открыто', reviews: 'Пересмотр', alerts: 'Тревога', clocks: 'Срок', atAnyTime: 'В любое время', closure: 'Закрытие', closed: 'Закрыто', due: 'срок',
  noDue: 'без срока', first: 'первый', every: 'затем каждые', approval: 'утверждает', agreement: 'соглашаются', client: 'клиент', decision: 'решает', onDemand: 'по требованию', raisedWhen: 'поднимается, если', raisedBy: 'поднимает', partner: 'партнёр',
  within: 'за', between: 'между двумя:', againAndAgain: 'снова и снова', resolvedBy: 'снимает', must: 'Что мешает закрытию', when: 'если', otherwise: 'иначе', again: 'снова, если',
  after: 'после', before: 'до', notBefore: 'не раньше', earliest: 'раннее из', latest: 'позднее из', late: 'опоздание', atOnce: 'сразу при опоздании',
  opens: 'открывается', raises: 'поднимается', movesTo: 'переход к', closesAs: 'закрытие:', yes: 'да', no: 'нет', given: 'дано', notGiven: 'не дано', and: 'и', or: 'или',
  not: 'не', answered: 'есть ответ', leadsTo: 'ведёт к',
  lists: 'Список', events: 'Событие', caseTasks: 'Помимо этапов', forEach: 'для каждого:', writes: 'здесь записывается:', outcomes: 'завершается:', recordedBy: 'записывает', about: 'касается:', judgedBy: 'учитывается, когда выполнено:',
  units: {
    second: { one: '# секунда', few: '# секунды', many: '# секунд', other: '# секунды' }, minute: { one: '# минута', few: '# минуты', many: '# минут', other: '# минуты' },
    hour: { one: '# час', few: '# часа', many: '# часов', other: '# часа' }, day: { one: '# день', few: '# дня', many: '# дней', other: '# дня' },
    working_day: { one: '# рабочий день', few: '# рабочих дня', many: '# рабочих дней', other: '# рабочего дня' },
    week: { one: '# неделя', few: '# недели', many: '# недель', other: '# недели' }, month: { one: '# месяц', few: '# месяца', many: '# месяцев', other: '# месяца' },
    year: { one: '# год', few: '# года', many: '# лет', other: '# года' },
  },
};

const WORDS: Record<string, DiagramWords> = { en, ar, fa, fr, ru };

const baseOf = (language: string): string => language.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** The words for a language; English where there are none of it. */
export const wordsFor = (language: string): DiagramWords => WORDS[baseOf(language)] ?? en;

/** Languages written from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ku', 'ckb', 'dv', 'sd', 'ug', 'yi']);

export const isRightToLeft = (language: string): boolean => RIGHT_TO_LEFT.has(baseOf(language));

/** `3 working days` in the words of a language. */
export function sayLength({ n, unit }: Length, language: string): string {
  const forms = wordsFor(language).units[unit];
  const spoken = WORDS[baseOf(language)] ? baseOf(language) : 'en';
  return (forms[new Intl.PluralRules(spoken).select(n)] ?? forms.other).replace('#', String(n));
}
