import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '#contract/identity.ts';
import { reading } from '../client/use-calls.ts';

export const meReading = reading('viewMe');

/** The account signed in and where it may go. Only below the shell, which has read it. */
export function useMe(): Me {
  return useSuspenseQuery(meReading).data;
}

/** Brings in another account's or nobody's view: nothing read before may stay. */
export function forgetEverything(client: QueryClient): void {
  client.clear();
  // Files on their way in are the former person's: upload-queue.ts hears it, and what a reload would go on with goes too.
  window.dispatchEvent(new Event('midline-forget'));
  indexedDB.deleteDatabase('midline-uploads');
}
