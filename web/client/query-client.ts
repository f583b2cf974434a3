import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal, type Refusal } from './refusal.ts';

/** The refusals that mean: this browser is not, or not fully, signed in any more. */
export type SessionRefusal = 'not_signed_in' | 'second_factor_needed' | 'locked';

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
        retry: (failures, error) => failures < 2 && isRefusal(error, 'offline'),
      },
    },
  });
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Refusal | Error;
  }
}
