import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveKind } from '#contract/live.ts';
import type { EndpointName } from './endpoints.ts';
import { type LiveSignal, longestReading, openLiveSource } from './live-source.ts';

/** Which replies each kind of message makes stale. A feature that reads something new adds it here. */
const stale: Record<LiveKind, EndpointName[]> = {
  members_changed: ['listMembers', 'findPractitioners', 'viewGroup', 'previewLeaving', 'listPatientLinks'],
  invitations_changed: ['listInvitations', 'listOrganisations'],
  practice_changed: [
    'viewTranslation',
    'viewTranslationSetting',
    'viewPractice',
    'viewMe',
    'viewGroup',
    'viewSecuritySettings',
    'listWorkstations',
  ],
  group_changed: ['viewGroup', 'viewMe'],
  organisations_changed: ['listOrganisations', 'viewMe'],
  my_invitations_changed: ['listMyInvitations', 'viewMe'],
  account_changed: ['listApiTokens', 'viewMe', 'listSessions', 'listFactors'],
  case_changed: [
    'listCases',
    'listCasesOfMyPractices',
    'listSharedCases',
    'countCases',
    'countCasesOfMyPractices',
    'countSharedCases',
    'viewCollaboration',
    'viewCase',
    'viewGivings',
    'viewWhoSees',
    'listCasesToGive',
    'countCasesToGive',
    'viewHistory',
    'viewChairsideCard',
    'viewOrder',
    'viewSetup',
    'listSetupComments',
    'listPatientLinks',
    'listRecords',
    'readThread',
    'readCollaboratorMessages',
    'readReservations',
    'listReservations',
  ],
  cases_changed: [
    'listSharedCases',
    'countSharedCases',
    'viewCollaboratorView',
    'viewCollaboration',
    'readCollaboratorMessages',
    'viewAssignments',
    'listCases',
    'listCasesOfMyPractices',
    'countCases',
    'countCasesOfMyPractices',
  ],
  messages_changed: [
    'listSharedCases',
    'countSharedCases',
    'readCollaboratorMessages',
    'listCases',
    'listCasesOfMyPractices',
    'countCases',
    'countCasesOfMyPractices',
    'viewCase',
  ],
  collaborations_changed: [
    'viewCollaboratorView',
    'viewCollaboration',
    'listSharedCases',
    'countSharedCases',
    'listMyCollaborations',
    'listCollaborators',
    'listCollaboratorProviders',
    'viewConsent',
    'viewConsentTexts',
    'viewGivings',
    'listCollaborationsToGive',
  ],
  reservations_changed: ['readReservations', 'listReservations'],
  setup_comments_changed: ['listSetupComments'],
  patient_links_changed: ['listPatientLinks', 'previewLeaving'],
  laboratory_changed: ['listLaboratories', 'viewChosenLaboratory', 'viewLaboratorySettings', 'orderChoices'],
  hand_overs_changed: ['listMyHandOvers', 'viewCase'],
  access_changed: [],
  signed_out: [],
};

/** Keeps what is shown true to what happens elsewhere, for as long as somebody is signed in. */
export function useLive(accountId: string, onSignedOut: () => void): void {
  const client = useQueryClient();
  useEffect(() => {
    const hear = (signal: LiveSignal) => react(client, signal, onSignedOut);
    const since = Math.max(performance.timeOrigin, Date.now() - longestReading);
    return typeof SharedWorker === 'undefined'
      ? openLiveSource(hear, since).close
      : joinSharedStream(accountId, hear, since);
  }, [accountId, client, onSignedOut]);
}

function react(client: QueryClient, signal: LiveSignal, onSignedOut: () => void) {
  if (signal.kind === 'signed_out') onSignedOut();
  // Rights changed: what was read under the former ones must not stay on the screen.
  else if (signal.kind === 'access_changed') void forgetAndReadAgain(client);
  else if (signal.kind === 'resumed') void client.invalidateQueries();
  else for (const name of stale[signal.kind]) void client.invalidateQueries({ queryKey: [name] });
}

async function forgetAndReadAgain(client: QueryClient) {
  await client.invalidateQueries({ queryKey: ['viewMe'] });
  await client.resetQueries({ predicate: isNotMe });
}

const isNotMe = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== 'viewMe';

function joinSharedStream(accountId: string, hear: (signal: LiveSignal) => void, since: number): () => void {
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'midline-live',
  });
  const leave = () => worker.port.postMessage('bye');
  worker.port.onmessage = (event: MessageEvent<LiveSignal>) => hear(event.data);
  worker.port.postMessage({ open: accountId, since });
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('pagehide', leave);
    leave();
    worker.port.close();
  };
}
