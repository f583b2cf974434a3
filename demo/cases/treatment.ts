import type { Endpoint } from '#contract/endpoint.ts';
import { writeToThread } from '#contract/messages.ts';
import * as contract from '#contract/orders.ts';
import {
  listPackages,
  type Order,
  requiredConfirmations,
  saveDraft,
  startLaterOrder,
  startOrder,
  submitOrder,
  viewOrder,
} from '#contract/orders.ts';
import { createPatient } from '#contract/patients.ts';
import { addRecord, addSetupFile, checkRecord, listRecords, type Slot } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { DemoFiles } from './files.ts';
import type { Patient } from './patients.ts';
import { send } from './upload.ts';
import { approachOf, type Spoken, words } from './words.ts';

/** Everything that a story of one practice needs. */
export type Stage = {
  practiceId: string;
  laboratoryId: string;
  language: Spoken;
  /** Signed in as whoever has this address. */
  as(email: string): Promise<TestBrowser>;
  /** A browser in which nobody is signed in. */
  stranger(): TestBrowser;
  patient(): Patient;
  files: DemoFiles;
  /** When the scans, photos and X-rays are there too. */
  allMade: Promise<void>;
  now(): Date;
  technicians: readonly { email: string; accountId: string }[];
  laboratoryManager: string;
};

export type Place = { caseId: string; orderId: string };
const day = 86_400_000;

/** One case of the demo world, done by the people who would: each step is a call of the API. */
export class Treatment {
  readonly of: number;
  readonly stage: Stage;
  readonly provider: string;
  place: Place = { caseId: '', orderId: '' };
  private setups = 0;

  constructor(stage: Stage, of: number, provider: string) {
    this.stage = stage;
    this.of = of;
    this.provider = provider;
  }

  get technician(): string {
    const { technicians } = this.stage;
    return technicians[this.of % technicians.length]!.email;
  }

  get language(): Spoken {
    return this.stage.language;
  }

  as(email: string): Promise<TestBrowser> {
    return this.stage.as(email);
  }

  stranger(): TestBrowser {
    return this.stage.stranger();
  }

  say(what: keyof (typeof words)['de']): string {
    const said = words[this.stage.language][what];
    return said[this.of % said.length]!;
  }

  /** Begins a case; `by` prepares it, whoever the provider is. */
  async begin(kind: 'aligner' | 'retainer' = 'aligner', by = this.provider): Promise<void> {
    const browser = await this.stage.as(by);
    const { caseId, id } = await browser.call(startOrder, {
      params: { practiceId: this.stage.practiceId },
      body: { kind },
    });
    this.place = { caseId, orderId: id };
  }

  /** Fills general information, and the rest unless only a part is done so far. */
  async fill(by = this.provider, part: 'general' | 'all' = 'all'): Promise<void> {
    const browser = await this.stage.as(by);
    const { practiceId, laboratoryId } = this.stage;
    const found = await browser.call(createPatient, {
      params: { practiceId },
      body: { ...this.stage.patient(), somebodyNew: true },
    });
    if (found.outcome !== 'created') return;
    const { practices } = await browser.call(contract.orderChoices, { params: { caseId: this.place.caseId } });
    const providers = practices.find(({ id }) => id === practiceId)!.providers;
    const practitionerId = (await this.practitionerOf(providers)) ?? null;
    const body = {
      patientId: found.patient.id,
      practitionerId,
      laboratoryId,
      arches: 'both' as const,
      chiefComplaint: this.say('complaints'),
    };
    const order = await browser.call(saveDraft, { params: this.place, body });
    if (part === 'all') await this.prescribe(browser, order.kind);
  }

