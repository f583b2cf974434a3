import { type Route, route } from '#access/route.ts';
import * as collaborators from '#contract/collaborators.ts';
import type { Platform } from '#platform/platform.ts';
import { addTheCollaborator } from './add-collaborator.ts';
import { declineByTheLink, lookUpTheLink, registerByLink, sendTheNewestLink } from './answer-link.ts';
import { giveTheConsent, viewTheConsent } from './consent.ts';
import { viewTheConsentTexts, writeTheConsentText } from './consent-texts.ts';
import { chooseTheFindable, viewTheFindable } from './findable.ts';
import {
  listTheCollaborators,
  listThePlanningServices,
  listTheProviders,
  lookUpTheCollaborator,
} from './list-collaborators.ts';
import {
  changeTheCollaborator,
  copyTheLink,
  endTheCollaborator,
  resendTheCollaborator,
  revokeTheCollaborator,
} from './manage-collaborator.ts';
import {
  acceptTheCollaboration,
  declineTheCollaboration,
  leaveTheCollaboration,
  listTheCollaborations,
} from './my-collaborations.ts';

/** Becoming a collaborator. */
export function becomingRoutes(platform: Platform): Route[] {
  return [
    route(collaborators.listCollaboratorProviders, listTheProviders),
    route(collaborators.viewConsent, viewTheConsent),
    route(collaborators.giveConsent, (call) => giveTheConsent(call, platform)),
    route(collaborators.listCollaborators, (call) => listTheCollaborators(call, platform)),
    route(collaborators.listPlanningServices, listThePlanningServices),
    route(collaborators.lookUpCollaborator, lookUpTheCollaborator),
    route(collaborators.addCollaborator, (call) => addTheCollaborator(call, platform)),
    route(collaborators.changeCollaborator, (call) => changeTheCollaborator(call, platform)),
    route(collaborators.resendCollaborator, (call) => resendTheCollaborator(call, platform)),
    route(collaborators.revokeCollaborator, (call) => revokeTheCollaborator(call, platform)),
    route(collaborators.copyCollaboratorLink, (call) => copyTheLink(call, platform)),
    route(collaborators.endCollaborator, (call) => endTheCollaborator(call, platform)),
    route(collaborators.viewConsentTexts, viewTheConsentTexts),
    route(collaborators.writeConsentText, writeTheConsentText),
    route(collaborators.lookUpCollaboration, lookUpTheLink),
    route(collaborators.registerCollaborator, (call) => registerByLink(call, platform)),
    route(collaborators.declineCollaborationByLink, (call) => declineByTheLink(call, platform)),
    route(collaborators.sendNewestCollaborationLink, (call) => sendTheNewestLink(call, platform)),
    route(collaborators.listMyCollaborations, listTheCollaborations),
    route(collaborators.acceptCollaboration, (call) => acceptTheCollaboration(call, platform)),
    route(collaborators.declineCollaboration, (call) => declineTheCollaboration(call, platform)),
    route(collaborators.leaveCollaboration, (call) => leaveTheCollaboration(call, platform)),
    route(collaborators.viewFindable, viewTheFindable),
    route(collaborators.chooseFindable, chooseTheFindable),
  ];
}
