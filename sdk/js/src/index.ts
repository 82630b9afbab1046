export type { Options, Throughline, Traits } from './client.ts';
export { start } from './client.ts';
