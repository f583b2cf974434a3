import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import type { OrderKind } from './order-life.ts';
import { id, instant, optionalLine, text } from './shapes.ts';
import { treatmentPlan } from './treatment-plan/treatment-plan.ts';

/** What is sent beside the prescription: scans, photos, X-rays, further files. */

export const slots = {
  models: ['model_upper', 'model_lower', 'model_bite', 'impression'],
  photos: [
    'photo_profile',
    'photo_full_face',
    'photo_full_face_smiling',
    'photo_upper_occlusal',
    'photo_lower_occlusal',
    'photo_right_buccal',
    'photo_frontal',
    'photo_left_buccal',
  ],
  xrays: ['xray_panoramic', 'xray_cephalogram', 'xray_other'],
  files: ['file'],
  /** From the laboratory: the file of a treatment setup, before it is delivered as a version. */
  setups: ['setup'],
} as const;
export const slotNames = [...slots.models, ...slots.photos, ...slots.xrays, ...slots.files, ...slots.setups] as const;
export const slot = z.enum(slotNames);
export type Slot = z.infer<typeof slot>;
export type SlotGroup = keyof typeof slots;

/** Slots that may hold several records at once; in any other the newest replaces the one before. */
export const severalAllowed: readonly Slot[] = ['xray_other', 'file', 'setup'];

export function groupOf(of: Slot): SlotGroup {
  return (Object.keys(slots) as SlotGroup[]).find((group) => (slots[group] as readonly Slot[]).includes(of))!;
}

/** How far a laboratory needs a slot for a kind of order. */
export const need = z.enum(['required', 'recommended', 'optional', 'not_asked']);
export type Need = z.infer<typeof need>;
export const requirements = z.partialRecord(slot, need);
export type Requirements = z.infer<typeof requirements>;

/** What a laboratory asks for until it says otherwise. */
export function usualRequirements(kind: OrderKind): Requirements {
  const scans: Requirements = {
    model_upper: 'required',
    model_lower: 'required',
    model_bite: 'recommended',
    impression: 'optional',
  };
  const none = Object.fromEntries(
    slotNames.filter((each) => each !== 'setup').map((each) => [each, 'optional']),
  ) as Requirements;
  if (kind === 'retainer' || kind === 'replacement') return { ...none, ...scans, model_bite: 'optional' };
  const photos = Object.fromEntries(slots.photos.map((each) => [each, 'required'])) as Requirements;
  return {
    ...none,
    ...scans,
    ...photos,
    photo_profile: 'recommended',
    photo_full_face: 'recommended',
    xray_panoramic: 'recommended',
  };
}

/** `uploading` until all bytes are there, `checking` while the content is read, then `ready` or `unreadable`; `posted` and `received` for impressions. */
export const recordState = z.enum(['uploading', 'checking', 'ready', 'unreadable', 'posted', 'received']);
export const verdict = z.enum(['accepted', 'rejected']);

/** What a record can be fetched as; which of them exist is told with the record. */
export const renditions = ['original', 'thumbnail', 'model', 'picture', 'pixels'] as const;
export const rendition = z.enum(renditions);
export type Rendition = z.infer<typeof rendition>;

