/** Columns of the list in the order of the product's description; the case and its patient always stand first. */
export const columnNames = [
  'number',
  'patient',
  'status',
  'category',
  'turn',
  'promised',
  'activity',
  'provider',
  'practice',
  'laboratory',
  'technician',
  'package',
  'setup',
  'kind',
  'collaborator_status',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Widths in pixels; what is left over is shared out in proportion. Fixed, so that columns don't jump while rows pass. */
export const widths: Record<ColumnName, number> = {
  number: 84,
  patient: 200,
  status: 192,
  category: 184,
  turn: 200,
  promised: 116,
  activity: 148,
  provider: 150,
  practice: 150,
  laboratory: 140,
  technician: 140,
  package: 118,
  setup: 92,
  kind: 130,
  collaborator_status: 226,
};

/** Columns that the list can be sorted by, and which way first. */
export const sortable: Partial<Record<ColumnName, 'ascending' | 'descending'>> = {
  number: 'descending',
  patient: 'ascending',
  status: 'descending',
  category: 'descending',
  turn: 'descending',
  promised: 'ascending',
  activity: 'descending',
  provider: 'ascending',
  practice: 'ascending',
  package: 'ascending',
  setup: 'descending',
  collaborator_status: 'descending',
};

export type ListKind = 'practice' | 'group' | 'laboratory' | 'planning_service' | 'collaborator';

const usual: Record<ListKind, readonly ColumnName[]> = {
  practice: [
    'number',
    'patient',
    'status',
    'category',
    'turn',
    'collaborator_status',
    'activity',
    'provider',
    'setup',
    'package',
  ],
  group: [
    'number',
    'patient',
    'practice',
    'status',
    'category',
    'turn',
    'collaborator_status',
    'activity',
    'provider',
    'package',
  ],
  laboratory: [
    'number',
    'patient',
    'category',
    'turn',
    'promised',
    'activity',
    'practice',
    'provider',
    'technician',
    'setup',
  ],
  collaborator: [
    'number',
    'patient',
    'collaborator_status',
    'category',
    'turn',
    'activity',
    'provider',
    'practice',
    'setup',
  ],
  planning_service: [
    'number',
    'patient',
    'collaborator_status',
    'technician',
    'category',
    'turn',
    'activity',
    'provider',
    'practice',
    'setup',
  ],
};

/** What a column is called there: of a planning service, `technician` is whom a case is assigned to. */
export const columnWord = (column: ColumnName, kind: ListKind): ColumnName | 'assignee' =>
  column === 'technician' && kind === 'planning_service' ? 'assignee' : column;

/** The columns somebody chose, in their order, or the usual ones of this kind of place. */
export function chosenColumns(chosen: readonly string[], kind: ListKind): ColumnName[] {
  const known = chosen.filter((name): name is ColumnName => (columnNames as readonly string[]).includes(name));
  return known.length > 0 ? known : [...usual[kind]];
}
