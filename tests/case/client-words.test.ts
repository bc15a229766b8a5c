// By what a client is found again: whatever the script, the accents and the order of the words, and by dates that not all know whole.

import fc from 'fast-check';
import { clientWords, likeness, wordsOf } from '../../case/client-words';

test.each([
  ['Zoë Müller', 'zoe MULLER'], ['أحمد الهاشمي', 'احمد الهاشمی'], ['فاطمة', 'فاطمه'], ['مُحَمَّد', 'محمد'], ['علی‌رضا', 'عليرضا'], ['Фёдоров', 'федоров'], ["O'Neil-Smith", 'smith o neil'],
])('%s and %s are the same words', (one, other) => {
  expect([...wordsOf(one)].sort()).toEqual([...wordsOf(other)].sort());
});

test('a date is looked for by its year and month too, and a household as a whole', () => {
  expect(clientWords({ birthDate: '2014-05-26', household: ' R-12 / 7 ' })).toEqual(['born 2014', 'born 2014-05', 'born 2014-05-26', 'household r 12 7']);
  expect(clientWords({ birthDate: '2014' })).toEqual(['born 2014']);
  expect(clientWords({ birthDate: 'in May' })).toEqual([]);
});

test.each([
  ['two words of a name are the name', { name: 'Salma Haddad' }, { name: 'Haddad Salma Amina' }, ['name']],
  ['one word alone is not', { name: 'Salma Haddad' }, { name: 'Salma Qasim' }, null],
  ['one word is where the dates agree as far as both are known', { name: 'Salma Haddad', birthDate: '2014-05-26' }, { name: 'Salma Qasim', birthDate: '2014-05' }, ['name', 'birth_date']],
  ['nor are two where the dates exclude each other', { name: 'Salma Haddad', birthDate: '2014-05-26' }, { name: 'Salma Haddad', birthDate: '2009' }, null],
  ['a date alone is nobody', { birthDate: '2014-05-26' }, { birthDate: '2014-05-26' }, null],
  ['a household is one, whoever it is', { name: 'Salma Haddad', birthDate: '2014', household: 'R-12' }, { name: 'Omar Haddad', birthDate: '1980', household: 'r 12' }, ['household']],
  ['two who are known by one name alone', { name: 'Salma' }, { name: 'salma' }, ['name']],
])('%s', (_what, one, other, same) => {
  expect(likeness(one, other)).toEqual(same && { same });
  expect(likeness(other, one)).toEqual(same && { same });
});

test('whoever is alike shares a word that is looked for', () => {
  const facts = fc.record({
    name: fc.array(fc.constantFrom('Salma', 'Haddad', 'عمر', 'Zoë', 'Фёдор'), { maxLength: 3 }).map((words) => words.join(' ')),
    birthDate: fc.constantFrom('2014', '2014-05', '2014-05-26', '2009-01-01'), household: fc.constantFrom('R 1', 'R-2', ''),
  }, { requiredKeys: [] });
  fc.assert(fc.property(facts, facts, (one, other) => {
    if (!likeness(one, other)) return;
    const words = clientWords(one);
    expect(clientWords(other).some((word) => words.includes(word))).toBe(true);
  }));
});