  private async practitionerOf(
    providers: readonly { practitionerId: string; name: string }[],
  ): Promise<string | undefined> {
    const first = this.provider.split('@')[0]!;
    const plain = (name: string) =>
      name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[^\p{L} ]/gu, '');
    return providers.find(({ name }) => plain(name).split(' ')[0] === first)?.practitionerId;
  }

  private async prescribe(browser: TestBrowser, kind: Order['kind']): Promise<void> {
    const body =
      kind === 'aligner' || kind === 'revision'
        ? { approach: approachOf(this.of), instructions: this.say('instructions') }
        : { appliance: { sets: 1, ...(kind === 'replacement' ? { reason: 'lost' as const } : {}) } };
    await browser.call(saveDraft, {
      params: this.place,
      body: { ...body, arches: 'both', confirmations: [...requiredConfirmations] },
    });
  }

  /** Impressions by post: what most cases send, and costs no bytes. */
  async postImpression(by = this.provider): Promise<void> {
    const browser = await this.stage.as(by);
    await browser.call(addRecord, { params: this.place, body: { slot: 'impression' } });
  }

  async addRealRecords(by = this.provider): Promise<void> {
    await this.stage.allMade;
    const browser = await this.stage.as(by);
    for (const { slot, fileName, bytes } of this.stage.files.records(this.of))
      await this.upload(browser, slot, fileName, bytes);
  }

  async addPhoto(slot: Slot = 'photo_frontal', by = this.provider): Promise<string> {
    return this.upload(await this.stage.as(by), slot, 'frontal.jpg', this.stage.files.onePhoto());
  }

  private async upload(browser: TestBrowser, slot: Slot, fileName: string, bytes: Buffer): Promise<string> {
    const body = { slot, fileName, bytes: bytes.length };
    const { record, uploadUrl } = await browser.call(addRecord, { params: this.place, body });
    await send(browser, uploadUrl!, bytes);
    await this.untilRead(browser, record.id);
    return record.id;
  }

  private async untilRead(browser: TestBrowser, recordId: string): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      const { records } = await browser.call(listRecords, { params: this.place });
      const state = records.find(({ id }) => id === recordId)?.state;
      if (state === 'ready') return;
      if (state === 'unreadable') throw new Error('a generated file of the demo could not be read');
      await new Promise((resolve) => setTimeout(resolve, Math.min(30 * 1.3 ** tries, 300)));
    }
    throw new Error('a file of the demo was not read in time');
  }

  async submit(by = this.provider): Promise<void> {
    await this.act(submitOrder, by, {});
  }

  /** One event of the order's life, by somebody. */
  async act(event: Endpoint, by: string, body: object): Promise<void> {
    const browser = await this.stage.as(by);
    await browser.call(event as typeof submitOrder, { params: this.place, body: body as Record<string, never> });
  }

  /** The laboratory takes it on: assigned to a technician, with a date promised in so many days. */
  async accept(promisedInDays: number | null = 6): Promise<void> {
    const promisedOn = promisedInDays === null ? null : this.dayIn(promisedInDays);
    const accountId = this.stage.technicians[this.of % this.stage.technicians.length]!.accountId;
    await this.act(contract.assignTechnician, this.stage.laboratoryManager, { accountId });
    await this.act(contract.acceptOrder, this.technician, { promisedOn });
  }

  dayIn(days: number): string {
    return new Date(this.stage.now().getTime() + days * day).toISOString().slice(0, 10);
  }

  async deliver(): Promise<void> {
    const browser = await this.stage.as(this.technician);
    this.setups += 1;
    const { bytes, treatment } = this.stage.files.setup(this.of, this.setups);
    const text = this.say(this.setups > 1 ? 'stageNotesAgain' : 'stageNotes');
    const plan = { ...treatment, wearDays: approachOf(this.of).wearDays, notes: [{ stage: 1, text }] };
    const note = this.say(this.setups > 1 ? 'changes' : 'deliveries');
    const file = { fileName: `setup-${this.setups}.glb`, bytes: bytes.length };
    const { record, uploadUrl } = await browser.call(addSetupFile, { params: this.place, body: file });
    await send(browser, uploadUrl, bytes);
    await this.untilRead(browser, record.id);
    await this.act(contract.deliverSetup, this.technician, { recordId: record.id, treatment: plan, note });
  }

  async newest(browser: TestBrowser): Promise<{ id: string; version: number; contentHash: string; stages: number }> {
    const { setups } = await browser.call(viewOrder, { params: this.place });
    const newest = setups.reduce((best, each) => (each.version > best.version ? each : best));
    return { ...newest, stages: Math.max(newest.upperStages, newest.lowerStages) };
  }

  async approve(): Promise<void> {
    const browser = await this.stage.as(this.provider);
    const { packages } = await browser.call(listPackages, { params: this.place });
    const { version, contentHash, stages } = await this.newest(browser);
    const fitting = packages.filter((each) => each.stages === null || each.stages >= stages);
    const packageId = fitting[(this.of + this.setups) % fitting.length]!.id;
    await this.act(contract.approveSetup, this.provider, { version, contentHash, packageId });
  }

  async decline(commentIds: string[] = [], by = this.provider, instructions = this.say('declines')): Promise<void> {
    const { version } = await this.newest(await this.stage.as(by));
    await this.act(contract.declineSetup, by, { version, instructions, commentIds });
  }

  async ship(part?: { arch: 'upper' | 'lower'; fromStage: number; toStage: number }): Promise<void> {
    const carrier = this.stage.language === 'fr' ? 'Colissimo' : 'DHL';
    await this.act(contract.shipOrder, this.technician, {
      carrier,
      trackingNumber: `JJD0${10_000_000 + this.of * 7919}`,
      ...part,
    });
  }

  async askForRecords(): Promise<void> {
    await this.act(contract.askForRecords, this.technician, { reason: this.say('records') });
  }

  /** A photo that was sent is rejected, and the order handed back. */
  async rejectPhoto(): Promise<void> {
    const browser = await this.stage.as(this.technician);
    const { records } = await browser.call(listRecords, { params: this.place });
    const photo = records.find(({ slot, state }) => slot.startsWith('photo_') && state === 'ready')!;
    const body = { verdict: 'rejected' as const, reason: this.say('rejections') };
    await browser.call(checkRecord, { params: { caseId: this.place.caseId, recordId: photo.id }, body });
    await this.act(contract.rejectRecords, this.technician, {});
  }

  async acceptRecords(): Promise<void> {
    const browser = await this.stage.as(this.technician);
    const { records } = await browser.call(listRecords, { params: this.place });
    for (const { id, slot, state, verdict } of records) {
      if (slot === 'setup' || verdict || !['ready', 'posted', 'received'].includes(state)) continue;
      const params = { caseId: this.place.caseId, recordId: id };
      await browser.call(checkRecord, { params, body: { verdict: 'accepted' } });
    }
  }

  async hold(by = this.provider): Promise<void> {
    await this.act(contract.holdOrder, by, { reason: this.say('holds') });
  }

  async cancel(): Promise<void> {
    await this.act(contract.cancelOrder, this.provider, { reason: this.say('cancels') });
  }

  async question(by = this.technician): Promise<void> {
    await this.write(by, this.say('questions'), true);
  }

  async answer(by = this.provider): Promise<void> {
    await this.write(by, this.say('answers'), false);
  }

  async write(by: string, text: string, asks: boolean): Promise<void> {
    const browser = await this.stage.as(by);
    const params = { caseId: this.place.caseId, laboratoryId: this.stage.laboratoryId };
    await browser.call(writeToThread, { params, body: { text, asks, clientId: newId() } });
  }

  /** A further order in the case, drafted and filled; submitted unless it is left a draft. */
  async later(kind: 'revision' | 'retainer' | 'replacement', submitted = true, by = this.provider): Promise<void> {
    const browser = await this.stage.as(by);
    const order = await browser.call(startLaterOrder, { params: { caseId: this.place.caseId }, body: { kind } });
    this.place = { caseId: this.place.caseId, orderId: order.id };
    if (kind === 'revision') await this.postImpression(by);
    await this.prescribe(browser, kind);
    if (kind !== 'revision')
      await browser.call(saveDraft, { params: this.place, body: { appliance: { from: 'last_stage', sets: 1 } } });
    if (submitted) await this.submit(by);
  }
}
