// Many programs with RudderStack's library for servers, as it comes: its own batches, its own pauses, its own attempts. Each tracks
// events for a while. Reads one job from standard input, {"to","key","clients","everyMs","forMs"}, writes {"started":true} as soon
// as events flow, and at the end {"ids":[..],"errors":[..]}: what was tracked, and what the library gave up.
import module from 'node:module';
import readline from 'node:readline';

const RudderAnalytics = module.createRequire(import.meta.url)('@rudderstack/rudder-sdk-node');
const [line] = await readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]().next().then(one => [one.value]);
const job = JSON.parse(line);
const ids = [];
const errors = [];
await Promise.all(Array.from({ length: job.clients }, (_, number) => run(number)));
process.stdout.write(`${JSON.stringify({ ids, errors })}\n`, () => process.exit(0));

async function run(number) {
  const analytics = new (RudderAnalytics.default ?? RudderAnalytics)(job.key, {
    dataPlaneUrl: job.to, logLevel: 'none', errorHandler: error => errors.push(`${error.message}`),
  });
  const answers = [];
  const end = Date.now() + job.forMs;
  for (let i = 0; Date.now() < end; i++) {
    const id = `client-${number}-${i}`;
    ids.push(id);
    answers.push(new Promise(done => analytics.track({ userId: `person-${number}`, event: 'Restarted', messageId: id }, error => {
      if (error) {
        errors.push(`${id}: ${error.message}`);
      }

      done();
    })));
    if (number === 0 && i === 0) {
      process.stdout.write('{"started":true}\n');
    }

    await new Promise(done => setTimeout(done, job.everyMs));
  }

  await analytics.flush();
  await Promise.all(answers);
}
