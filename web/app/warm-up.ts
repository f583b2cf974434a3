import i18next from 'i18next';

/** Fetches what will be shown after sign-in while the sign-in is still being checked. */
export function warmUp(): void {
  void import('./shell/shell.tsx');
  void import('./shell/place-layout.tsx');
  void import('../features/manage-orders/manage-orders-page.tsx');
  void i18next.loadNamespaces(['shell', 'orders', 'manage-orders']);
}
