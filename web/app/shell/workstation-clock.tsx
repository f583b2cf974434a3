import { useIdle } from '@mantine/hooks';
import { useEffect } from 'react';
import { useActing } from '../../client/use-calls.ts';

/** Locks a shared workstation when nobody has touched it for the minutes that the practice set. */
export function WorkstationClock({ minutes }: { minutes: number }) {
  const idle = useIdle(minutes * 60_000, { initialState: false });
  const { mutate } = useActing('lockWorkstation', { stale: ['viewMe'] });
  useEffect(() => {
    if (idle) mutate({});
  }, [idle, mutate]);
  return null;
}
