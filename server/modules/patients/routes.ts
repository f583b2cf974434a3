import { type Route, route } from '#access/route.ts';
import * as patients from '#contract/patients.ts';
import { createThePatient } from './create-patient.ts';
import { editThePatient } from './edit-patient.ts';
import { findThePatients, viewThePatient } from './find-patients.ts';

export function patientsRoutes(): Route[] {
  return [
    route(patients.findPatients, findThePatients),
    route(patients.createPatient, createThePatient),
    route(patients.viewPatient, viewThePatient),
    route(patients.editPatient, editThePatient),
  ];
}
