import module from 'node:module';

const RudderAnalytics = module.createRequire(import.meta.url)('@rudderstack/rudder-sdk-node');

/** RudderStack's library for servers: gzip under the label of a form, four attempts in two seconds. */
export async function send({ to, key, names }) {
  const errors = [];
  const analytics = new (RudderAnalytics.default ?? RudderAnalytics)(key, {
    dataPlaneUrl: to, flushAt: 4, flushInterval: 100, logLevel: 'none', errorHandler: error => errors.push(`${error.message}`),
  });
  await Promise.all(names.map((name, i) => new Promise(done =>
    analytics.track({ userId: `person-${i}`, event: name, messageId: idOf(name), properties: { plan: 'pro', i } }, error => {
      if (error) {
        errors.push(`${error.message}`);
      }

      done();
    }))));
  await analytics.flush();
  return { ids: names.map(idOf), errors };
}

const idOf = name => `rud ${name} é`;
