import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal, type Refusal } from './refusal.ts';

/** The refusals that mean: this browser is not, or not fully, signed in any more. */
export type SessionRefusal = 'not_signed_in' | 'second_factor_needed' | 'locked';

const againMs = 10_000;

/** Whether the same question may well be answered a little later: no answer came, the server failed, or it was asked too often. */
const passes = (error: Error) =>
  isRefusal(error) && (error.status === 0 || error.status === 429 || error.status >= 500);

/** The cache of replies. `onSessionRefused` is told when any call finds the session gone. */
export function makeQueryClient(onSessionRefused: (code: SessionRefusal) => void): QueryClient {
  const watch = (error: Error) => {
    if (isRefusal(error, 'not_signed_in', 'second_factor_needed', 'locked')) {
      onSessionRefused(error.code as SessionRefusal);
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        retry: (failures, error) => failures < 3 && passes(error),
        // What is shown is no longer true once something changed it: a server too busy to say what is true now is asked until it does.
        refetchInterval: ({ state }) =>
          state.error && state.data !== undefined && passes(state.error) ? againMs : false,
      },
    },
  });
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Refusal | Error;
  }
}
