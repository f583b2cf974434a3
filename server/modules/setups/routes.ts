import { type Route, readRoute, route } from '#access/route.ts';
import * as contract from '#contract/setups.ts';
import type { Platform } from '#platform/platform.ts';
import { listPatientLinks, makePatientLink, revokePatientLink } from './patient-links.ts';
import { printSetupSheet } from './print-sheet.ts';
import { openSimulation, viewSimulationFile } from './simulation.ts';
import { viewSetup } from './view-setup.ts';
import { viewSetupFile } from './view-setup-file.ts';

export const setupsRoutes = (platform: Platform): Route[] => [
  readRoute(contract.viewSetup, viewSetup),
  readRoute(contract.viewSetupFile, viewSetupFile(platform)),
  readRoute(contract.printSetupSheet, printSetupSheet(platform)),
  readRoute(contract.listPatientLinks, listPatientLinks),
  route(contract.makePatientLink, makePatientLink(platform)),
  route(contract.revokePatientLink, revokePatientLink),
  route(contract.openSimulation, openSimulation(platform)),
  route(contract.viewSimulationFile, viewSimulationFile(platform)),
];
