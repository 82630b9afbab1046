import { send as sendPosthog } from './posthog.mjs';

/** The same library with its newer way, which wants a result for every event. */
export const send = job => sendPosthog(job, 'v1');
