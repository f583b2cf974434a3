import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, id, instant, line } from './shapes.ts';

/** Patients, as far as cases need them. A patient belongs to the group and is visible in a practice once there is a case there. */

export const sex = z.enum(['female', 'male', 'other', 'unknown']);

export const person = { firstName: line(80), lastName: line(80), birthDate: date, sex };

export const patient = z.object({
  id,
  firstName: z.string(),
  lastName: z.string(),
  birthDate: z.string(),
  sex,
  version: z.number(),
  /** How many cases of this patient the reader sees. */
  cases: z.number(),
  may: z.array(z.enum(['edit'])),
});
export type Patient = z.infer<typeof patient>;

const inPractice = z.object({ practiceId: id });
const ofPatient = z.object({ practiceId: id, patientId: id });

export const findPatients = endpoint({
  name: 'findPatients',
  method: 'GET',
  path: '/api/practices/:practiceId/patients',
  summary: 'Patients of a practice whose first or last name begins with the words given, by name',
  access: 'patients.see',
  params: inPractice,
  query: z.object({
    search: z.string().trim().max(80).default(''),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.object({ patients: z.array(patient) }),
  refusals: [],
});

export const createPatient = endpoint({
  name: 'createPatient',
  method: 'POST',
  path: '/api/practices/:practiceId/patients',
  summary:
    'Makes a patient’s record, or points out those that are likely the same person unless told that it is somebody new',
  access: 'patients.create',
  params: inPractice,
  body: z.object({ ...person, somebodyNew: z.boolean().default(false) }),
  reply: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), patient }),
    z.object({ outcome: z.literal('likely_the_same'), patients: z.array(patient) }),
  ]),
  refusals: ['birth_date_in_future'],
});

export const formerValues = z.object({
  at: instant,
  by: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  birthDate: z.string(),
  sex,
});

export const viewPatient = endpoint({
  name: 'viewPatient',
  method: 'GET',
  path: '/api/practices/:practiceId/patients/:patientId',
  summary: 'A patient’s record, its former values and cases',
  access: 'patients.see',
  params: ofPatient,
  reply: z.object({
    patient,
    former: z.array(formerValues),
    cases: z.array(
      z.object({
        id,
        number: z.number(),
        category: z.string(),
        status: z.string(),
        practice: z.string(),
        createdAt: instant,
      }),
    ),
    /** Other records that are likely of the same person: a collaborator who made this one couldn't see them. */
    likelyTheSame: z.array(patient),
  }),
  refusals: [],
});

export const editPatient = endpoint({
  name: 'editPatient',
  method: 'PATCH',
  path: '/api/practices/:practiceId/patients/:patientId',
  summary:
    'Corrects a patient’s record; the former values are kept. For Admins, and for who made it until the first order is submitted',
  access: 'patients.create',
  params: ofPatient,
  body: z.object({ ...person, version: z.number().int() }),
  reply: patient,
  refusals: ['changed_meanwhile', 'birth_date_in_future'],
});
