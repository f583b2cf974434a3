import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { type CaseRecord, groupOf, type Slot, type SlotGroup, severalAllowed } from '#contract/records.ts';
import { addressOf } from '../../client/call.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { notifyFailed } from '../../design/notify.ts';
import { guessSlot } from './guess-slot.ts';
import { RecordView } from './record-view.tsx';
import classes from './records.module.css';
import { RecordsSection } from './records-section.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { ReplacedRecords } from './replaced-records.tsx';
import type { TileActs } from './tile.tsx';
import { UnplacedFiles } from './unplaced-files.tsx';
import { uploads } from './upload-queue.ts';
import { UploadsBar } from './uploads-bar.tsx';
import { useDrop } from './use-drop.ts';
import { useJudgingKeys } from './use-judging-keys.ts';
import { useRecords } from './use-records.ts';

export type RecordsPanelProps = {
  order: Order;
  mode: 'draft' | 'case' | 'laboratory';
  /** The kinds of record to show; all by default. */
  groups?: readonly SlotGroup[];
};

const everyGroup: readonly SlotGroup[] = ['models', 'photos', 'xrays', 'files'];

/** The records of an order: scans, photos, X-rays, files. */
export function RecordsPanel({ order, mode, groups = everyGroup }: RecordsPanelProps) {
  const { t } = useTranslation('records');
  const sentence = useRefusalSentence();
  const found = useRecords(order);
  const { place, records, items } = found;
  const [unplaced, setUnplaced] = useState<readonly File[]>([]);
  const [viewed, setViewed] = useState<CaseRecord | null>(null);
  const [rejecting, setRejecting] = useState<CaseRecord | null>(null);
  const stale = ['listRecords', 'viewOrder', 'viewCase'] as const;
  const onError = (error: unknown) => notifyFailed(sentence(error));
  const add = useActing('addRecord', { stale: [...stale] });
  const remove = useActing('removeRecord', { stale: [...stale] });
  const check = useActing('checkRecord', { stale: [...stale] });
  const mayAdd = found.mayAdd && mode !== 'laboratory';

  const take = (slot: Slot, files: readonly File[]) => {
    const taken = severalAllowed.includes(slot) ? files : files.slice(0, 1);
    for (const file of taken) {
      for (const item of items) if (item.slot === slot && !severalAllowed.includes(slot)) uploads.drop(item.key);
      uploads.add(place, slot, file);
    }
    if (files.length > taken.length) setUnplaced((before) => [...before, ...files.slice(taken.length)]);
  };

  /** Each file goes where its name says; what no name places, a person does. */
  const sort = (files: readonly File[]) => {
    const filled = new Set(items.map(({ slot }) => slot));
    for (const { slot, state } of records) if (state !== 'unreadable' && state !== 'uploading') filled.add(slot);
    const open: File[] = [];
    for (const file of files) {
      const slot = groups.length === 1 && groups[0] === 'files' ? 'file' : guessSlot(file.name, groups);
      if (!slot || (filled.has(slot) && !severalAllowed.includes(slot))) open.push(file);
      else {
        filled.add(slot);
        take(slot, [file]);
      }
    }
    if (open.length > 0) setUnplaced((before) => [...before, ...open]);
  };

  const accept = (record: CaseRecord) =>
    check.mutate({ params: { caseId: order.caseId, recordId: record.id }, body: { verdict: 'accepted' } }, { onError });
  const takeAway = (record: CaseRecord) =>
    remove.mutate({ params: { caseId: order.caseId, recordId: record.id } }, { onError });

  const acts: Omit<TileActs, 'add'> = {
    open: (record) => (record.renditions.includes('thumbnail') ? setViewed(record) : download(order.caseId, record)),
    remove: takeAway,
    accept,
    reject: setRejecting,
    pause: ({ key }) => uploads.pause(key),
    resume: ({ key }) => uploads.resume(key),
    cancel(item, record) {
      uploads.drop(item.key);
      if (record?.state === 'uploading' && record.may.includes('remove')) takeAway(record);
    },
  };
  const chosen = useJudgingKeys({
    records: records.filter(({ slot }) => groups.includes(groupOf(slot))),
    on: mode === 'laboratory' && !rejecting && !viewed,
    open: acts.open,
    accept,
    reject: setRejecting,
  });
  useEndElsewhere(found);
  const drop = useDrop(mayAdd ? sort : undefined);

  return (
    <div className={classes.zone} {...drop}>
      <ErrorNotice error={found.error} onRetry={found.again} mb="md" />
      {mayAdd && <UploadsBar items={items} take={sort} groups={groups} />}
      {mode === 'laboratory' && records.some(({ may }) => may.includes('accept')) && (
        <p className={classes.keys}>{t('keys')}</p>
      )}
      <UnplacedFiles files={unplaced} groups={groups} place={take} change={setUnplaced} />
      {found.pending ? (
        <Skeleton h={220} radius="md" />
      ) : (
        groups
          .filter((group) => group !== 'setups')
          .map((group) => (
            <RecordsSection
              key={group}
              {...{ group, order, records, items, acts, mode, chosen }}
              take={mayAdd ? take : undefined}
              post={() =>
                add.mutate(
                  { params: { caseId: order.caseId, orderId: order.id }, body: { slot: 'impression' } },
                  { onError },
                )
              }
            />
          ))
      )}
      <ReplacedRecords
        records={found.replaced.filter(({ slot }) => groups.includes(groupOf(slot)) && groupOf(slot) !== 'setups')}
        open={acts.open}
      />
      {viewed && (
        <RecordView
          record={viewed}
          records={viewed.replacedAt ? [viewed] : records}
          caseId={order.caseId}
          onClose={() => setViewed(null)}
        />
      )}
      {rejecting && (
        <RejectDialog
          record={rejecting}
          busy={check.isPending}
          error={check.error}
          onClose={() => setRejecting(null)}
          onReject={(reason) =>
            check.mutate(
              { params: { caseId: order.caseId, recordId: rejecting.id }, body: { verdict: 'rejected', reason } },
              { onSuccess: () => setRejecting(null) },
            )
          }
        />
      )}
    </div>
  );
}

function download(caseId: string, record: CaseRecord): void {
  const link = document.createElement('a');
  link.href = addressOf('viewRecordFile', { params: { caseId, recordId: record.id, rendition: 'original' } });
  link.download = '';
  link.click();
}

/** What another tab was bringing is there, or gone. */
function useEndElsewhere({ items, records }: ReturnType<typeof useRecords>): void {
  useEffect(() => {
    for (const item of items) {
      const record = records.find(({ id }) => id === item.recordId);
      if (item.state === 'elsewhere' && record?.state !== 'uploading') uploads.drop(item.key);
    }
  }, [items, records]);
}
