// A process of one's own from a shipped one: the same behaviour under another name, with the texts of the language chosen.

import { compileProcess } from '../../language/compile';
import { deriveProcess, scalar, writeTexts } from '../../language/derive-process';
import { compileShipped, readFolder } from '../definitions';

const PATH = 'processes/child_protection.yaml';
const TEXT = Buffer.from(readFolder()[PATH] as Uint8Array).toString('utf8');
const { rules, texts } = compileShipped();

function derive(language: string) {
  const text = deriveProcess(PATH, TEXT, { id: 'my_own', title: 'Mine: all of it', language, texts: texts[language] ?? {}, head: ['# Mine.'] });
  return { text, compiled: compileProcess({ path: 'processes/my_own.yaml', text }) };
}

test.each(['ar', 'en'])('in %s it compiles to the same behaviour under its own name', (language) => {
  const { compiled } = derive(language);
  expect(compiled.problems).toEqual([]);
  expect({ ...compiled.process, id: 'child_protection', language: 'ar' }).toEqual(rules.process);
  expect(compiled.title).toBe('Mine: all of it');
});

test('has the texts of its language in the places of the old ones, those of several lines too', () => {
  const { compiled } = derive('en');
  const expected = { ...texts['en'], title: 'Mine: all of it' };
  expect(compiled.texts['en']).toEqual(Object.fromEntries(Object.entries(expected).map(([path, words]) => [path, words.trim()])));
});

test('begins with its own head, and keeps nothing of the old one', () => {
  const { text } = derive('en');
  expect(text.split('\n').slice(0, 3)).toEqual(['# Mine.', '', 'process: my_own']);
  expect(text).not.toContain('حماية الطفل');
});

test('keeps what has no text in the new language as it was', () => {
  const text = deriveProcess(PATH, TEXT, { id: 'my_own', title: 'Mine', language: 'fr', texts: {}, head: [] });
  expect(text).toContain('title: الفرز والتسجيل');
});

test.each(['plain', 'with: a colon', '# no comment', 'yes', '- no list', "it's", '"quoted"', '12', '{ braces }', 'a\nb\n\nc', 'a, b', ' space', '@at', '%per', 'a #b'])('writes the text %j so that it is read as it was', (words) => {
  const file = writeTexts('x', 'en', { title: words, help: 'last' });
  const { compiled } = { compiled: compileProcess({ path: PATH, text: TEXT, texts: [{ path: 'texts/child_protection.fr.yaml', text: file }] }) };
  expect(compiled.problems.filter((one) => one.code !== 'missing-translation')).toEqual([]);
  expect(compiled.texts['fr']?.['title']).toBe(words.trim());
  expect(scalar('one line', 4)).toBe('one line');
});
