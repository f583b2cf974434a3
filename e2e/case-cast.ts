import type { Page } from 'playwright';
import {
  acceptOrder,
  approveSetup,
  deliverSetup,
  listPackages,
  requiredConfirmations,
  saveDraft,
  saveTreatmentPreferences,
  shipOrder,
  startOrder,
  submitOrder,
  viewOrder,
} from '#contract/orders.ts';
import { createPatient } from '#contract/patients.ts';
import { addRecord, addSetupFile, listRecords } from '#contract/records.ts';
import { completePrescription } from '#modules/orders/testing/treatment-world.ts';
import { glb } from '#modules/records/testing/files.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { type Midline, openMidline } from './midline.ts';

export type Place = { caseId: string; orderId: string };

/** A practice with its people, and the laboratory that it orders from. */
export type Cast = Midline & {
  practice: Organisation;
  laboratory: Organisation;
  provider: Person;
  colleague: Person;
  frontDesk: Person;
  admin: Person;
  technician: Person;
  /** A draft that lacks nothing; its scans are an impression by post. */
  draft(patient?: string, to?: Organisation): Promise<Place>;
  submitted(patient?: string, to?: Organisation): Promise<Place>;
  /** Manufactured and shipped by the laboratory after the provider approved its setup. */
  shipped(patient?: string): Promise<Place>;
};

export async function openCast(env: Record<string, string> = {}): Promise<Cast> {
  const midline = await openMidline(env);
  const { world } = midline;
  const practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  const laboratory = await world.organisation('laboratory', 'Clear Lab');
  const make = (firstName: string, lastName: string) => world.person({ firstName, lastName });
  const [provider, colleague] = [await make('Dana', 'Dentist'), await make('Cora', 'Colleague')];
  const [frontDesk, admin, technician] = [
    await make('Fritz', 'Front'),
    await make('Ada', 'Admin'),
    await make('Tom', 'Technician'),
  ];
  await world.member(practice, provider, 'practitioner', 'user', 'dentist');
  await world.member(practice, colleague, 'practitioner', 'user', 'dentist');
  await world.member(practice, frontDesk, 'front_desk');
  await world.member(practice, admin, 'front_desk', 'admin');
  await world.member(laboratory, technician, 'technician');
  await order(world, practice, laboratory, admin);
  const dentist = await world.as(provider);
  await dentist.call(saveTreatmentPreferences, { body: { approach: completePrescription.approach } });
  const lab = await world.as(technician);
  await askForLittle(world, laboratory);

  const draft: Cast['draft'] = async (patient = 'Paula', to = laboratory) => {
    const params = { practiceId: practice.id };
    const { caseId, id: orderId } = await dentist.call(startOrder, { params, body: { kind: 'aligner' } });
    const body = {
      firstName: patient,
      lastName: 'Patient',
      birthDate: '1990-05-06',
      sex: 'female' as const,
      somebodyNew: true,
    };
    const made = await dentist.call(createPatient, { params, body });
    if (made.outcome !== 'created') throw new Error('the patient was not made');
    await dentist.call(addRecord, { params: { caseId, orderId }, body: { slot: 'impression' } });
    await dentist.call(saveDraft, {
      params: { caseId, orderId },
      body: {
        ...completePrescription,
        patientId: made.patient.id,
        laboratoryId: to.id,
        confirmations: [...requiredConfirmations],
      },
    });
    return { caseId, orderId };
  };
  const submitted: Cast['submitted'] = async (patient, to) => {
    const place = await draft(patient, to);
    await dentist.call(submitOrder, { params: place, body: {} });
    return place;
  };
  const shipped: Cast['shipped'] = async (patient) => {
    const params = await submitted(patient);
    await lab.call(acceptOrder, { params, body: {} });
    await lab.call(deliverSetup, {
      params,
      body: { recordId: await setupFile(lab, params) },
    });
    const { packages } = await dentist.call(listPackages, { params });
    const { setups } = await dentist.call(viewOrder, { params });
    const { version, contentHash } = setups[0]!;
    const packageId = packages.find(({ name }) => name === 'TWO')!.id;
    await dentist.call(approveSetup, { params, body: { version, contentHash, packageId } });
    await lab.call(shipOrder, { params, body: { carrier: 'DHL' } });
    return params;
  };
  return {
    ...midline,
    practice,
    laboratory,
    provider,
    colleague,
    frontDesk,
    admin,
    technician,
    draft,
    submitted,
    shipped,
  };
}

/** The practice orders from this laboratory too. */
export async function order(
  world: Midline['world'],
  practice: Organisation,
  laboratory: Organisation,
  by: Person,
): Promise<void> {
  await world.sql(
    'insert into practice_laboratories (practice_id, laboratory_id, preferred, chosen_by, chosen_at) values ($1, $2, false, $3, $4)',
    [practice.id, laboratory.id, by.id, world.clock.now()],
  );
}

/** The laboratory takes orders without photos. */
export async function askForLittle(world: Midline['world'], laboratory: Organisation): Promise<void> {
  await world.sql(
    `insert into record_requirements (laboratory_id, kind, slots)
     select $1, k, '{"photo_full_face_smiling": "recommended", "photo_upper_occlusal": "recommended", "photo_lower_occlusal": "recommended",
       "photo_right_buccal": "recommended", "photo_frontal": "recommended", "photo_left_buccal": "recommended"}' from unnest(array['aligner', 'revision']) k`,
    [laboratory.id],
  );
}

/** Uploads the file of a setup; its record, once it was read. */
export async function setupFile(lab: TestBrowser, params: Place, file: Buffer = glb): Promise<string> {
  const { record, uploadUrl } = await lab.call(addSetupFile, {
    params,
    body: { fileName: 'setup.glb', bytes: file.length },
  });
  await lab.fetch(uploadUrl, {
    method: 'PATCH',
    headers: { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    body: new Uint8Array(file),
  });
  for (;;) {
    const { records } = await lab.call(listRecords, { params });
    const state = records.find(({ id }) => id === record.id)?.state;
    if (state === 'ready') return record.id;
    if (state === 'unreadable') throw new Error('the file of the setup could not be read');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Picks one of a few values that are all in sight. */
export async function pick(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole('radiogroup', { name: field }).getByRole('radio', { name: value, exact: true }).click();
}

/** Presses a button of what to do next and confirms the dialog that follows, after filling it in. */
export async function act(
  page: Page,
  button: string,
  fill: (page: Page) => Promise<void> = async () => {},
  confirm: string = button,
): Promise<void> {
  await page
    .getByRole('region', { name: 'What to do next' })
    .getByRole('button', { name: button, exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await fill(page);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
