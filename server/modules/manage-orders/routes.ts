import { type Route, readRoute, route } from '#access/route.ts';
import * as shared from '#contract/collaborator-view.ts';
import * as contract from '#contract/manage-orders.ts';
import { countTheCases, countTheCasesOfMyPractices, countTheSharedCases } from './count-cases.ts';
import { exportTheCases, exportTheCasesOfMyPractices } from './export-cases.ts';
import { chooseFilters, chooseFiltersOfMyPractices, chooseFiltersOfSharedCases } from './filter-choices.ts';
import { listTheCases, listTheCasesOfMyPractices, listTheSharedCases } from './list-cases.ts';
import { listTheViews, saveTheViews } from './saved-views.ts';

export const manageOrdersRoutes: Route[] = [
  readRoute(contract.listCases, listTheCases),
  readRoute(contract.listCasesOfMyPractices, listTheCasesOfMyPractices),
  readRoute(contract.countCases, countTheCases),
  readRoute(contract.countCasesOfMyPractices, countTheCasesOfMyPractices),
  readRoute(contract.caseFilterChoices, chooseFilters),
  readRoute(contract.caseFilterChoicesOfMyPractices, chooseFiltersOfMyPractices),
  route(contract.exportCases, exportTheCases()),
  route(contract.exportCasesOfMyPractices, exportTheCasesOfMyPractices),
  readRoute(shared.listSharedCases, listTheSharedCases),
  readRoute(shared.countSharedCases, countTheSharedCases),
  readRoute(shared.sharedCaseFilterChoices, chooseFiltersOfSharedCases),
  readRoute(contract.listViews, listTheViews),
  route(contract.saveViews, saveTheViews),
];
