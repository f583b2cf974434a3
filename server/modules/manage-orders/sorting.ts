import type { CaseFilter, CaseListQuery } from '#contract/manage-orders.ts';

type Sort = CaseListQuery['sort'];

/** The column that each sort goes by, and its type; each has an index that goes on with activity and id. */
export const sorting: Record<Sort, { column: string; type: string }> = {
  activity: { column: 'last_activity_at', type: 'timestamptz' },
  number: { column: 'number', type: 'integer' },
  patient: { column: 'patient_key', type: 'text' },
  status: { column: 'status_place', type: 'smallint' },
  category: { column: 'category_place', type: 'smallint' },
  package: { column: 'package', type: 'text' },
  setup: { column: 'setup_version', type: 'integer' },
  provider: { column: 'provider_key', type: 'text' },
  practice: { column: 'practice_key', type: 'text' },
  collaborator_status: { column: 'collaborator_place', type: 'smallint' },
  turn: { column: 'turn_place', type: 'smallint' },
  promised: { column: 'promised_place', type: 'date' },
};

/** Filters by one value that leave a sort's column the same in every row found. */
export const settles: Partial<Record<keyof CaseFilter, Sort>> = {
  status: 'status',
  category: 'category',
  package: 'package',
  provider: 'provider',
  practice: 'practice',
  collaboratorStatus: 'collaborator_status',
  turn: 'turn',
};
