// The data converter that all who speak with cases have in common: the workers, the API, the command line.

import type { DataConverter, PayloadCodec } from '@temporalio/common';

/** File that the bundle of the workflows needs as well: failures are written inside of the isolate. */
export const FAILURE_CONVERTER_PATH = require.resolve('./failure-converter');

/** Without a codec, payloads rest in clear: for tests and recorded histories alone. */
export function createDataConverter(codec?: PayloadCodec): DataConverter {
  return { failureConverterPath: FAILURE_CONVERTER_PATH, payloadCodecs: codec ? [codec] : [] };
}
