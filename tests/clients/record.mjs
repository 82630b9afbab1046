import { appendFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

// What a proxy or an operating system puts there, and what differs from run to run without meaning.
const unsaid = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'referer']);

/** Adds a request to a file as a line of JSON: text as text, so that it can be read, and whether it was packed; bytes as base64. */
export function record(file, client, key, { method, url, headers, body }) {
  const packed = body[0] === 0x1f && body[1] === 0x8b;
  const plain = packed ? gunzipSync(body) : body;
  const text = plain.toString('utf8');
  const hidden = one => one.replaceAll(key, 'KEY').replaceAll(Buffer.from(`${key}:`).toString('base64'), 'BASIC');
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !unsaid.has(name)).map(([name, value]) => [name, hidden(value)]));
  const content = Buffer.from(text).equals(plain) && !text.includes('\u0000') && !/protobuf/.test(headers['content-type']) ? { text: hidden(text) } : { base64: plain.toString('base64') };
  appendFileSync(file, `${JSON.stringify({ client, method, url: hidden(url), headers: kept, packed, ...content })}\n`);
}
