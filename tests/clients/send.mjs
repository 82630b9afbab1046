// Sends events with the real libraries for servers. Reads jobs from standard input, one JSON object a line:
//   {"client":"segment","to":"http://127.0.0.1:8080","key":"..","fault":"lost-answer","names":["a","b"]}
// and writes what became of each, one a line: {"client","fault","ids":[..] or null,"errors":[..],"requests":n,"faults":n}.
// With --record FILE the requests that were let through are added to FILE as JSON lines, see record.mjs.
import readline from 'node:readline';
import { startProxy } from './fault-proxy.mjs';
import { record } from './record.mjs';

const recordTo = process.argv[2] === '--record' ? process.argv[3] : null;
process.on('unhandledRejection', error => process.stderr.write(`unhandled: ${error?.stack ?? error}\n`));

const jobs = [];
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) {
    jobs.push(run(JSON.parse(line)));
  }
}

await Promise.all(jobs);
process.exit(0);

async function run(job) {
  const proxy = await startProxy({ ...job, record: recordTo && (request => record(recordTo, job.client, job.key, request)) });
  let result;
  try {
    const { send } = await import(`./node/${job.client}.mjs`);
    result = await send({ ...job, to: proxy.url });
  } catch (error) {
    result = { ids: null, errors: [`${error.stack}`] };
  }

  proxy.close();
  process.stdout.write(`${JSON.stringify({ source: job.source, client: job.client, fault: job.fault ?? 'none', ...result, ...proxy.seen })}\n`);
}
