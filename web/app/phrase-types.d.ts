import 'i18next';
import type account from '#phrases/en/account.json';
import type identity from '#phrases/en/identity.json';
import type invitation from '#phrases/en/invitation.json';
import type orders from '#phrases/en/orders.json';
import type refusals from '#phrases/en/refusals.json';
import type shell from '#phrases/en/shell.json';
import type words from '#phrases/en/words.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    parseInterpolation: false;
    resources: {
      account: typeof account;
      identity: typeof identity;
      invitation: typeof invitation;
      orders: typeof orders;
      refusals: typeof refusals;
      shell: typeof shell;
      words: typeof words;
    };
  }
}
