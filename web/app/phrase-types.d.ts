import 'i18next';
import type account from '#phrases/en/account.json';
import type audit from '#phrases/en/audit.json';
import type cases from '#phrases/en/cases.json';
import type chairside from '#phrases/en/chairside.json';
import type collaboratorMessages from '#phrases/en/collaborator-messages.json';
import type collaboratorView from '#phrases/en/collaborator-view.json';
import type collaborators from '#phrases/en/collaborators.json';
import type givingCases from '#phrases/en/giving-cases.json';
import type handOvers from '#phrases/en/hand-overs.json';
import type identity from '#phrases/en/identity.json';
import type instance from '#phrases/en/instance.json';
import type invitation from '#phrases/en/invitation.json';
import type laboratories from '#phrases/en/laboratories.json';
import type manageOrders from '#phrases/en/manage-orders.json';
import type orders from '#phrases/en/orders.json';
import type planningServices from '#phrases/en/planning-services.json';
import type practices from '#phrases/en/practices.json';
import type records from '#phrases/en/records.json';
import type refusals from '#phrases/en/refusals.json';
import type setupDelivery from '#phrases/en/setup-delivery.json';
import type setupFiles from '#phrases/en/setup-files.json';
import type setups from '#phrases/en/setups.json';
import type shell from '#phrases/en/shell.json';
import type simulation from '#phrases/en/simulation.json';
import type team from '#phrases/en/team.json';
import type teeth from '#phrases/en/teeth.json';
import type treatmentPlan from '#phrases/en/treatment-plan.json';
import type viewer from '#phrases/en/viewer.json';
import type words from '#phrases/en/words.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    parseInterpolation: false;
    resources: {
      account: typeof account;
      audit: typeof audit;
      cases: typeof cases;
      chairside: typeof chairside;
      'collaborator-messages': typeof collaboratorMessages;
      'collaborator-view': typeof collaboratorView;
      collaborators: typeof collaborators;
      'giving-cases': typeof givingCases;
      'hand-overs': typeof handOvers;
      identity: typeof identity;
      instance: typeof instance;
      invitation: typeof invitation;
      laboratories: typeof laboratories;
      'manage-orders': typeof manageOrders;
      orders: typeof orders;
      'planning-services': typeof planningServices;
      practices: typeof practices;
      records: typeof records;
      refusals: typeof refusals;
      'setup-delivery': typeof setupDelivery;
      'setup-files': typeof setupFiles;
      setups: typeof setups;
      shell: typeof shell;
      simulation: typeof simulation;
      team: typeof team;
      teeth: typeof teeth;
      'treatment-plan': typeof treatmentPlan;
      viewer: typeof viewer;
      words: typeof words;
    };
  }
}
