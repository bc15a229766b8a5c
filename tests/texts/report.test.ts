// The final report as a page: in every language, in its direction, each answer in words, and nothing in it becomes markup.

import fc from 'fast-check';
import type { AnswerValue } from '../../case/case';
import { report } from '../../case/report';
import { answerText } from '../../texts/answer-text';
import { renderReport } from '../../texts/report';
import { sayReport } from '../../texts/report-words';
import { CATALOGUES } from '../../texts/say';
import { compileShipped } from '../definitions';
import { rana, samir, story } from '../case/story';
import { plain } from './amman';

const shipped = compileShipped();
const { texts } = shipped;
const rules = { ...shipped.rules, agency: { ...shipped.rules.agency, id: rana.agency } };
const words = (reader: string) => ({ reader, texts, process: rules.process, calendar: rules.calendar });

function page(reader: string, name = 'Sami', by = rana): string {
  const case_ = story(rules).open({ child_name: name, birth_date: '2014-05' }).complete('screening', { eligible: true, risk: 'immediate', not_eligible_why: name });
  case_.acknowledge(samir, name).resolve({ risk: 'low' }).complete('informed_consent', { consent: { given: true, by: 'guardian', on: '2026-03-25' } });
  const said = sayReport(report(rules, case_.state, case_.world.journal, by, case_.world.now), words(reader));
  return renderReport(said, { ...words(reader), agency: 'Amal', name: by.name }).html;
}

test('says titles and answers in the words of the agency', () => {
  const html = plain(page('en')).replaceAll(/<[^>]+>/g, '|').replaceAll(/\|+/g, '|');
  for (const said of [
    '|Report on an open case|', '|Child protection| · |Amal|', '|Child&#39;s name|Sami|', '|Date of birth|2014-05|', '|Informed consent|Given · Parent or guardian · Wednesday 25 March 2026|',
    '|Do the admission criteria hold (vulnerability or risk)?|Yes|', '|Risk level|Low|', '|Screening and registration|27 Mar 2026, 10:00|26 Mar 2026, 10:00|RANA|Done|', '|Immediate risk|26 Mar 2026, 10:00|by a rule|26 Mar 2026, 10:00|SAMIR|Sami|',
  ]) expect(html).toContain(said);
});

test('is written in the language and the direction of its reader, and falls back to no other where the agency has the words', () => {
  expect(page('ar')).toContain('<html lang="ar" dir="rtl">');
  expect(page('ar')).toContain('<bdi>الفرز والتسجيل</bdi>');
  expect(page('fr')).toContain('<html lang="fr" dir="ltr">');
});

test.each(Object.keys(CATALOGUES))('leaves no path and no placeholder in %s', (language) => {
  const html = page(language).replace(/<style>.*<\/style>/, '');
  expect(html).not.toMatch(/[{}]|stages\.|fields\.|alerts\.|undefined|null/);
});

test.each([['en', '|Version 1|the client|Refused|afraid|26 Mar 2026, 10:00|RANA|', '|Parent or guardian|Waits for agreement|'], ['fr', '|Version n° 1|la personne accompagnée|Refusé|afraid|', '|En attente d’accord|']])('says in %s who has agreed to what, and who has not said anything yet', (reader, refused, waits) => {
  const process = { ...rules.process, stages: rules.process.stages.map((stage) => ({ ...stage, tasks: stage.tasks.map((task) => (task.id === 'screening' ? { ...task, agree: ['client', 'guardian'] } : task)) })) };
  const agreeing = { ...rules, process };
  const case_ = story(agreeing).open().complete('screening', { eligible: true, risk: 'low' }).does({ type: 'agree', by: rana, task: 'screening', who: 'client', answer: 'refused', reason: 'afraid' });
  const said = sayReport(report(agreeing, case_.state, case_.world.journal, rana, case_.world.now), { ...words(reader), process });
  const html = plain(renderReport(said, { ...words(reader), agency: 'Amal', name: 'RANA' }).html).replaceAll(/<[^>]+>/g, '|').replaceAll(/\|+/g, '|');
  for (const one of [refused, waits]) expect(html).toContain(one);
});

test('whatever somebody has written, nothing of it becomes markup', () => {
  const tags = /<(?!\/?(html|head|meta|title|style|body|header|h1|h2|p|bdi|strong|main|table|thead|tbody|tr|th|td|section|footer)\b)(?!!doctype)/i;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('en', 'ar'), (text, reader) => {
      expect(page(reader, `x${text}"'><script>alert(1)</script><img src=x onerror=y></style>&lt;`)).not.toMatch(tags);
    }),
    { numRuns: 30 },
  );
});

test('loads nothing and runs nothing', () => {
  expect(page('en')).not.toMatch(/<script|<link|<img|\bhttps?:|url\(|@import|\son\w+=| style="/i);
});

test.each<[string, AnswerValue, string]>([
  ['needs', ['safety', 'health'], 'Safety · Health'],
  ['risk', 'high', 'High'],
  ['eligible', false, 'No'],
  ['consent', { given: false }, 'Refused'],
  ['consent', { given: true, by: 'client' }, 'Given · the client'],
  ['birth_date', '2014', '2014'],
  ['outcome', 'As it is <b>', 'As it is <b>'],
  ['unknown', 'x', 'x'],
])('an answer to %s is said in words', (field, value, text) => {
  expect(answerText(field, value, words('en'))).toBe(text);
});
