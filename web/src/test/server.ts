import { afterEach, vi } from 'vitest';

type Answer = { status?: number; body: unknown };
type Asked = { method: string; path: string; body: unknown };

afterEach(() => vi.unstubAllGlobals());

/** Answers calls to the server from a table of "METHOD /path"; says what was asked. */
export function serve(answers: Readonly<Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (input: Request) => {
    const { pathname } = new URL(input.url, 'http://localhost');
    const text = await input.clone().text();
    const one: Asked = { method: input.method, path: pathname, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    asked.push(one);
    const found = answers[`${one.method} ${pathname}`];
    const { status = 200, body } = found === undefined ? { status: 404, body: { title: 'Not found', status: 404, code: 'not_found' } } : typeof found === 'function' ? await found(one) : found;
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
  });
  return asked;
}
