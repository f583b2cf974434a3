import type { Upload as TusUpload } from 'tus-js-client';
import { type RefusalCode, refusals } from '#contract/refusals.ts';
import { Refusal } from '../../client/refusal.ts';

export type Sending = { pause(): void; stop(): void };

type Told = {
  progress(sent: number): void;
  /** The line is down, or the server is away; it goes on by itself. */
  waiting(): void;
  done(): void;
  failed(refusal: Refusal): void;
};

/** Small enough that a slow line brings one within the time that a request has. */
const chunkBytes = 8 * 1024 * 1024;
const pauses = [300, 1000, 2000, 4000, 8000, 15_000];
const retryDelays = Array.from({ length: 2000 }, (_, attempt) => pauses[Math.min(attempt, pauses.length - 1)]!);
/** After these the same request can succeed later. */
const passing = [0, 401, 408, 409, 423, 429];

/** Brings the bytes of one file, from where the server has them; never gives up because of the network. */
export async function sendFile(file: File, uploadUrl: string, told: Told): Promise<Sending> {
  const { Upload } = await import('tus-js-client');
  const upload: TusUpload = new Upload(file, {
    uploadUrl,
    chunkSize: chunkBytes,
    retryDelays,
    storeFingerprintForResuming: false,
    onProgress: (sent) => told.progress(sent),
    onShouldRetry(error) {
      const status = error.originalResponse?.getStatus() ?? 0;
      if (!passing.includes(status) && status < 500) return false;
      told.waiting();
      return true;
    },
    onError(error) {
      const response = 'originalResponse' in error ? error.originalResponse : null;
      told.failed(refusalOf(response?.getStatus() ?? 0, response?.getBody() ?? ''));
    },
    onSuccess: () => told.done(),
  });
  // The browser knows first when the line is back.
  const goOn = () => void upload.abort().then(() => upload.start());
  window.addEventListener('online', goOn);
  const stop = () => {
    window.removeEventListener('online', goOn);
    void upload.abort();
  };
  upload.start();
  return { pause: stop, stop };
}

function refusalOf(status: number, body: string): Refusal {
  try {
    const { code } = JSON.parse(body) as { code: string };
    if (code in refusals) return new Refusal(code as RefusalCode, status);
  } catch {
    // Not one of ours.
  }
  return new Refusal(status === 404 ? 'not_found' : 'unexpected', status);
}
