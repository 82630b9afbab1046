// Sends events with the real libraries for pages, in a real Chromium (CHROMIUM, or the system's), from pages of another origin than
// the server's. Reads jobs from standard input as send.mjs does and answers when the page has handed its events to its library; the
// pages stay open, so that libraries can send again, until standard input ends.
import { createReadStream, existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import readline from 'node:readline';
import { chromium } from 'playwright-core';
import { startProxy } from './fault-proxy.mjs';
import { record } from './record.mjs';

const here = import.meta.dirname;
const recordTo = process.argv[2] === '--record' ? process.argv[3] : null;
const pages = http.createServer(serve);
pages.listen(0, '127.0.0.1');
await new Promise(done => pages.on('listening', done));
const origin = `http://localhost:${pages.address().port}`;

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(one => one && existsSync(one));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const proxies = [];

const jobs = [];
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) {
    jobs.push(run(JSON.parse(line)));
  }
}

await Promise.all(jobs);
await browser.close();
process.exit(0);

async function run(job) {
  const proxy = await startProxy({ ...job, record: recordTo && (request => record(recordTo, job.client, job.key, request)) });
  proxies.push(proxy);
  const errors = [];
  let ids = null;
  try {
    const context = await browser.newContext(); // its own storage: queues of one job are not another's
    const page = await context.newPage();
    page.on('pageerror', error => errors.push(`${error}`));
    page.on('console', message => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${origin}/web/${job.client}.html`);
    await page.waitForFunction(() => window.send);
    ids = await page.evaluate(one => window.send(one), { to: proxy.url, key: job.key, names: job.names });
  } catch (error) {
    errors.push(`failed: ${error.message}`);
  }

  process.stdout.write(`${JSON.stringify({ source: job.source, client: job.client, fault: job.fault ?? 'none', ids, errors, ...proxy.seen })}\n`);
}

function serve(request, response) {
  const wanted = new URL(request.url, 'http://x').pathname;
  const file = wanted.startsWith('/lib/') ? path.join(here, 'node_modules', wanted.slice(5)) : path.join(here, wanted);
  if (!file.startsWith(here) || !existsSync(file)) {
    response.writeHead(wanted === '/favicon.ico' ? 204 : 404).end();
    return;
  }

  response.writeHead(200, { 'content-type': file.endsWith('.html') ? 'text/html' : 'text/javascript' });
  createReadStream(file).pipe(response);
}
