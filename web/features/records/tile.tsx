import { Button, Loader, Progress } from '@mantine/core';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord, Need, Slot } from '#contract/records.ts';
import { addressOf } from '../../client/call.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { IconAlertTriangle, IconCheck, IconPlus, IconX } from '../../design/icons.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import { Outline } from './outlines.tsx';
import { useRecordWords } from './record-words.ts';
import classes from './records.module.css';
import { TileMenu } from './tile-menu.tsx';
import type { Item } from './upload-queue.ts';
import { useDrop } from './use-drop.ts';

export type TileActs = {
  /** Files for this slot; undefined where nothing may be added. */
  add?: ((files: File[]) => void) | undefined;
  open: (record: CaseRecord) => void;
  remove: (record: CaseRecord) => void;
  accept: (record: CaseRecord) => void;
  reject: (record: CaseRecord) => void;
  pause: (item: Item) => void;
  resume: (item: Item) => void;
  cancel: (item: Item, record: CaseRecord | undefined) => void;
};

type Props = {
  slot: Slot;
  record?: CaseRecord | undefined;
  item?: Item | undefined;
  need?: Need | undefined;
  caseId: string;
  acts: TileActs;
  chosen?: boolean;
};

const accepts: Partial<Record<Slot, string>> = {
  model_upper: '.stl,.ply,.obj,.dcm',
  model_lower: '.stl,.ply,.obj,.dcm',
  model_bite: '.stl,.ply,.obj,.dcm',
  xray_panoramic: '.jpg,.jpeg,.png,.dcm,image/jpeg,image/png,application/dicom',
  xray_cephalogram: '.jpg,.jpeg,.png,.dcm,image/jpeg,image/png,application/dicom',
  xray_other: '.jpg,.jpeg,.png,.dcm,image/jpeg,image/png,application/dicom',
};

