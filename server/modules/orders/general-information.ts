import type { Call } from '#access/route.ts';
import { type CaseScope, mintCaseScope } from '#access/scope.ts';
import type { saveDraft } from '#contract/orders.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import {
  attachPatient,
  canProvide,
  chosenLaboratories,
  moveDraft,
  patientKnown,
  setNotShared,
  setProvider,
} from './drafts-store.ts';
import type { OrderPatch, OrderRow } from './order-row.ts';

type SaveCall = Call<typeof saveDraft>;
type Why =
  | 'general_information_fixed'
  | 'practice_not_in_group'
  | 'not_a_provider'
  | 'patient_unknown'
  | 'laboratory_not_offered';

export type SavedGeneral = {
  patch: OrderPatch;
  shown: Partial<OrderRow>;
  changed: { practitionerId?: string | null };
  /** Practice, provider, patient or laboratory: what is shown of them is read again. */
  caseChanged: boolean;
  scope: CaseScope;
};

/** Step 1, and the laboratory of step 5: facts of the case, which only its first order can change. */
export async function saveGeneral(call: SaveCall, order: OrderRow): Promise<SavedGeneral | Refusal<Why>> {
  const { tx, body } = call;
  const saved: SavedGeneral = { patch: {}, shown: {}, changed: {}, caseChanged: false, scope: call.scope };
  const practiceId = body.practiceId ?? order.practice_id;
  const moves = practiceId !== order.practice_id;
  const provider = body.practitionerId !== undefined && body.practitionerId !== order.practitioner_id;
  const patient = body.patientId !== undefined && body.patientId !== order.patient_id;
  const marks = body.notShared !== undefined && body.notShared !== order.not_shared;
  if ((moves || provider || patient || marks) && order.case_begun) return refuse('general_information_fixed');

  if (moves && !(await moveDraft(tx, call.scope, practiceId))) return refuse('practice_not_in_group');
  const practitionerId = provider ? body.practitionerId! : order.practitioner_id;
  const [able, known, laboratories] = await Promise.all([
    practitionerId && (moves || provider) ? canProvide(tx, practiceId, practitionerId) : true,
    patient && body.patientId ? patientKnown(tx, call.scope, body.patientId) : true,
    moves || body.laboratoryId ? chosenLaboratories(tx, practiceId) : [],
  ]);
  if (provider && !able) return refuse('not_a_provider');
  if (!known) return refuse('patient_unknown');
  const offered = (id: string | null) => laboratories.some((each) => each.id === id);
  if (body.laboratoryId && !offered(body.laboratoryId)) return refuse('laboratory_not_offered');

  if (provider || !able) {
    saved.changed.practitionerId = able ? practitionerId : null;
    setProvider(tx, call.scope, saved.changed.practitionerId);
  }
  if (patient) attachPatient(tx, call.scope, practiceId, order.patient_id, body.patientId ?? null);
  if (marks) setNotShared(tx, call.scope, body.notShared!);
  if (body.laboratoryId !== undefined) saved.patch.laboratory_id = body.laboratoryId;
  else if (moves && !offered(order.laboratory_id))
    saved.patch.laboratory_id = laboratories.find((each) => each.preferred)?.id ?? null;
  if (marks) saved.shown.not_shared = body.notShared!;
  saved.caseChanged = moves || provider || patient || body.laboratoryId !== undefined || !able;
  if (moves || provider || !able) saved.scope = await standingAnew(call);
  return saved;
}

/** Another provider or practice changes as what the person stands towards the case. */
async function standingAnew({ tx, scope }: SaveCall): Promise<CaseScope> {
  const [row] = await tx.query<{
    practice_id: string;
    standings: CaseScope['standings'];
    laboratories: string[];
    collaborator_viewers: string[];
  }>('select practice_id, standings, laboratories, collaborator_viewers from case_standing($1)', [scope.caseId]);
  return row
    ? mintCaseScope({
        caseId: scope.caseId,
        practiceId: row.practice_id,
        groupId: scope.groupId,
        standings: row.standings,
        laboratoryIds: row.laboratories,
        collaboratorIds: row.collaborator_viewers,
      })
    : scope;
}
