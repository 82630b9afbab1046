import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { show } from '@/test/render';
import { useSession, useSignIn } from './session';

afterEach(() => vi.unstubAllGlobals());

const session = { name: 'Ada', roles: [], has_password: true, workspace: { name: '', demo: false }, data_to: null };

function Door() {
  const { data } = useSession();
  const signIn = useSignIn();
  return (
    <>
      <p>{data === undefined ? 'not known' : data === null ? 'nobody' : data.name}</p>
      <button type="button" onClick={() => signIn.mutate({ code: 'once' })}>enter</button>
    </>
  );
}

test('who was asked for before signing in, and is answered after it, does not undo it', async () => {
  let answerLate: (answer: Response) => void = () => undefined;
  vi.stubGlobal('fetch', (request: Request) =>
    request.method === 'POST'
      ? Promise.resolve(Response.json(session))
      : new Promise<Response>((resolve, reject) => {
          answerLate = resolve;
          request.signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
        }),
  );
  await show(<Door />);
  screen.getByRole('button', { name: 'enter' }).click();
  await screen.findByText('Ada');
  answerLate(Response.json({ title: 'Sign in first', status: 401, code: 'not_signed_in' }, { status: 401 }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await waitFor(() => expect(screen.getByText('Ada')).toBeDefined());
});
