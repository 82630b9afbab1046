import { Analytics } from '@segment/analytics-node';

/** Segment's library for servers. */
export async function send({ to, key, names }) {
  const analytics = new Analytics({ writeKey: key, host: to, flushAt: 4, flushInterval: 100, maxRetries: 10 });
  const errors = [];
  analytics.on('error', error => errors.push(`${error.code} ${error.reason?.message ?? error.reason ?? ''}`));
  names.forEach((name, i) => analytics.track({ userId: `person-${i}`, event: name, messageId: idOf(name), properties: { plan: 'pro', i } }));
  await analytics.closeAndFlush({ timeout: 60_000 });
  return { ids: names.map(idOf), errors };
}

const idOf = name => `seg/${name}`;
