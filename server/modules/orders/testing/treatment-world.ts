import * as contract from '#contract/orders.ts';
import type { Prescription } from '#contract/prescriptions.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World, type WorldOptions } from '#testing/world.ts';

export const everybody = [
  'provider',
  'submitter',
  'admin',
  'member',
  'otherProvider',
  'manager',
  'technician',
  'outsider',
] as const;
export type Who = (typeof everybody)[number];

export type Place = { caseId: string; orderId: string };

/** A practice with its people, the laboratory it orders from, and a stranger to both who is somebody elsewhere. */
export type TreatmentWorld = World & {
  readonly groupId: string;
  readonly practiceId: string;
  readonly laboratoryId: string;
  readonly people: Record<Who, Person>;
  readonly browsers: Record<Who, TestBrowser>;
  readonly practitionerId: string;
  /** Packages of the laboratory by name. */
  readonly packages: Record<string, string>;
  patient(): Promise<string>;
  /** A record as if it had been uploaded. */
  record(place: Place, slot: string, more?: Record<string, unknown>): Promise<string>;
  /** A draft of the provider's that lacks nothing. */
  draft(kind?: 'aligner' | 'retainer', by?: Who): Promise<Place>;
  /** Takes an order through its life by those who may, up to a category. */
  bring(place: Place, to: string): Promise<void>;
  /** The next version of the setup, delivered by the technician; its version and hash. */
  deliver(place: Place): Promise<{ version: number; contentHash: string }>;
  approve(place: Place, packageName?: string): Promise<void>;
  order(place: Place, who?: Who): Promise<contract.Order>;
};

export const completePrescription: Pick<Prescription, 'arches' | 'approach' | 'appliance'> = {
  arches: 'both',
  approach: {
    dentition: 'permanent',
    overjet: 'maintain',
    overbite: 'maintain',
    sagittal: { right: { canine: 'maintain' }, left: { canine: 'maintain' } },
    midline: { upper: { aim: 'maintain' }, lower: { aim: 'maintain' } },
    extractions: { planned: false },
    interproximalReduction: { allowed: 'as_needed' },
    attachments: { allowed: 'as_needed' },
    stages: { mode: 'recommended' },
    wearDays: 7,
  },
  appliance: {},
};

const requiredSlots = {
  aligner: [
    'model_upper',
    'model_lower',
    'photo_full_face_smiling',
    'photo_upper_occlusal',
    'photo_lower_occlusal',
    'photo_right_buccal',
    'photo_frontal',
    'photo_left_buccal',
  ],
  retainer: ['model_upper', 'model_lower'],
};

export async function treatmentWorld(postgresUrl: string, options: WorldOptions = {}): Promise<TreatmentWorld> {
  return fill(await makeWorld(postgresUrl, options));
}

