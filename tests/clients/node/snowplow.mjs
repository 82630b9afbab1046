import { buildStructEvent, newTracker } from '@snowplow/node-tracker';
import { newInMemoryEventStore } from '@snowplow/tracker-core';

/** Snowplow's tracker for servers. It sends again only when it is flushed again, so a program that ends flushes until all is away. */
export async function send({ to, key, names }) {
  const eventStore = newInMemoryEventStore({ maxSize: 1000 });
  const errors = [];
  const tracker = newTracker({ namespace: 'test', appId: key, encodeBase64: true },
    { endpoint: to, bufferSize: 4, eventStore, onRequestFailure: failure => failure.willRetry || errors.push(`${failure.status} ${failure.message}`) });
  const ids = names.map((name, i) => {
    tracker.setUserId(`person-${i}`);
    return tracker.track(buildStructEvent({ category: 'shop', action: name, value: i })).eid;
  });
  for (let i = 0; i < 60 && await eventStore.count() > 0; i++) {
    await tracker.flush();
    await new Promise(done => setTimeout(done, 100));
  }

  return { ids, errors };
}
