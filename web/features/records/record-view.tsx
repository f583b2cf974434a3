import { Modal, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaseRecord, groupOf, type Rendition } from '#contract/records.ts';
import { addressOf } from '../../client/call.ts';
import { ScanView } from '../../viewer/scan/scan-view.tsx';
import { useRecordWords } from './record-words.ts';

const PhotoView = lazy(() =>
  import('../../viewer/photo/photo-view.tsx').then(({ PhotoView }) => ({ default: PhotoView })),
);
const XRayView = lazy(() =>
  import('../../viewer/x-ray/x-ray-view.tsx').then(({ XRayView }) => ({ default: XRayView })),
);

type Props = { record: CaseRecord; records: readonly CaseRecord[]; caseId: string; onClose: () => void };

/** A record in the viewer of its kind: all scans of the order together, photos one after the other, an X-ray alone. */
export function RecordView({ record, records, caseId, onClose }: Props) {
  const { t } = useTranslation(['words', 'records']);
  const words = useRecordWords();
  const address = (recordId: string, rendition: Rendition) =>
    addressOf('viewRecordFile', { params: { caseId, recordId, rendition } });
  const group = groupOf(record.slot);
  const shown = records.filter((each) => groupOf(each.slot) === group && each.renditions.includes('thumbnail'));
  if (group === 'photos' || group === 'files') {
    const photos = shown.map((each) => ({
      id: each.id,
      caption: group === 'files' ? each.fileName : words.slot(each.slot),
      src: address(each.id, 'picture'),
      thumbnail: address(each.id, 'thumbnail'),
      download: address(each.id, 'original'),
    }));
    return (
      <Suspense>
        <PhotoView photos={photos} start={record.id} onClose={onClose} />
      </Suspense>
    );
  }
  const models = shown
    .filter(({ renditions }) => renditions.includes('model'))
    .map((each) => ({ url: address(each.id, 'model'), name: words.slot(each.slot), role: roleOf(each) }));
  const height = 'calc(100dvh - 180px)';
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={models.length > 1 ? t('records:groups.models') : words.slot(record.slot)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {group === 'models' ? (
        <ScanView models={models} height={height} />
      ) : (
        <Suspense fallback={<Skeleton h={height} />}>
          <XRayView
            title={words.slot(record.slot)}
            src={address(record.id, 'picture')}
            pixelsUrl={record.renditions.includes('pixels') ? address(record.id, 'pixels') : undefined}
            height={height}
          />
        </Suspense>
      )}
    </Modal>
  );
}

function roleOf({ slot }: CaseRecord): 'upper' | 'lower' | 'bite' | 'other' {
  if (slot === 'model_upper') return 'upper';
  if (slot === 'model_lower') return 'lower';
  return slot === 'model_bite' ? 'bite' : 'other';
}
