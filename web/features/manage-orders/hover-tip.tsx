import { Tooltip } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';

/** Says what a sign in the list means while the pointer is on it: one tip for all that carry `data-tip`. */
export function HoverTip({ box }: { box: RefObject<HTMLElement | null> }) {
  const [target, setTarget] = useState<HTMLElement>();
  useEffect(() => {
    const list = box.current;
    const over = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      setTarget((event.target as Element).closest<HTMLElement>('[data-tip]') ?? undefined);
    };
    const away = () => setTarget(undefined);
    list?.addEventListener('pointerover', over);
    list?.addEventListener('pointerleave', away);
    window.addEventListener('scroll', away, { passive: true });
    return () => {
      list?.removeEventListener('pointerover', over);
      list?.removeEventListener('pointerleave', away);
      window.removeEventListener('scroll', away);
    };
  }, [box]);
  if (!target?.isConnected) return null;
  return <Tooltip target={target} label={target.dataset.tip} opened />;
}
