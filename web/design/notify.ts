import { notifications } from '@mantine/notifications';

/** A short word that something was done, away by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true });
}

/** A word that something failed, for acts without a place of their own to say it. */
export function notifyFailed(message: string): void {
  notifications.show({ message, color: 'red', withBorder: true, autoClose: 12_000 });
}
