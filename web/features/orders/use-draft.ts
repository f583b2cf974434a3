import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Order } from '#contract/orders.ts';
import { call } from '../../client/call.ts';
import type { InputOf } from '../../client/endpoints.ts';
import { isRefusal, type Refusal } from '../../client/refusal.ts';
import { reading } from '../../client/use-calls.ts';

export type DraftPatch = NonNullable<InputOf<'saveDraft'>['body']>;

export type SavingState = 'saved' | 'saving' | 'waiting' | 'refused';

export type Draft = {
  /** As saved, with what was typed since on top. */
  order: Order;
  /** What was typed and isn't acknowledged yet. */
  pending: DraftPatch;
  state: SavingState;
  refusal: Refusal | null;
  change(patch: DraftPatch): void;
  /** Saves what is still pending now; resolves once everything is saved or refused. */
  flush(): Promise<boolean>;
};

const pauseMs = 500;
const retryMs = 3000;

/** Saves a draft as it is typed: only what changed, one request at a time, tried again until the network is back. */
export function useDraft(order: Order): Draft {
  const client = useQueryClient();
  const [pending, setPending] = useState<DraftPatch>({});
  const [state, setState] = useState<SavingState>('saved');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const waiting = useRef<DraftPatch>({});
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const params = useRef({ caseId: order.caseId, orderId: order.id });
  params.current = { caseId: order.caseId, orderId: order.id };

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) {
      await running.current;
      return Object.keys(waiting.current).length === 0 || save();
    }
    const patch = waiting.current;
    if (Object.keys(patch).length === 0) return true;
    waiting.current = {};
    setState('saving');
    running.current = send(patch);
    const done = await running.current;
    running.current = null;
    if (done && Object.keys(waiting.current).length > 0) return save();
    return done;

    async function send(body: DraftPatch): Promise<boolean> {
      try {
        const saved = await call('saveDraft', { params: params.current, body });
        const key = reading('viewOrder', { params: params.current }).queryKey;
        await client.cancelQueries({ queryKey: key });
        client.setQueryData(key, (before) => before && { ...before, order: saved });
        setPending({ ...waiting.current });
        setRefusal(null);
        setState(Object.keys(waiting.current).length > 0 ? 'saving' : 'saved');
        return true;
      } catch (error) {
        if (isRefusal(error, 'offline', 'unexpected', 'too_many_requests')) {
          waiting.current = { ...body, ...waiting.current };
          setState('waiting');
          timer.current = setTimeout(() => void save(), retryMs);
        } else {
          setPending({ ...waiting.current });
          setRefusal(isRefusal(error) ? error : null);
          setState('refused');
        }
        return false;
      }
    }
  }, [client]);

  const change = useCallback(
    (patch: DraftPatch) => {
      waiting.current = { ...waiting.current, ...patch };
      setPending((before) => ({ ...before, ...patch }));
      setState((before) => (before === 'waiting' ? before : 'saving'));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pauseMs);
    },
    [save],
  );

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (Object.keys(waiting.current).length === 0 && !running.current) return;
      void save();
      event.preventDefault();
    };
    const online = () => void save();
    window.addEventListener('beforeunload', leave);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.removeEventListener('online', online);
      void save();
    };
  }, [save]);

  return { order: withPending(order, pending), pending, state, refusal, change, flush: save };
}

/** What is shown: the saved order with what was typed since. */
function withPending(order: Order, pending: DraftPatch): Order {
  const { arches, chiefComplaint, approach, appliance, instructions } = pending;
  const prescription = {
    ...order.prescription,
    ...(arches !== undefined && { arches }),
    ...(chiefComplaint !== undefined && { chiefComplaint }),
    ...(approach !== undefined && { approach }),
    ...(appliance !== undefined && { appliance }),
    ...(instructions !== undefined && { instructions }),
  };
  return { ...order, prescription, ...(pending.confirmations && { confirmations: pending.confirmations }) };
}
