import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Giving } from '#contract/giving-cases.ts';
import { call } from '../../client/call.ts';
import type { InputOf } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { staleByGiving } from './stale-by-giving.ts';

type Body = Omit<InputOf<'giveManyCases'>['body'], 'clientId'>;

/** Gives or takes many cases and follows the act until it is done. */
export function useGiving(params: { practiceId: string; collaborationId: string }) {
  const client = useQueryClient();
  const [act, setAct] = useState<Giving>();
  const [error, setError] = useState<Refusal>();
  const [sending, setSending] = useState(false);
  const open = act !== undefined && act.state !== 'done' && act.state !== 'failed';
  const followed = useQuery<Giving, Refusal>({
    queryKey: ['viewGiving', params, act?.id],
    queryFn: () => call('viewGiving', { params: { ...params, givingId: act!.id } }),
    enabled: open,
    refetchInterval: ({ state }) => (state.data?.state === 'done' || state.data?.state === 'failed' ? false : 400),
  });
  const shown = open ? (followed.data ?? act) : act;
  useEffect(() => {
    if (!followed.data || (followed.data.state !== 'done' && followed.data.state !== 'failed')) return;
    setAct(followed.data);
    for (const name of staleByGiving) void client.invalidateQueries({ queryKey: [name] });
  }, [followed.data, client]);
  return {
    act: shown,
    error,
    busy: sending || open,
    async start(body: Body): Promise<boolean> {
      setError(undefined);
      setSending(true);
      try {
        setAct(await call('giveManyCases', { params, body: { ...body, clientId: crypto.randomUUID() } as never }));
        await Promise.all(staleByGiving.map((name) => client.invalidateQueries({ queryKey: [name] })));
        return true;
      } catch (refused) {
        setError(refused as Refusal);
        return false;
      } finally {
        setSending(false);
      }
    },
    forget: () => setAct(undefined),
  };
}
