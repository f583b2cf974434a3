import { type Route, readRoute, route } from '#access/route.ts';
import * as contract from '#contract/manage-orders.ts';
import { countTheCases, countTheCasesOfMyPractices } from './count-cases.ts';
import { exportTheCases } from './export-cases.ts';
import { chooseFilters } from './filter-choices.ts';
import { listTheCases, listTheCasesOfMyPractices } from './list-cases.ts';
import { listTheViews, saveTheViews } from './saved-views.ts';

export const manageOrdersRoutes: Route[] = [
  readRoute(contract.listCases, listTheCases),
  readRoute(contract.listCasesOfMyPractices, listTheCasesOfMyPractices),
  readRoute(contract.countCases, countTheCases),
  readRoute(contract.countCasesOfMyPractices, countTheCasesOfMyPractices),
  readRoute(contract.caseFilterChoices, chooseFilters),
  route(contract.exportCases, exportTheCases()),
  readRoute(contract.listViews, listTheViews),
  route(contract.saveViews, saveTheViews),
];
