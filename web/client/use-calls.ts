import { queryOptions, type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from './call.ts';
import type { EndpointName, InputArgument, InputOf, ReplyTo } from './endpoints.ts';
import type { Refusal } from './refusal.ts';

/** Key and function of a reading call; the key starts with the endpoint's name. */
export function reading<N extends EndpointName>(name: N, ...input: InputArgument<N>) {
  return queryOptions<ReplyTo<N>, Refusal>({
    queryKey: [name, input[0] ?? {}],
    queryFn: () => call(name, ...input),
  });
}

/** Reads an endpoint and keeps what it replied until something invalidates it. */
export function useReading<N extends EndpointName>(name: N, ...input: InputArgument<N>) {
  return useQuery(reading(name, ...input));
}

type ActingOptions<N extends EndpointName> = {
  /** Endpoints whose replies are no longer true afterwards. */
  stale?: EndpointName[];
  onDone?: (reply: ReplyTo<N>, input: InputOf<N>) => void;
};

/** Calls an endpoint that changes something, then has what it made stale read again. */
export function useActing<N extends EndpointName>(
  name: N,
  { stale = [], onDone }: ActingOptions<N> = {},
): UseMutationResult<ReplyTo<N>, Refusal, InputOf<N>> {
  const client = useQueryClient();
  return useMutation<ReplyTo<N>, Refusal, InputOf<N>>({
    mutationFn: (input) => call(name, ...([input] as InputArgument<N>)),
    onSuccess: async (reply, input) => {
      onDone?.(reply, input);
      await Promise.all(stale.map((each) => client.invalidateQueries({ queryKey: [each] })));
    },
  });
}
