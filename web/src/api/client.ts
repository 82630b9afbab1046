import createClient from 'openapi-fetch';
import type { components, paths } from './generated/schema';
import { ProblemError, readProblem, unreachable } from './problem';

export type Schemas = components['schemas'];

/** Every call to the server goes through here; paths, questions and answers are typed from its OpenAPI document. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: (request: Request) => globalThis.fetch(request) });

type Call<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The answer of a call; throws a ProblemError with the server's own words when it was refused. */
export async function answer<T>(call: Call<T>): Promise<T> {
  const outcome = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(unreachable);
  });
  if (!outcome.response.ok) throw new ProblemError(readProblem(outcome.error, outcome.response));
  return outcome.data as T;
}
