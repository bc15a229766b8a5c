// The keys of the cases that were used last, so that most writes and reads need no extra look at the database.

import { createCaseKey, sealingKey, unwrapCaseKey } from './encryption';
import type { SealingKey } from './encryption';

export interface CaseKey {
  key: SealingKey;
  /** As it stands in the database. */
  wrapped: Buffer;
}

export interface CaseKeys {
  /** The key as last seen, or null. */
  remembered(caseNumber: string): CaseKey | null;
  /** A new key, remembered only once the records have taken it. */
  create(caseNumber: string): CaseKey;
  /** The key that is wrapped in the database; remembers it. @throws RecordsError `key-unknown`, `content-unreadable`. */
  unwrap(caseNumber: string, wrapped: Buffer): CaseKey;
  remember(caseNumber: string, key: CaseKey): void;
}

/** About a quarter of a kilobyte each. */
const KEPT = 10_000;

/** @throws RecordsError `key-unusable`. */
export function createCaseKeys(installationKey: Buffer): CaseKeys {
  const installation = sealingKey(installationKey);
  const kept = new Map<string, CaseKey>();
  const remember = (caseNumber: string, key: CaseKey): void => {
    // A map gives its keys in the order they came: taken out and put in again, the first one is the one longest unused.
    kept.delete(caseNumber);
    kept.set(caseNumber, key);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  };
  return {
    remember,
    remembered: (caseNumber) => kept.get(caseNumber) ?? null,
    create: (caseNumber) => createCaseKey(installation, caseNumber),
    unwrap(caseNumber, wrapped) {
      const known = kept.get(caseNumber);
      const key = known?.wrapped.equals(wrapped) ? known : { key: unwrapCaseKey(installation, wrapped, caseNumber), wrapped };
      remember(caseNumber, key);
      return key;
    },
  };
}
