import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { dueAt, stagesOfVisit } from '#contract/treatment-plan/procedures.ts';
import { useActing } from '../../client/use-calls.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { notifyDone, notifyFailed } from '../../design/notify.ts';

export type Details = { day?: string; wears: number | null; wearDays: number | null; note: string };
export const noDetails: Details = { wears: null, wearDays: null, note: '' };

const stale = ['viewChairsideCard', 'viewHistory', 'viewCase', 'listCases'] as const;

/** What is about to be recorded: as the card proposes until the person changes it. */
export function useVisit(card: ChairsideCard) {
  const { t } = useTranslation('chairside');
  const sentence = useRefusalSentence();
  const client = useQueryClient();
  const { next, handedTo, setup } = card;
  const [chosenTo, setTo] = useState<number | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [details, setDetails] = useState(noDetails);
  // One name for one visit: sent again after a lost answer, it is still one.
  const [id, setId] = useState(() => crypto.randomUUID());

  const first = handedTo + 1;
  const to = chosenTo ?? next.handOver?.to ?? handedTo;
  const handOver = to >= first ? { from: first, to } : null;
  const stages = stagesOfVisit(handOver, handedTo, setup.stages);
  const due = dueAt(card.procedures, stages);
  const done = due.filter((each) => !left.has(each.id));
  const last = card.visits.find(({ takenBackAt }) => takenBackAt === null);

  const failed = (error: unknown) => {
    notifyFailed(sentence(error));
    void client.invalidateQueries({ queryKey: ['viewChairsideCard'] });
  };
  const takeBack = useActing('takeBackVisit', { stale: [...stale], onDone: () => notifyDone(t('taken_back')) });
  const undo = (visitId: string) => takeBack.mutate({ params: { caseId: card.case.id, visitId } }, { onError: failed });
  const record = useActing('recordVisit', {
    stale: [...stale],
    onDone: (_card, { body }) => {
      setTo(null);
      setLeft(new Set());
      setDetails(noDetails);
      setId(crypto.randomUUID());
      notifyDone(t('recorded'), { label: t('undo'), run: () => undo(body.id) });
    },
  });
  const send = (said: Partial<Parameters<typeof record.mutate>[0]['body']>, onDone?: () => void) =>
    record.mutate(
      {
        params: { caseId: card.case.id },
        body: { id, orderId: card.order.id, basedOn: last?.id ?? null, ...said },
      },
      { onError: failed, ...(onDone && { onSuccess: onDone }) },
    );

  return {
    handOver,
    stages,
    due,
    details,
    setDetails,
    isDone: (procedure: string) => !left.has(procedure),
    toggle: (procedure: string) =>
      setLeft((before) => {
        const after = new Set(before);
        if (!after.delete(procedure)) after.add(procedure);
        return after;
      }),
    mayFewer: to > handedTo,
    mayMore: to < next.sentTo,
    fewer: () => setTo(to - 1),
    more: () => setTo(to + 1),
    says:
      handOver !== null ||
      done.length > 0 ||
      details.note !== '' ||
      details.wears !== null ||
      details.wearDays !== null,
    busy: record.isPending || takeBack.isPending,
    undo,
    /** Everything as it is shown. */
    record: () => send({ handedOver: handOver, done: done.map((each) => each.id), ...details }),
    recordBehind: (stage: number, note: string, onDone: () => void) => send({ wears: stage, note }, onDone),
  };
}

export type VisitDraft = ReturnType<typeof useVisit>;
