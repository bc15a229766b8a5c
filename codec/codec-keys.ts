// The payload key of an installation, derived from its secret: what lies in Temporal is never sealed with the secret itself.

import { createHash, hkdfSync } from 'node:crypto';
import type { CodecKeys } from './seal';

/** Keys for `createCodec`. The id says which key it is without giving it away. */
export function codecKeysFrom(secret: Uint8Array): CodecKeys {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'caseway payloads', 32));
  const id = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return { current: id, byId: { [id]: key } };
}
