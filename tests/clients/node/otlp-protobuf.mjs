import { send as sendOtlp } from './otlp.mjs';

/** The same records as protobuf, packed with gzip. */
export const send = job => sendOtlp(job, 'protobuf');
