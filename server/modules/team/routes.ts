import { type Route, readRoute, route } from '#access/route.ts';
import { setUp, viewMe } from '#contract/identity.ts';
import { createOrganisation } from '#contract/practices.ts';
import * as team from '#contract/team.ts';
import type { Platform } from '#platform/platform.ts';
import type { AfterTheTeam } from '../module.ts';
import { addKnownMember } from './add-member.ts';
import { acceptOwnInvitation, declineOwnInvitation, listOwnInvitations } from './answer-invitation.ts';
import { declineTheLink, lookUpTheInvitation, sendTheNewestLink, signUpByLink } from './answer-link.ts';
import { changeTheMember } from './change-member.ts';
import { checkTheAddress } from './check-address.ts';
import { findLikelyPractitioners } from './find-practitioners.ts';
import { createTheOrganisation } from './found.ts';
import { importThePeople } from './import-people.ts';
import { inviteSomebody } from './invite.ts';
import { deactivateTheMember, previewTheLeaving, reactivateTheMember, removeTheMember } from './leave.ts';
import { listTheInvitations, listTheMembers } from './list-members.ts';
import { copyTheLink, editTheInvitation, resendTheInvitation, revokeTheInvitation } from './manage-invitation.ts';
import { setUpTheInstance } from './set-up.ts';
import { viewTheMe } from './view-me.ts';

export function teamRoutes(platform: Platform, after: () => AfterTheTeam): Route[] {
  return [
    route(viewMe, viewTheMe),
    route(setUp, (call) => setUpTheInstance(call, platform)),
    route(createOrganisation, (call) => createTheOrganisation(call, platform)),
    readRoute(team.listMembers, listTheMembers),
    route(team.listInvitations, (call) => listTheInvitations(call, platform)),
    route(team.checkAddress, checkTheAddress),
    route(team.invite, (call) => inviteSomebody(call, platform)),
    route(team.editInvitation, (call) => editTheInvitation(call, platform)),
    route(team.resendInvitation, (call) => resendTheInvitation(call, platform)),
    route(team.revokeInvitation, (call) => revokeTheInvitation(call, platform)),
    route(team.copyInvitationLink, (call) => copyTheLink(call, platform)),
    route(team.addMember, (call) => addKnownMember(call, platform)),
    route(team.changeMember, (call) => changeTheMember(call, platform, after())),
    route(team.previewLeaving, (call) => previewTheLeaving(call, after())),
    route(team.deactivateMember, (call) => deactivateTheMember(call, platform, after())),
    route(team.reactivateMember, (call) => reactivateTheMember(call, platform, after())),
    route(team.removeMember, (call) => removeTheMember(call, platform, after())),
    route(team.findPractitioners, findLikelyPractitioners),
    route(team.importPeople, (call) => importThePeople(call, platform)),
    route(team.lookUpInvitation, lookUpTheInvitation),
    route(team.signUpByInvitation, (call) => signUpByLink(call, platform)),
    route(team.declineByLink, (call) => declineTheLink(call, platform)),
    route(team.sendNewestLink, (call) => sendTheNewestLink(call, platform)),
    route(team.listMyInvitations, listOwnInvitations),
    route(team.acceptInvitation, (call) => acceptOwnInvitation(call, platform)),
    route(team.declineInvitation, (call) => declineOwnInvitation(call, platform)),
  ];
}
