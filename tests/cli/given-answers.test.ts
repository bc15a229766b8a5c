// What kind a value given on a command line is.

import { parseValue } from '../../cli/given-answers';

it.each([
  ['yes', true], ['no', false], ['true', true], ['false', false],
  ['3', 3], ['-2.5', -2.5], ['0', 0],
  ['"3"', '3'], ['007', '007'], ['1e9', '1e9'], ['99999999999999999999', '99999999999999999999'],
  ['high', 'high'], ['2014-05', '2014-05'], ['Goes to school, again', 'Goes to school, again'], ['', ''],
  ['[safety, education]', ['safety', 'education']], ['["safety"]', ['safety']], ['[]', []],
  ['{"given": true}', { given: true }], ['{broken', '{broken'],
])('%s is %j', (text, value) => {
  expect(parseValue(text)).toEqual(value);
});
