/** Something that can be done about what was just said, such as taking it back. */
export type ToastAct = { label: string; run: () => void };
export type Toast = { id: number; message: string; failed: boolean; act?: ToastAct };

let toasts: readonly Toast[] = [];
let counted = 0;
const listeners = new Set<() => void>();

/** A short word that something was done, away by itself. */
export function notifyDone(message: string, act?: ToastAct): void {
  show(message, false, act);
}

/** A word that something failed, for acts without a place of their own to say it. */
export function notifyFailed(message: string): void {
  show(message, true);
}

/** Takes a word away. */
export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

/** Tells whenever the words shown change. */
export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(message: string, failed: boolean, act?: ToastAct) {
  counted += 1;
  change([...toasts.slice(-2), { id: counted, message, failed, act }]);
}

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}
