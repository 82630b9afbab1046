// A proxy between a client and the server that does to requests what networks and busy servers do. Only requests that carry
// events are harmed: the first of them, the third, and so on, so that every retry has a chance and no client is spared.
import http from 'node:http';

/** What can be done to a request. */
export const faults = {
  none: null,
  'lost-answer': lostAnswer,
  'status-503': (request, response) => refuse(request, response, 503),
  'status-429': (request, response) => refuse(request, response, 429),
  'cut-body': cutBody,
};

/** Starts a proxy on a free port of this machine; `record` gets every request that was let through. */
export async function startProxy({ to, fault = 'none', most = 3, record }) {
  const harm = faults[fault];
  const seen = { requests: 0, faults: 0 };
  const server = http.createServer(async (request, response) => {
    response.on('error', () => {});
    const body = await bodyOf(request).catch(() => null);
    if (body === null) {
      return;
    }

    const carries = request.method === 'POST' && !/^\/(flags|decide)\b/.test(request.url);
    seen.requests += carries ? 1 : 0;
    if (harm && carries && seen.requests % 2 === 1 && seen.faults < most) {
      seen.faults++;
      await harm(request, response, body, to);
      return;
    }

    record?.({ method: request.method, url: request.url, headers: request.headers, body });
    forward(request, body, to, response);
  });
  server.listen(0, '127.0.0.1');
  await new Promise(done => server.on('listening', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(request, body, to, response) {
  const onward = http.request(new URL(request.url, to), { method: request.method, headers: { ...headersOf(request), 'content-length': body.length } }, answer => {
    if (!response) {
      answer.resume();
      return;
    }

    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response?.destroy());
  onward.end(body);
  return onward;
}

/** The server has taken it, and the client never hears of it. */
async function lostAnswer(request, response, body, to) {
  const onward = forward(request, body, to, null);
  await new Promise(done => {
    onward.on('response', answer => answer.on('end', done));
    onward.on('error', done);
  });
  request.socket.destroy();
}

/** Half of the body reaches the server, then both ends of the connection break. */
async function cutBody(request, response, body, to) {
  const onward = http.request(new URL(request.url, to), { method: request.method, headers: { ...headersOf(request), 'content-length': body.length } });
  onward.on('error', () => {});
  onward.write(body.subarray(0, body.length >> 1));
  await new Promise(done => setTimeout(done, 30));
  onward.destroy();
  request.socket.destroy();
}

function refuse(request, response, status) {
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '1' };
  if (request.headers.origin) {
    Object.assign(headers, { 'access-control-allow-origin': request.headers.origin, 'access-control-allow-credentials': 'true' });
  }

  response.writeHead(status, headers);
  response.end(JSON.stringify({ status, retryable: true }));
}

function headersOf(request) {
  const { 'transfer-encoding': _, ...headers } = request.headers;
  return { ...headers, host: '127.0.0.1' };
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }

  return Buffer.concat(parts);
}
