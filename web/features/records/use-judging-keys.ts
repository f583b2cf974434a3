import { useEffect, useRef, useState } from 'react';
import type { CaseRecord } from '#contract/records.ts';

type Judging = {
  records: readonly CaseRecord[];
  on: boolean;
  open: (record: CaseRecord) => void;
  accept: (record: CaseRecord) => void;
  reject: (record: CaseRecord) => void;
};

/** Arrow keys walk through the records, Enter opens one, A accepts and R rejects it. Tells which one is chosen. */
export function useJudgingKeys(judging: Judging): string | null {
  const [chosen, setChosen] = useState<string | null>(null);
  const latest = useRef({ ...judging, chosen });
  latest.current = { ...judging, chosen };
  const { on } = judging;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      const { records, chosen, open, accept, reject } = latest.current;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const at = records.findIndex(({ id }) => id === chosen);
      const record = records[at];
      const key = event.key.toLowerCase();
      if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        const to = records[Math.min(records.length - 1, Math.max(0, at + (event.key === 'ArrowRight' ? 1 : -1)))];
        setChosen(to?.id ?? null);
        document.querySelector(`[data-slot="${to?.slot}"]`)?.scrollIntoView({ block: 'nearest' });
      } else if (!record) return;
      else if (event.key === 'Enter' && event.target === document.body && record.state === 'ready') open(record);
      else if (key === 'a' && record.may.includes('accept')) accept(record);
      else if (key === 'r' && record.may.includes('reject')) reject(record);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [on]);
  return on ? chosen : null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [role="tab"], [contenteditable]') !== null
  );
}
