import { type Route, readRoute, route } from '#access/route.ts';
import * as view from '#contract/collaborator-view.ts';
import * as contract from '#contract/orders.ts';
import { acknowledgePrescription, changePrescription } from './change-prescription.ts';
import { approveSetup, declineSetup, takeBackApproval, takeBackDecline } from './decide-setup.ts';
import { deliverSetup, withdrawSetup } from './deliver-setup.ts';
import { discardDraft, listDiscardedDrafts, restoreDraft } from './discard-draft.ts';
import {
  askToCancel,
  cancelOrder,
  closeOrder,
  completeOrder,
  consentToCancel,
  holdOrder,
  refuseToCancel,
  resumeOrder,
} from './end-order.ts';
import { assignTechnician, listManufacturers, nameManufacturer, promiseDate } from './laboratory-desk.ts';
import { listPackages, orderChoices } from './order-choices.ts';
import { handToProvider, nameNewPatient, startOrderForProvider, viewCollaboratorView } from './prepare-order.ts';
import {
  saveSubmitters,
  saveTreatmentPreferences,
  viewSubmitters,
  viewTreatmentPreferences,
} from './provider-settings.ts';
import { saveDraft } from './save-draft.ts';
import { confirmDelivery, shipOrder } from './ship-order.ts';
import { startLaterOrder } from './start-later-order.ts';
import { startOrder } from './start-order.ts';
import { confirmOrder, sendBackOrder, submitOrder } from './submit-order.ts';
import { viewOrder } from './view-order.ts';
import {
  acceptOrder,
  askForRecords,
  beginManufacturing,
  refuseOrder,
  rejectRecords,
  sendRecords,
} from './work-order.ts';

export const ordersRoutes: Route[] = [
  route(contract.startOrder, startOrder),
  route(view.viewCollaboratorView, viewCollaboratorView),
  route(view.startOrderForProvider, startOrderForProvider),
  route(view.nameNewPatient, nameNewPatient),
  route(view.handToProvider, handToProvider),
  route(contract.startLaterOrder, startLaterOrder),
  readRoute(contract.viewOrder, viewOrder),
  route(contract.saveDraft, saveDraft),
  route(contract.discardDraft, discardDraft),
  route(contract.restoreDraft, restoreDraft),
  readRoute(contract.listDiscardedDrafts, listDiscardedDrafts),
  route(contract.submitOrder, submitOrder),
  route(contract.confirmOrder, confirmOrder),
  route(contract.sendBackOrder, sendBackOrder),
  route(contract.acceptOrder, acceptOrder),
  route(contract.askForRecords, askForRecords),
  route(contract.rejectRecords, rejectRecords),
  route(contract.sendRecords, sendRecords),
  route(contract.refuseOrder, refuseOrder),
  route(contract.deliverSetup, deliverSetup),
  route(contract.withdrawSetup, withdrawSetup),
  route(contract.approveSetup, approveSetup),
  route(contract.declineSetup, declineSetup),
  route(contract.takeBackDecline, takeBackDecline),
  route(contract.takeBackApproval, takeBackApproval),
  route(contract.beginManufacturing, beginManufacturing),
  route(contract.shipOrder, shipOrder),
  route(contract.confirmDelivery, confirmDelivery),
  route(contract.completeOrder, completeOrder),
  route(contract.holdOrder, holdOrder),
  route(contract.resumeOrder, resumeOrder),
  route(contract.cancelOrder, cancelOrder),
  route(contract.askToCancel, askToCancel),
  route(contract.consentToCancel, consentToCancel),
  route(contract.refuseToCancel, refuseToCancel),
  route(contract.closeOrder, closeOrder),
  route(contract.changePrescription, changePrescription),
  route(contract.acknowledgePrescription, acknowledgePrescription),
  route(contract.promiseDate, promiseDate),
  route(contract.assignTechnician, assignTechnician),
  route(contract.nameManufacturer, nameManufacturer),
  route(contract.listManufacturers, listManufacturers),
  readRoute(contract.viewTreatmentPreferences, viewTreatmentPreferences),
  route(contract.saveTreatmentPreferences, saveTreatmentPreferences),
  route(contract.viewSubmitters, viewSubmitters),
  route(contract.saveSubmitters, saveSubmitters),
  readRoute(contract.orderChoices, orderChoices),
  route(contract.listPackages, listPackages),
];
