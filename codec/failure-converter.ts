// How failures travel: their messages and traces as a payload, so that the codec encrypts them too. Loaded by its path, in the isolate as well.

import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
