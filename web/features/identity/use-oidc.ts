import { useMutation } from '@tanstack/react-query';
import { call } from '../../client/call.ts';

const nextKey = 'midline.oidc.next';

/** Sends the browser to the organisation's own sign-in, remembering where to go afterwards. */
export function useOidc(next: string | undefined) {
  return useMutation({
    mutationFn: async () => {
      const { url } = await call('startOidc');
      if (next) sessionStorage.setItem(nextKey, next);
      window.location.assign(url);
    },
  });
}

/** Where to go after coming back, once. */
export function takeOidcNext(): string | undefined {
  const next = sessionStorage.getItem(nextKey) ?? undefined;
  sessionStorage.removeItem(nextKey);
  return next;
}