async function fill(world: World): Promise<TreatmentWorld> {
  const group = await world.group();
  const practice = await world.practice(group);
  const laboratory = await world.organisation('laboratory');
  const people = {} as Record<Who, Person>;
  for (const who of everybody) people[who] = await world.person({ firstName: 'Pat', lastName: who });
  await world.member(practice, people.provider, 'practitioner', 'user', 'dentist');
  await world.member(practice, people.otherProvider, 'practitioner', 'user', 'dentist');
  await world.member(practice, people.submitter, 'front_desk');
  await world.member(practice, people.admin, 'owner_manager');
  await world.member(practice, people.member, 'front_desk');
  await world.member(laboratory, people.manager, 'laboratory_manager');
  await world.member(laboratory, people.technician, 'technician');
  await beSomebodyElsewhere(world, people.outsider);
  const browsers = {} as Record<Who, TestBrowser>;
  for (const who of everybody) browsers[who] = await world.as(people[who]);
  const [practitioner] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
    people.provider.id,
  ]);
  await world.sql(
    'insert into practice_laboratories (practice_id, laboratory_id, preferred, chosen_by, chosen_at) values ($1, $2, true, $3, $4)',
    [practice.id, laboratory.id, people.admin.id, world.clock.now()],
  );
  await world.sql(
    'insert into submitters (practice_id, practitioner_id, account_id, given_at) values ($1, $2, $3, $4)',
    [practice.id, practitioner!.id, people.submitter.id, world.clock.now()],
  );
  const packages = await packagesOf(world, laboratory);

  const here: TreatmentWorld = {
    ...world,
    groupId: group.id,
    practiceId: practice.id,
    laboratoryId: laboratory.id,
    people,
    browsers,
    practitionerId: practitioner!.id,
    packages,
    async patient() {
      const id = newId();
      await world.sql(
        `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, waiting_in, created_by, created_at)
         values ($1, $2, 'Paul', 'Patient', 'paul', 'patient', '1990-01-01', 'male', $3, $4, $5)`,
        [id, group.id, practice.id, people.provider.id, world.clock.now()],
      );
      return id;
    },
    async record(place, slot, more = {}) {
      const id = newId();
      const ofLaboratory = slot === 'setup';
      const row: Record<string, unknown> = {
        id,
        case_id: place.caseId,
        order_id: place.orderId,
        slot,
        state: 'ready',
        file_name: `${slot}.stl`,
        bytes: 1000,
        content_hash: ofLaboratory ? randomHash() : null,
        side: ofLaboratory ? 'laboratory' : 'provider_side',
        added_by: ofLaboratory ? people.technician.id : people.provider.id,
        added_name: 'Pat Person',
        added_at: world.clock.now(),
        ...more,
      };
      const columns = Object.keys(row);
      await world.sql(
        `insert into records (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
        Object.values(row),
      );
      return id;
    },
    async draft(kind = 'aligner', by = 'provider') {
      const params = { practiceId: practice.id };
      const { caseId, id: orderId } = await browsers[by].call(contract.startOrder, { params, body: { kind } });
      const place = { caseId, orderId };
      for (const slot of requiredSlots[kind]) await here.record(place, slot);
      const { approach, arches } = completePrescription;
      await browsers[by].call(contract.saveDraft, {
        params: place,
        body: {
          patientId: await here.patient(),
          practitionerId: practitioner!.id,
          laboratoryId: laboratory.id,
          arches,
          ...(kind === 'aligner' ? { approach } : { appliance: { from: 'new_scans', sets: 1 } }),
          confirmations: [...contract.requiredConfirmations],
        },
      });
      return place;
    },
    async deliver(place) {
      const recordId = await here.record(place, 'setup', { facts: { upperStages: 10, lowerStages: 8 } });
      const body = { recordId };
      await browsers.technician.call(contract.deliverSetup, { params: place, body });
      const { setups } = await browsers.technician.call(contract.viewOrder, { params: place });
      return setups[0]!;
    },
    async approve(place, packageName = 'FLEX') {
      const { setups } = await browsers.provider.call(contract.viewOrder, { params: place });
      const { version, contentHash } = setups[0]!;
      const body = { version, contentHash, packageId: packages[packageName]! };
      await browsers.provider.call(contract.approveSetup, { params: place, body });
    },
    async bring(place, to) {
      const { provider, technician } = browsers;
      const params = place;
      const steps: [string, () => Promise<unknown>][] = [
        ['submitted', () => provider.call(contract.submitOrder, { params, body: {} })],
        ['setup_in_production', () => technician.call(contract.acceptOrder, { params, body: {} })],
        ['setup_awaiting_approval', () => here.deliver(place)],
        ['manufacturing', () => here.approve(place)],
        ['shipped', () => technician.call(contract.shipOrder, { params, body: { carrier: 'DHL' } })],
        ['in_treatment', () => provider.call(contract.confirmDelivery, { params, body: {} })],
        ['completed', () => provider.call(contract.completeOrder, { params, body: {} })],
      ];
      let { category, kind } = await here.order(place);
      for (const [reached, step] of steps) {
        if (category === to) return;
        const without = kind === 'retainer' || kind === 'replacement';
        if (without && (reached === 'setup_awaiting_approval' || reached === 'manufacturing')) continue;
        if (steps.findIndex(([name]) => name === category) >= steps.findIndex(([name]) => name === reached)) continue;
        await step();
        ({ category, kind } = await here.order(place));
      }
      if (category !== to) throw new Error(`the order stands at ${category}, not at ${to}`);
    },
    async order(place, who = 'provider') {
      return (await browsers[who].call(contract.viewOrder, { params: place })).order;
    },
  };
  return here;
}

async function packagesOf(world: World, laboratory: Organisation): Promise<Record<string, string>> {
  const rows = await world.sql<{ id: string; name: string }>('select id, name from packages where laboratory_id = $1', [
    laboratory.id,
  ]);
  return Object.fromEntries(rows.map(({ id, name }) => [name, id]));
}

/** A dentist of another group's practice who manages another laboratory as well. */
async function beSomebodyElsewhere(world: World, person: Person): Promise<void> {
  const practice = await world.practice(await world.group());
  await world.member(practice, person, 'practitioner', 'admin', 'dentist');
  await world.member(await world.organisation('laboratory'), person, 'laboratory_manager');
}

const randomHash = () => Array.from({ length: 64 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
