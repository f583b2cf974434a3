import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { safeReturn } from '../../app/places.ts';
import { forgetEverything } from '../../app/session.ts';

type SignedIn = { next: 'done' | 'second_factor' };

/**
 * What follows a sign-in: the second factor, or the page one wanted, with nothing left of whoever was here before. Where that is the
 * page one is on, `stay` has it read again.
 */
export function useEnter(next?: string, stay?: () => void): (reply?: SignedIn) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return (reply) => {
    if (reply?.next === 'second_factor') {
      void navigate({ to: '/sign-in/second-factor', search: next ? { next } : {} });
      return;
    }
    forgetEverything(client);
    if (stay) stay();
    else router.history.push(safeReturn(next) ?? '/');
  };
}
