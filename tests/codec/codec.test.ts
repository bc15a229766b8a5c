// Payloads there and back, changed on their way, and rules by their hash.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { createCodec, RULES_REF, rulesHash, SEALED } from '../../codec/codec';
import { createRulesStore } from '../../codec/rules-store';
import type { RulesStore } from '../../codec/rules-store';
import type { Rules } from '../../process/rules';

const rulesOf = (hash: string, padding = 0): Rules =>
  ({
    $rules: hash,
    hashes: { process: hash, calendar: hash, agency: hash },
    process: { format: 1, id: 'child_protection', padding: 'x'.repeat(padding) },
  }) as unknown as Rules;
const HASH = 'ab'.repeat(32);
const key = () => new Uint8Array(randomBytes(32));
const plain = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Parameters<typeof defaultPayloadConverter.fromPayload>[0]) => defaultPayloadConverter.fromPayload(payload);
const encoding = (payload: { metadata?: Record<string, Uint8Array> | null }) => Buffer.from(payload.metadata!.encoding!).toString();

let folder: string;
let rules: RulesStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caseway-codec-'));
  rules = createRulesStore({ folder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const twoKeys = { current: 'k2', byId: { k1: key(), k2: key() } };

test('any JSON comes back as it went in', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), async (values) => {
      const back = await codec.decode(await codec.encode(values.map(plain)));
      expect(back.map((payload) => JSON.stringify(valueOf(payload)))).toEqual(values.map((value) => JSON.stringify(JSON.parse(JSON.stringify(value)))));
    }),
  );
});

test('payloads that are not JSON keep their metadata and their bytes', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const bytes = plain(new Uint8Array(randomBytes(500)));
  const typed = { metadata: { encoding: Buffer.from('json/protobuf'), messageType: Buffer.from('a.B') }, data: Buffer.from('{"a":1}') };
  const [one, two] = await codec.decode(await codec.encode([bytes, typed]));
  expect(Buffer.from(one!.data!)).toEqual(Buffer.from(bytes.data!));
  expect(encoding(one!)).toBe('binary/plain');
  expect(Buffer.from(two!.metadata!.messageType!).toString()).toBe('a.B');
});

test('what is sealed shows nothing of its content, and is smaller', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const state = { answers: Array.from({ length: 20 }, () => ({ value: 'Layla Haddad', at: '2026-03-26T07:00:00.000Z', by: 'u1' })) };
  const payload = plain(state);
  const [sealed] = await codec.encode([payload]);
  expect(encoding(sealed!)).toBe(SEALED);
  expect(Buffer.from(sealed!.data!).toString('latin1')).not.toContain('Layla');
  expect(sealed!.data!.length).toBeLessThan(payload.data!.length / 3);
});

test('the same content is sealed differently each time', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const sealed = await codec.encode(Array.from({ length: 600 }, () => plain('the same')));
  expect(new Set(sealed.map((payload) => Buffer.from(payload.data!).toString('hex'))).size).toBe(600);
});

test('a small answer of a call takes no more bytes sealed than in clear', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const answer = { case: 'JO-7F3K-92QD', sequence: 12, stage: 'implementation', status: 'open', opened: ['follow_up.3'], ended: ['follow_up.2'] };
  const [sealed] = await codec.encode([plain(answer)]);
  expect(sealed!.data!.length).toBeLessThanOrEqual(JSON.stringify(answer).length);
});

test('an empty result is left alone', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const nothing = plain(undefined);
  expect(await codec.encode([nothing])).toEqual([nothing]);
});

test('a payload that another key sealed is opened by its id, and refused without that key', async () => {
  const old = createCodec({ keys: { current: 'k1', byId: twoKeys.byId }, rules });
  const sealed = await old.encode([plain('kept for years')]);
  const both = createCodec({ keys: twoKeys, rules });
  expect(valueOf((await both.decode(sealed))[0]!)).toBe('kept for years');
  const without = createCodec({ keys: { current: 'k2', byId: { k2: twoKeys.byId.k2 } }, rules });
  await expect(without.decode(sealed)).rejects.toMatchObject({ code: 'key-missing', message: expect.stringContaining('"k1"') });
  const wrong = createCodec({ keys: { current: 'k1', byId: { k1: key() } }, rules });
  await expect(wrong.decode(sealed)).rejects.toMatchObject({ code: 'key-wrong' });
});

