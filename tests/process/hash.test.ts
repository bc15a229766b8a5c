// That equal artefacts have equal hashes, different ones different, and frozen ones stay as they are.

import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { canonicalJson, deepFreeze, hashOf, sha256 } from '../../process/hash';

describe('the canonical JSON of an artefact', () => {
  it('does not depend on the order of the keys', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, 2], c: null } })).toBe('{"a":{"c":null,"d":[1,2]},"b":1}');
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(canonicalJson({ a: undefined, b: '', c: [], d: {}, e: false })).toBe('{"b":"","c":[],"d":{},"e":false}');
  });

  it('keeps the order of a list', () => {
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
  });

  it.each([[Number.NaN], [Infinity], [() => 1], [1n], [undefined], [[undefined]], [new Date(0)], [new Map()]])(
    'refuses what JSON cannot hold: %p',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );

  it('is the same after a round trip through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again: unknown = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(again)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(again);
      }),
    );
  });
});

describe('a hash', () => {
  it('is the SHA-256 of the UTF-8 text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
    expect(sha256('يوم عمل')).toBe(createHash('sha256').update('يوم عمل').digest('hex'));
  });
});

describe('a frozen artefact', () => {
  it('cannot be changed at any depth', () => {
    const frozen = deepFreeze({ list: [{ inner: 1 }] });
    expect(() => { (frozen.list[0] as { inner: number }).inner = 2; }).toThrow(TypeError);
    expect(() => frozen.list.push({ inner: 3 })).toThrow(TypeError);
  });

  it('is frozen inside too when its outside was frozen already', () => {
    const half = Object.freeze({ inner: { n: 1 } });
    expect(Object.isFrozen(deepFreeze(half).inner)).toBe(true);
  });
});
