import type { Slot } from '#contract/records.ts';
import { call } from '../../client/call.ts';
import { isRefusal, Refusal } from '../../client/refusal.ts';
import { stash, unstash } from './stash.ts';
import { type Sending, sendFile } from './upload-one.ts';

export type Place = { accountId: string; caseId: string; orderId: string };

/** One file on its way. `waiting` for its turn, `offline` for the network, `elsewhere` while another tab brings it. */
export type Item = {
  readonly key: string;
  readonly place: Place;
  readonly slot: Slot;
  readonly file: File;
  readonly state: 'waiting' | 'uploading' | 'offline' | 'paused' | 'elsewhere' | 'failed';
  readonly sent: number;
  readonly recordId: string | null;
  readonly refusal: Refusal | null;
};

type Announced = { recordId: string; url: string | null };

const atOnce = 3;
const announced = new Map<string, Promise<Announced>>();
let items: readonly Item[] = [];
let counter = 0;
const listeners = new Set<() => void>();
const sendings = new Map<string, Sending>();
const finished = new Set<(item: Item) => void>();

window.addEventListener('midline-forget', () => {
  for (const { key } of items) stopSending(key);
  items = [];
  tell();
});

export const uploads = {
  current: () => items,
  onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Told once all bytes of a file are there, and when it was announced: the records of its order are to be read again. */
  onMilestone(listener: (item: Item) => void): () => void {
    finished.add(listener);
    return () => finished.delete(listener);
  },
  /** Lines a file up. With a record that was announced before it goes on with that. */
  add(place: Place, slot: Slot, file: File, recordId: string | null = null): void {
    if (recordId && items.some((item) => item.recordId === recordId)) return;
    counter += 1;
    const item: Item = { key: String(counter), place, slot, file, state: 'waiting', sent: 0, recordId, refusal: null };
    items = [...items, item];
    next();
    if (isAt(item.key, 'waiting')) void keep(item);
  },
  pause(key: string): void {
    stopSending(key);
    change(key, { state: 'paused' });
    next();
  },
  resume(key: string): void {
    change(key, { state: 'waiting', refusal: null });
    next();
  },
  /** Forgets a file; its record, where it has one, is somebody else's to remove. */
  drop(key: string): void {
    const item = items.find((each) => each.key === key);
    stopSending(key);
    items = items.filter((each) => each.key !== key);
    announced.delete(key);
    if (item?.recordId) void unstash(item.recordId);
    next();
  },
};

function next(): void {
  const running = items.filter(({ state }) => state === 'uploading' || state === 'offline').length;
  for (const item of items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, atOnce - running))) {
    change(item.key, { state: 'uploading' });
    void bring(item);
  }
  tell();
}

async function bring(item: Item): Promise<void> {
  const { key, file, place } = item;
  try {
    const { recordId, url } = await announceOnce(item);
    if (!isAt(key, 'uploading', 'offline')) return;
    change(key, { recordId, state: 'uploading' });
    milestone(key);
    if (url === null) return complete(key);
    void stash({ recordId, ...place, slot: item.slot, file });
    if (!(await holdAlone(key, recordId))) return change(key, { state: 'elsewhere' });
    if (!isAt(key, 'uploading')) return;
    const sending = await sendFile(file, url, {
      progress: (sent) => change(key, { sent, state: 'uploading' }),
      waiting: () => change(key, { state: 'offline' }),
      done: () => complete(key),
      failed: (refusal) => fail(key, refusal),
    });
    if (isAt(key, 'uploading', 'offline')) sendings.set(key, sending);
    else sending.stop();
  } catch (error) {
    fail(key, isRefusal(error) ? error : new Refusal('unexpected', 0));
  }
}

/** A file that still waits for its turn is announced and kept too, so that a reload loses none. */
async function keep(item: Item): Promise<void> {
  const { key, file, place, slot } = item;
  try {
    const { recordId, url } = await announceOnce(item);
    if (!isAt(key, 'waiting', 'paused')) return;
    change(key, { recordId });
    milestone(key);
    if (url !== null) await stash({ recordId, ...place, slot, file });
  } catch {
    // When its turn comes it is announced again, and says what is wrong.
  }
}

function announceOnce(item: Item): Promise<Announced> {
  const before = announced.get(item.key);
  if (before) return before;
  const announcing = announce(item);
  announced.set(item.key, announcing);
  announcing.catch(() => announced.delete(item.key));
  return announcing;
}

/** The same file announced twice is the same record. Waits for the network as long as it takes. */
async function announce({ key, file, slot, place }: Item): Promise<Announced> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { caseId, orderId } = place;
      const body = { slot, fileName: cleanName(file.name), bytes: file.size, fingerprint: fingerprintOf(file) };
      const { record, uploadUrl } = await call('addRecord', { params: { caseId, orderId }, body });
      return { recordId: record.id, url: uploadUrl };
    } catch (error) {
      if (!isRefusal(error, 'offline', 'too_many_requests') || !isAt(key, 'waiting', 'uploading', 'offline'))
        throw error;
      if (isAt(key, 'uploading')) change(key, { state: 'offline' });
      await pauseOrOnline(Math.min(15_000, 500 * 2 ** attempt));
    }
  }
}

/** One tab at a time brings a file; the lock goes with the tab. */
async function holdAlone(key: string, recordId: string): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  return new Promise((resolve) => {
    void navigator.locks.request(`midline-upload-${recordId}`, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await gone(key);
    });
  });
}

/** Until the item no longer brings bytes. */
function gone(key: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isAt(key, 'uploading', 'offline')) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
  });
}

/** Recognises a file that is chosen again after a reload. */
export function fingerprintOf(file: File): string {
  return `${cleanName(file.name)}|${file.size}|${file.lastModified}`.slice(-300);
}

function cleanName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(-200);
}

function complete(key: string): void {
  milestone(key);
  uploads.drop(key);
}

function fail(key: string, refusal: Refusal): void {
  stopSending(key);
  change(key, { state: 'failed', refusal });
  next();
}

function stopSending(key: string): void {
  sendings.get(key)?.stop();
  sendings.delete(key);
}

function isAt(key: string, ...states: Item['state'][]): boolean {
  const item = items.find((each) => each.key === key);
  return item !== undefined && states.includes(item.state);
}

function milestone(key: string): void {
  const item = items.find((each) => each.key === key);
  if (item) for (const listener of finished) listener(item);
}

function change(key: string, to: Partial<Item>): void {
  items = items.map((item) => (item.key === key ? { ...item, ...to } : item));
  tell();
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function pauseOrOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener('online', end);
  });
}
