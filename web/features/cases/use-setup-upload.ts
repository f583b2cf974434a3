import { useEffect, useRef, useState } from 'react';
import type { Order, Setup } from '#contract/orders.ts';
import type { CaseRecord } from '#contract/records.ts';
import { call } from '../../client/call.ts';
import { isRefusal, Refusal } from '../../client/refusal.ts';
import { useReading } from '../../client/use-calls.ts';
import { type Sending, sendFile } from '../records/upload-one.ts';
import { fingerprintOf } from '../records/upload-queue.ts';

type State = 'none' | 'unfinished' | 'uploading' | 'checking' | 'ready' | 'refused' | 'failed';

/**
 * Uploads the file of a treatment setup, going on over lost connections, and waits until its content was read. A file that was uploaded
 * before, but not delivered, is found again.
 */
export function useSetupUpload(order: Order, delivered: readonly Setup[]) {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const [offline, setOffline] = useState(false);
  const [uploaded, setUploaded] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const running = useRef<Sending>(undefined);
  const attempt = useRef(0);
  const params = { caseId: order.caseId, orderId: order.id };
  const records = useReading('listRecords', { params });
  const record = find(records.data?.records ?? []);

  useEffect(() => () => running.current?.stop(), []);

  async function start(chosen: File) {
    cancel();
    attempt.current += 1;
    const mine = attempt.current;
    setFile(chosen);
    try {
      const fingerprint = fingerprintOf(chosen);
      const body = { fileName: fingerprint.split('|')[0] ?? '', bytes: chosen.size, fingerprint };
      const announced = await call('addSetupFile', { params, body });
      if (mine !== attempt.current) return;
      setChosenId(announced.record.id);
      const sending = await sendFile(chosen, announced.uploadUrl, {
        progress(bytes) {
          setOffline(false);
          setSent(bytes);
        },
        waiting: () => setOffline(true),
        done() {
          setUploaded(true);
          void records.refetch();
        },
        failed: setError,
      });
      if (mine === attempt.current) running.current = sending;
      else sending.stop();
    } catch (failure) {
      if (mine === attempt.current) setError(isRefusal(failure) ? failure : new Refusal('unexpected', 0));
    }
  }

  function cancel() {
    attempt.current += 1;
    running.current?.stop();
    running.current = undefined;
    setFile(null);
    setError(null);
    setSent(0);
    setOffline(false);
    setUploaded(false);
    setChosenId(null);
  }

  const percent = file && file.size > 0 ? Math.round((100 * sent) / file.size) : 0;
  return {
    start,
    cancel,
    record,
    error,
    offline,
    percent,
    fileName: file?.name ?? record?.fileName ?? '',
    state: state(),
  };

  /** The record of the chosen file, or the newest that came after the last version and waits for being delivered. */
  function find(all: readonly CaseRecord[]): CaseRecord | undefined {
    if (file) return all.find(({ id }) => id === chosenId);
    const last =
      delivered
        .map(({ deliveredAt }) => deliveredAt)
        .toSorted()
        .at(-1) ?? '';
    return all.findLast((each) => each.slot === 'setup' && each.addedAt > last);
  }

  function state(): State {
    if (error) return 'failed';
    if (record?.state === 'ready') return 'ready';
    if (record?.state === 'unreadable') return 'refused';
    if (record?.state === 'checking') return 'checking';
    if (file) return uploaded ? 'checking' : 'uploading';
    return record?.state === 'uploading' ? 'unfinished' : 'none';
  }
}
