// The language of an answer: what the reader prefers of what there is.

import { readerLanguage } from '../../api/reader-language';

it.each([
  [undefined, undefined, 'en'],
  [undefined, 'ar', 'ar'],
  ['ar-JO,en;q=0.5', 'en', 'ar'],
  ['en;q=0.4, ar;q=0.9', undefined, 'ar'],
  ['fr, *', 'ar', 'ar'],
  ['fr', 'de', 'en'],
  ['ar;q=0', undefined, 'en'],
  ['AR', undefined, 'ar'],
  [';;,,q=', 'ar', 'ar'],
  ['x'.repeat(100_000), undefined, 'en'],
])('Accept-Language %s of somebody who has %s is answered in %s', (header, own, language) => {
  expect(readerLanguage(header, own, ['en', 'ar'])).toBe(language);
});
