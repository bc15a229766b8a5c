// The shipped workflows with an onlooker: after each event, in replay too, the digest of state and effects leaves by a sink.

import { proxySinks } from '@temporalio/workflow';
import type { Sinks } from '@temporalio/workflow';
import { hashOf } from '../../process/hash';
import { observeTransitions } from '../../workflows/observe';

export interface DigestSinks extends Sinks {
  digests: { note(event: string, at: string, digest: string): void };
}

const { digests } = proxySinks<DigestSinks>();
observeTransitions((event, at, result) => digests.note(event, at, hashOf({ state: result.case, effects: result.effects })));

export * from '../../workflows/index';
