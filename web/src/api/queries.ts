import { QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from './problem';

/** Server state. A refusal for want of sign-in ends the session here, once, for every page. */
export function createQueries(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (problemOf(error).status === 401 && query.queryKey[0] !== 'session') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the server refused stays refused; only silence and its own failures are tried again.
        retry: (count, error) => {
          const { status } = problemOf(error);
          return count < 2 && (status === 0 || status >= 500);
        },
      },
    },
  });
}
