import { useEffect, useRef, useState } from 'react';
import type { Upload } from 'tus-js-client';
import type { Order } from '#contract/orders.ts';
import { call } from '../../client/call.ts';
import { isRefusal, Refusal } from '../../client/refusal.ts';
import { useReading } from '../../client/use-calls.ts';

type State = 'none' | 'uploading' | 'checking' | 'ready' | 'failed';

/** Uploads the file of a treatment setup, going on over lost connections, and waits until its content was checked. */
export function useSetupUpload(order: Order) {
  const [fileName, setFileName] = useState('');
  const [percent, setPercent] = useState(0);
  const [uploaded, setUploaded] = useState(false);
  const [recordId, setRecordId] = useState<string | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const running = useRef<Upload>(undefined);
  const params = { caseId: order.caseId, orderId: order.id };
  const records = useReading('listRecords', { params });
  const record = records.data?.records.find(({ id }) => id === recordId);

  useEffect(() => () => void running.current?.abort(), []);

  async function start(file: File) {
    await running.current?.abort();
    setError(null);
    setFileName(file.name);
    setPercent(0);
    setUploaded(false);
    setRecordId(null);
    try {
      const announced = await call('addSetupFile', {
        params,
        body: { fileName: file.name.slice(0, 200), bytes: file.size, fingerprint: '' },
      });
      setRecordId(announced.record.id);
      const tus = await import('tus-js-client');
      running.current = new tus.Upload(file, {
        uploadUrl: announced.uploadUrl,
        storeFingerprintForResuming: false,
        chunkSize: 16 * 2 ** 20,
        retryDelays: [500, 1000, 3000, 5000, 10_000, 20_000, 30_000],
        onProgress: (sent, total) => setPercent(Math.round((100 * sent) / Math.max(total, 1))),
        onSuccess: () => {
          setUploaded(true);
          void records.refetch();
        },
        onError: () => setError(new Refusal('offline', 0)),
      });
      running.current.start();
    } catch (failure) {
      setError(isRefusal(failure) ? failure : new Refusal('unexpected', 0));
    }
  }

  return { start, fileName, percent, recordId, error: error ?? unreadable(), state: state() };

  function state(): State {
    if (error || record?.state === 'unreadable') return 'failed';
    if (!recordId) return 'none';
    if (record?.state === 'ready') return 'ready';
    return uploaded ? 'checking' : 'uploading';
  }

  function unreadable(): Refusal | null {
    return record?.state === 'unreadable' ? new Refusal('record_not_ready', 409) : null;
  }
}