/** One slot: what belongs there, what is on its way, what is there, and what the laboratory says of it. */
export function Tile({ slot, record, item, need, caseId, acts, chosen }: Props) {
  const words = useRecordWords();
  const { t } = useTranslation('records');
  const input = useRef<HTMLInputElement>(null);
  const name = useId();
  const drop = useDrop(acts.add);
  const choose = acts.add && (() => input.current?.click());
  const bad = record?.state === 'unreadable' || record?.verdict === 'rejected' || item?.state === 'failed';
  return (
    <li
      className={classes.tile}
      data-empty={!record && !item ? true : undefined}
      data-tone={bad ? 'bad' : undefined}
      data-chosen={chosen || undefined}
      data-slot={slot}
      aria-labelledby={name}
      {...drop}
    >
      <Picture {...{ slot, record, item, caseId, choose }} open={acts.open} />
      <div className={classes.body}>
        <div className={classes.name}>
          <span id={name}>{words.slot(slot)}</span>
          {record && !item && <TileMenu {...{ record, caseId, acts, choose }} />}
        </div>
        {!record && !item && need && need !== 'not_asked' && (
          <p className={classes.small} data-tone={need}>
            {t(`needs.${need}`)}
          </p>
        )}
        {item ? (
          <OnItsWay item={item} record={record} acts={acts} />
        ) : (
          record && <Told record={record} acts={acts} choose={choose} />
        )}
      </div>
      {acts.add && (
        <input
          ref={input}
          hidden
          type="file"
          aria-labelledby={name}
          accept={slot === 'file' ? undefined : (accepts[slot] ?? 'image/jpeg,image/png,image/webp')}
          multiple={slot === 'file' || slot === 'xray_other'}
          onChange={(event) => {
            acts.add?.([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      )}
    </li>
  );
}

type PictureProps = Pick<Props, 'slot' | 'record' | 'item' | 'caseId'> & {
  choose: (() => void) | undefined;
  open: TileActs['open'];
};

function Picture({ slot, record, item, caseId, choose, open }: PictureProps) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  if (record?.state === 'ready' && !item) {
    const shown = record.renditions.includes('thumbnail');
    const src = addressOf('viewRecordFile', { params: { caseId, recordId: record.id, rendition: 'thumbnail' } });
    return (
      <button
        type="button"
        className={classes.picture}
        onClick={() => open(record)}
        aria-label={t(shown ? 'view' : 'download_this', { name: words.slot(slot) })}
      >
        {shown ? <img src={src} alt="" loading="lazy" /> : <Outline slot={slot} />}
      </button>
    );
  }
  if (choose && !record && !item)
    return (
      <button
        type="button"
        className={classes.picture}
        onClick={choose}
        aria-label={t('choose', { name: words.slot(slot) })}
      >
        <Outline slot={slot} />
        <span className={classes.add}>
          <IconPlus size={20} />
        </span>
      </button>
    );
  return (
    <div className={classes.picture}>
      {record?.state === 'checking' ? <Loader size="sm" aria-hidden /> : <Outline slot={slot} />}
    </div>
  );
}

function OnItsWay({ item, record, acts }: { item: Item; record: CaseRecord | undefined; acts: TileActs }) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const sentence = useRefusalSentence();
  const sent = Math.max(item.sent, record?.received ?? 0);
  const share = item.file.size > 0 ? (100 * sent) / item.file.size : 0;
  const failed = item.state === 'failed';
  return (
    <>
      <p className={classes.small} data-tone={failed ? 'bad' : undefined} role={failed ? 'alert' : undefined}>
        {failed ? sentence(item.refusal) : `${words.item(item)} · ${words.percent(sent, item.file.size)}`}
      </p>
      {!failed && <Progress value={share} size="sm" aria-label={item.file.name} />}
      <p className={classes.small}>{item.file.name}</p>
      <div className={classes.verdict}>
        {(item.state === 'uploading' || item.state === 'offline' || item.state === 'waiting') && (
          <Button size="compact-xs" variant="default" onClick={() => acts.pause(item)}>
            {t('pause')}
          </Button>
        )}
        {(item.state === 'paused' || failed) && (
          <Button size="compact-xs" variant="default" onClick={() => acts.resume(item)}>
            {t(failed ? 'again' : 'go_on')}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => acts.cancel(item, record)}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}

function Told({ record, acts, choose }: { record: CaseRecord; acts: TileActs; choose: (() => void) | undefined }) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const say = {
    uploading: t('unfinished', { percent: words.percent(record.received, record.bytes) }),
    checking: t('checking'),
    ready: words.facts(record),
    unreadable: words.problem(record),
    posted: t('posted'),
    received: t('received'),
  }[record.state];
  return (
    <>
      <p className={classes.small} data-tone={record.state === 'unreadable' ? 'bad' : undefined} aria-live="polite">
        {say}
      </p>
      {record.fileName && <p className={classes.small}>{record.fileName}</p>}
      {record.state === 'uploading' && choose && (
        <div className={classes.verdict}>
          <Button size="compact-xs" variant="default" onClick={choose}>
            {t('choose_again')}
          </Button>
        </div>
      )}
      {record.verdict && (
        <div className={classes.verdict}>
          {record.verdict === 'accepted' ? (
            <StateBadge tone="good" icon={<IconCheck size={14} />}>
              {t('accepted')}
            </StateBadge>
          ) : (
            <StateBadge tone="bad" icon={<IconAlertTriangle size={14} />}>
              {t('rejected')}
            </StateBadge>
          )}
        </div>
      )}
      {record.rejectedBecause && <p className={classes.small}>{record.rejectedBecause}</p>}
      {(record.may.includes('accept') || record.may.includes('reject')) && (
        <div className={classes.verdict}>
          {record.may.includes('accept') && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconCheck size={16} />}
              onClick={() => acts.accept(record)}
            >
              {t(record.slot === 'impression' ? 'arrived' : 'accept')}
            </Button>
          )}
          {record.may.includes('reject') && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconX size={16} />}
              onClick={() => acts.reject(record)}
            >
              {t('reject')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