/** One thing that is wrong with an uploaded setup: a code with a sentence in phrases, and where, e.g. `37`, `stage 4`, `treatment.csv:12`. */
export const setupProblem = z.object({
  code: z.string(),
  where: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SetupProblem = z.infer<typeof setupProblem>;

export const record = z.object({
  id,
  orderId: id,
  slot,
  state: recordState,
  fileName: z.string(),
  bytes: z.number(),
  /** Bytes that have arrived; equals `bytes` once uploaded. */
  received: z.number(),
  /** What the content is: stl, ply, obj, hps, jpeg, png, webp, dicom, pdf, … */
  format: z.string().nullable(),
  /** Why it can't be read, where it is `unreadable`: a code with a sentence in phrases. */
  problem: z.string().nullable(),
  /** Everything that is wrong with the file of a setup, where it can't be used. */
  problems: z.array(setupProblem),
  /** The treatment table that the file of a setup brings along. */
  treatment: treatmentPlan.nullable(),
  /** Facts read from the content, e.g. triangles, widthMm, pixelsWide, windowCentre. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  renditions: z.array(rendition),
  verdict: verdict.nullable(),
  rejectedBecause: z.string().nullable(),
  checkedBy: z.string().nullable(),
  addedBy: z.string(),
  addedAt: instant,
  /** Since when another record stands in its place. */
  replacedAt: instant.nullable(),
  may: z.array(z.enum(['remove', 'replace', 'accept', 'reject'])),
});
export type CaseRecord = z.infer<typeof record>;

const ofOrder = z.object({ caseId: id, orderId: id });
const ofRecord = z.object({ caseId: id, recordId: id });

export const addRecord = endpoint({
  name: 'addRecord',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/records',
  summary: 'Announces a file for a slot of an order; its bytes follow by tus. An impression sent by post has no file',
  access: 'records.add',
  params: ofOrder,
  body: z.object({
    slot,
    fileName: optionalLine(200).default(''),
    bytes: z.number().int().min(0).max(4_000_000_000).default(0),
    /** Recognises the same file when it is chosen again after a reload: name, size and time of change, made by the browser. */
    fingerprint: optionalLine(300).default(''),
  }),
  reply: z.object({ record, uploadUrl: z.string().nullable() }),
  refusals: ['order_moved_on', 'record_too_large', 'file_empty', 'too_many_records'],
});

export const addSetupFile = endpoint({
  name: 'addSetupFile',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/setup-files',
  summary: 'The laboratory announces the file of a treatment setup; its bytes follow by tus',
  access: 'order.process',
  params: ofOrder,
  body: z.object({
    fileName: optionalLine(200).default(''),
    bytes: z.number().int().min(1).max(4_000_000_000),
    fingerprint: optionalLine(300).default(''),
  }),
  reply: z.object({ record, uploadUrl: z.string() }),
  refusals: ['order_moved_on', 'record_too_large'],
});

export const listRecords = endpoint({
  name: 'listRecords',
  method: 'GET',
  path: '/api/cases/:caseId/orders/:orderId/records',
  summary: 'The records of an order, replaced ones too',
  access: 'case.see',
  token: 'read',
  params: ofOrder,
  reply: z.object({ records: z.array(record), may: z.array(z.enum(['add'])) }),
  refusals: [],
});

export const removeRecord = endpoint({
  name: 'removeRecord',
  method: 'DELETE',
  path: '/api/cases/:caseId/records/:recordId',
  summary: 'Takes a record away that was not sent to the laboratory yet; its file is deleted',
  access: 'records.add',
  params: ofRecord,
  refusals: ['order_moved_on'],
});

export const checkRecord = endpoint({
  name: 'checkRecord',
  method: 'POST',
  path: '/api/cases/:caseId/records/:recordId/check',
  summary: 'The laboratory accepts or rejects one record, or notes that an impression arrived',
  access: 'records.check',
  params: ofRecord,
  body: z.discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('accepted') }),
    z.object({ verdict: z.literal('rejected'), reason: text(1000).min(1) }),
  ]),
  reply: record,
  refusals: ['order_moved_on', 'record_replaced', 'record_not_ready'],
});

/**
 * HEAD says how many bytes arrived, PATCH brings more: the core of tus 1.0. The upload is a record that was announced before; the side
 * that announced it goes on with it.
 */
export const readUpload = endpoint({
  name: 'readUpload',
  method: 'HEAD',
  path: '/api/cases/:caseId/uploads/:recordId',
  summary: 'tus 1.0: how many bytes of a record have arrived',
  access: 'case.see',
  params: ofRecord,
  bytes: 'tus',
  unrecorded: 'says nothing but how far one’s own upload is',
  refusals: [],
});
export const continueUpload = endpoint({
  name: 'continueUpload',
  method: 'PATCH',
  path: '/api/cases/:caseId/uploads/:recordId',
  summary: 'tus 1.0: brings further bytes of a record',
  access: 'case.see',
  params: ofRecord,
  bytes: 'tus',
  refusals: ['upload_conflict'],
});

export const viewRecordFile = endpoint({
  name: 'viewRecordFile',
  method: 'GET',
  path: '/api/cases/:caseId/records/:recordId/:rendition',
  summary: 'A record as thumbnail, compressed 3D model, picture, pixels of an X-ray, or the original file',
  access: 'case.see',
  token: 'read',
  params: z.object({ caseId: id, recordId: id, rendition }),
  bytes: 'download',
  refusals: ['range_not_there', 'files_unavailable'],
});
