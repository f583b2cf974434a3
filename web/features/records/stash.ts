import type { Slot } from '#contract/records.ts';

/** A file whose upload isn't complete, kept in this browser until it is, so that a reload doesn't ask for it again. */
export type Stashed = {
  recordId: string;
  accountId: string;
  caseId: string;
  orderId: string;
  slot: Slot;
  file: File;
  at: number;
};

const keptFor = 7 * 86_400_000;

/** Opens anew each time: a page that is closed in the middle keeps nothing locked. Without IndexedDB nothing is kept. */
async function open(): Promise<IDBDatabase | undefined> {
  try {
    return await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('midline-uploads', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('files', { keyPath: 'recordId' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
  } catch {
    return undefined;
  }
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  const database = await open();
  if (!database) return undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('files', mode);
      const request = work(transaction.objectStore('files'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    // Full, or forbidden: the upload goes on without.
    return undefined;
  } finally {
    database.close();
  }
}

export async function stash(entry: Omit<Stashed, 'at'>): Promise<void> {
  await inStore('readwrite', (store) => store.put({ ...entry, at: Date.now() }));
}

export async function unstash(recordId: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(recordId));
}

/** What this account left unfinished in an order. What belongs to somebody else at this computer, or is old, is removed. */
export async function stashedFor(accountId: string, orderId: string): Promise<Stashed[]> {
  const all = (await inStore<Stashed[]>('readonly', (store) => store.getAll())) ?? [];
  const stale = all.filter((each) => each.accountId !== accountId || Date.now() - each.at > keptFor);
  await Promise.all(stale.map(({ recordId }) => unstash(recordId)));
  return all.filter((each) => !stale.includes(each) && each.orderId === orderId);
}
