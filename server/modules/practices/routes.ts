import { type Route, route } from '#access/route.ts';
import * as contract from '#contract/practices.ts';
import type { Platform } from '#platform/platform.ts';
import { createPractice } from './create-practice.ts';
import { editGroup } from './edit-group.ts';
import { editPractice } from './edit-practice.ts';
import { editSecuritySettings } from './edit-security-settings.ts';
import { listLetters } from './list-letters.ts';
import { listOrganisations } from './list-organisations.ts';
import { putLogo } from './put-logo.ts';
import { removeLogo } from './remove-logo.ts';
import { renameOrganisation } from './rename-organisation.ts';
import { samplePage } from './sample-page.ts';
import { viewGroup } from './view-group.ts';
import { viewLetter } from './view-letter.ts';
import { viewLogo } from './view-logo.ts';
import { viewPractice } from './view-practice.ts';
import { viewSecuritySettings } from './view-security-settings.ts';

/** createOrganisation is served by the team module, which also invites the first manager. */
export const practicesRoutes = (platform: Platform): Route[] => [
  route(contract.viewPractice, viewPractice),
  route(contract.editPractice, editPractice),
  route(contract.createPractice, createPractice),
  route(contract.putLogo, putLogo),
  route(contract.removeLogo, removeLogo),
  route(contract.viewLogo, viewLogo),
  route(contract.samplePage, samplePage),
  route(contract.viewGroup, viewGroup),
  route(contract.editGroup, editGroup),
  route(contract.viewSecuritySettings, viewSecuritySettings),
  route(contract.editSecuritySettings, editSecuritySettings),
  route(contract.listOrganisations, listOrganisations),
  route(contract.renameOrganisation, renameOrganisation),
  route(contract.listLetters, listLetters(platform)),
  route(contract.viewLetter, viewLetter(platform)),
];
