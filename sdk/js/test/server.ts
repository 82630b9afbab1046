import { vi } from 'vitest';

/** What one request said. */
export interface Heard {
  url: string;
  init: RequestInit;
  body: { writeKey: string; sentAt: string; batch: Record<string, unknown>[] };
}

type Answer = Response | Error;

/** Stands in for the network: keeps what was sent, and answers as told. An answer that is lost was still heard. */
export function server() {
  const heard: Heard[] = [];
  const beacons: Heard['body'][] = [];
  const answers: Answer[] = [];
  let takesBeacons = true;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    heard.push({ url, init, body: JSON.parse(init.body as string) as Heard['body'] });
    const answer = answers.shift() ?? new Response('{"success":true}');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  Object.defineProperty(navigator, 'sendBeacon', {
    configurable: true,
    value: (_: string, body: string) => {
      if (takesBeacons) beacons.push(JSON.parse(body) as Heard['body']);
      return takesBeacons;
    },
  });
  return {
    heard,
    beacons,
    will: (...next: Answer[]) => void answers.push(...next),
    refuseBeacons: () => { takesBeacons = false; },
    ids: () => heard.flatMap((one) => one.body.batch.map((event) => event['messageId'] as string)),
    events: () => heard.flatMap((one) => one.body.batch),
  };
}

export const lost = () => new TypeError('Failed to fetch');
export const status = (code: number, headers: Record<string, string> = {}) => new Response('', { status: code, headers });
