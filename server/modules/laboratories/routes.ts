import { type Route, readRoute, route } from '#access/route.ts';
import * as laboratories from '#contract/laboratories.ts';
import type { Platform } from '#platform/platform.ts';
import { chooseTheLaboratories, listTheLaboratories } from './choose-laboratories.ts';
import { createTheGroupLaboratory, listTheGroupLaboratories } from './create-group-laboratory.ts';
import { editThePackages, editTheRequirements, viewTheSettings } from './edit-settings.ts';
import { viewTheChosenLaboratory } from './view-chosen.ts';

export function laboratoriesRoutes(platform: Platform): Route[] {
  return [
    readRoute(laboratories.listLaboratories, listTheLaboratories),
    route(laboratories.chooseLaboratories, chooseTheLaboratories),
    route(laboratories.viewChosenLaboratory, viewTheChosenLaboratory),
    route(laboratories.viewLaboratorySettings, viewTheSettings),
    route(laboratories.editPackages, editThePackages),
    route(laboratories.editRequirements, editTheRequirements),
    route(laboratories.createGroupLaboratory, (call) => createTheGroupLaboratory(call, platform)),
    readRoute(laboratories.listGroupLaboratories, listTheGroupLaboratories),
  ];
}