test('a payload changed anywhere on its way is refused, and never crashes the reader', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  const [sealed] = await codec.encode([plain({ a: 'some content that is long enough to be compressed, some content' })]);
  for (let i = 0; i < sealed!.data!.length; i++) {
    const data = Buffer.from(sealed!.data!);
    data[i]! ^= 1;
    // What kind of content it is stands in clear, and is vouched for all the same.
    const because = i === 1 ? { code: 'key-wrong' } : { name: 'CodecError' };
    await expect(codec.decode([{ ...sealed, data }])).rejects.toMatchObject(because);
    await expect(codec.decode([{ ...sealed, data: data.subarray(0, i) }])).rejects.toMatchObject({ name: 'CodecError' });
  }
});

test('keys that cannot work are refused when the codec is made', () => {
  expect(() => createCodec({ keys: { current: 'k9', byId: twoKeys.byId }, rules })).toThrow('"k9" is not among the keys');
  expect(() => createCodec({ keys: { current: 'k', byId: { k: new Uint8Array(16) } }, rules })).toThrow('has 16 bytes');
});

test('what nobody encoded passes unchanged', async () => {
  const codec = createCodec({ keys: twoKeys, rules });
  expect(valueOf((await codec.decode([plain({ typed: 'by hand' })]))[0]!)).toEqual({ typed: 'by hand' });
});

describe('rules', () => {
  test('published rules travel as their hash and come back whole', async () => {
    await rules.put(rulesOf(HASH, 30_000));
    const codec = createCodec({ keys: twoKeys, rules });
    const [ref] = await codec.encode([plain(rulesOf(HASH, 30_000))]);
    expect(encoding(ref!)).toBe(RULES_REF);
    expect(Buffer.from(ref!.data!).toString()).toBe(HASH);
    expect(valueOf((await codec.decode([ref!]))[0]!)).toEqual(rulesOf(HASH, 30_000));
  });

  test('decoded again and again, the bytes are the same object and stand alone in their memory', async () => {
    await rules.put(rulesOf(HASH, 30_000));
    const codec = createCodec({ keys: twoKeys, rules });
    const refs = await codec.encode([plain(rulesOf(HASH)), plain(rulesOf(HASH))]);
    const [one, two] = await codec.decode(refs);
    expect(one!.data).toBe(two!.data);
    expect(one!.data!.buffer.byteLength).toBe(one!.data!.byteLength);
  });

  test('rules that were never published travel whole', async () => {
    const codec = createCodec({ keys: twoKeys, rules });
    const [sealed] = await codec.encode([plain(rulesOf(HASH))]);
    expect(encoding(sealed!)).toBe(SEALED);
    const elsewhere = createCodec({ keys: twoKeys, rules: createRulesStore({ folder: path.join(folder, 'other') }) });
    expect(valueOf((await elsewhere.decode([sealed!]))[0]!)).toEqual(rulesOf(HASH));
  });

  test('missing rules are named in the error, and the same payload can be read once they are there', async () => {
    await rules.put(rulesOf(HASH));
    const refs = await createCodec({ keys: twoKeys, rules }).encode([plain(rulesOf(HASH))]);
    const empty = createRulesStore({ folder: path.join(folder, 'empty') });
    const codec = createCodec({ keys: twoKeys, rules: empty });
    await expect(codec.decode(refs)).rejects.toMatchObject({ code: 'rules-missing', hash: HASH, message: expect.stringContaining(HASH) });
    await empty.put(rulesOf(HASH));
    expect(valueOf((await codec.decode(refs))[0]!)).toEqual(rulesOf(HASH));
  });

  test('something that only looks like rules is sealed as any other payload', async () => {
    const codec = createCodec({ keys: twoKeys, rules });
    for (const value of [{ $rules: 'x' }, { $rules: HASH.toUpperCase() }, { $rules: `${HASH}0` }, { $rules: HASH }]) {
      const [sealed] = await codec.encode([plain(value)]);
      expect(encoding(sealed!)).toBe(SEALED);
      expect(valueOf((await codec.decode([sealed!]))[0]!)).toEqual(value);
    }
    expect(rulesHash(undefined)).toBeNull();
  });

  test('a reference without a hash is refused', async () => {
    const codec = createCodec({ keys: twoKeys, rules });
    const broken = { metadata: { encoding: Buffer.from(RULES_REF) }, data: Buffer.from('../../etc/passwd') };
    await expect(codec.decode([broken])).rejects.toMatchObject({ code: 'payload-broken' });
  });
});
