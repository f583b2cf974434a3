import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

const restMs = 50;

/** Opens links of rows within the app, and fetches a page while the pointer rests on its link. One listener serves all rows. */
export function useRowLinks(box: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    let resting: ReturnType<typeof setTimeout> | undefined;
    let rested: Element | undefined;
    const open = (event: MouseEvent) => {
      const to = hrefOf(linkAt(event));
      if (!to || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void router.navigate({ to: to as string });
    };
    const rest = (event: Event) => {
      const link = linkAt(event);
      if (link === rested) return;
      rested = link;
      clearTimeout(resting);
      const to = hrefOf(link);
      if (to) resting = setTimeout(() => void router.preloadRoute({ to }).catch(() => undefined), restMs);
    };
    const leave = () => {
      rested = undefined;
      clearTimeout(resting);
    };
    list.addEventListener('click', open);
    for (const name of approaches) list.addEventListener(name, rest, { passive: true });
    list.addEventListener('pointerleave', leave);
    return () => {
      leave();
      list.removeEventListener('click', open);
      for (const name of approaches) list.removeEventListener(name, rest);
      list.removeEventListener('pointerleave', leave);
    };
  }, [box, router]);
}

const approaches = ['pointerover', 'focusin', 'touchstart'] as const;

const linkAt = (event: Event) => (event.target as Element).closest('a[href]') ?? undefined;
const hrefOf = (link: Element | undefined) => link?.getAttribute('href') ?? undefined;
