// Sealing with a key for each case, wrapped by the key of the installation.

import { createCaseKey, openJson, sealJson, sealingKey, unwrapCaseKey } from '../../records/encryption';

const installation = sealingKey(Buffer.alloc(32, 1));
const short = { said: 'short' };
const long = { said: 'the same again, '.repeat(200) };

test.each([['short', short], ['long', long]])('%s content opens as it was sealed', (_what, value) => {
  const { key } = createCaseKey(installation, 'E-1');
  expect(openJson(key, sealJson(key, value, 'state:E-1'), 'state:E-1')).toEqual(value);
});

test('long content is smaller sealed than in clear', () => {
  expect(sealJson(installation, long, 'x').length).toBeLessThan(JSON.stringify(long).length / 4);
});

test('the same content is never sealed the same twice', () => {
  expect(sealJson(installation, short, 'x').equals(sealJson(installation, short, 'x'))).toBe(false);
});

test('format version and key id stand in front', () => {
  const sealed = sealJson(installation, short, 'x');
  expect(sealed[0]).toBe(1);
  expect(sealed.subarray(1, 9)).toEqual(installation.id);
  expect(sealJson(installation, long, 'x')[0]).toBe(2);
});

test('a case’s key opens for that case and with that installation alone', () => {
  const { key, wrapped } = createCaseKey(installation, 'E-1');
  expect(unwrapCaseKey(installation, wrapped, 'E-1')).toEqual(key);
  expect(() => unwrapCaseKey(installation, wrapped, 'E-2')).toThrow(expect.objectContaining({ code: 'content-unreadable' }));
  expect(() => unwrapCaseKey(sealingKey(Buffer.alloc(32, 2)), wrapped, 'E-1')).toThrow(expect.objectContaining({ code: 'key-unknown' }));
});

test('content moved to another purpose does not open', () => {
  expect(() => openJson(installation, sealJson(installation, short, 'a'), 'b')).toThrow(expect.objectContaining({ code: 'content-unreadable' }));
});

test('no byte can be changed, and none left out', () => {
  const sealed = sealJson(installation, short, 'x');
  for (let place = 0; place < sealed.length; place += 1) {
    const changed = Buffer.from(sealed);
    changed[place] = (changed[place] as number) ^ 1;
    expect(() => openJson(installation, changed, 'x')).toThrow(expect.objectContaining({ name: 'RecordsError' }));
    expect(() => openJson(installation, sealed.subarray(0, place), 'x')).toThrow(expect.objectContaining({ name: 'RecordsError' }));
  }
});
