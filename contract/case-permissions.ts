/**
 * What each standing towards a case may do with it: the second half of the policy, beside the positions in an organisation.
 *
 * A standing is what links a person to one case. Somebody with several may do what any of them allows. Only the provider approves.
 */

export const standings = [
  /** The case's provider. */
  'provider',
  /** A member of the practice to whom the provider gave *Submit for me*. */
  'submitter',
  /** A member of the practice at level Admin. */
  'practice_admin',
  /** Any active member of the practice. */
  'practice_member',
  /** A manager of the group who isn't a member of the practice: may move the case, sees nothing of it. */
  'group_manager',
  /** A manager of a laboratory to which an order of the case was sent. */
  'laboratory_manager',
  /** A technician of such a laboratory. */
  'technician',
  /** Somebody to whom the provider opened the case, or whose planning service works on it. */
  'collaborator',
  /** The same on a case that is archived: completed, cancelled, refused or closed. Reads on, and leaves. */
  'collaborator_archived',
  /** What a collaborator was granted beyond that; each is a standing of its own, so that a decision names the grant. */
  'grant_add_orders',
  'grant_revisions',
  'grant_edit_prescription',
  'grant_manage_records',
  'grant_laboratory_thread',
  'grant_prices',
] as const;
export type Standing = (typeof standings)[number];

/** What a provider may tick for a collaborator, beyond what every collaborator may. */
export const grants = [
  'add_orders',
  'revisions',
  'edit_prescription',
  'manage_records',
  'laboratory_thread',
  'prices',
] as const;
export type Grant = (typeof grants)[number];

type Seven<T> = readonly [T, T, T, T, T, T, T];
type Row = readonly [...Seven<boolean>, boolean, ...Seven<boolean>];

const Y = true;
const _ = false;

// biome-ignore format: a table is read in columns
const table = {
  //                          provider  submitter  practice practice  group    laboratory            collaborator  archived  granted:
  //                                               admin    member    manager  manager  technician                          add     revi-     edit pre- manage   laboratory prices
  //                                                                                                                       orders  sions     scription records  thread
  'case.see':                [Y,        Y,         Y,       Y,        _,       Y,       Y,          Y,            Y,         _,      _,        _,        _,       _,        _],
  'case.mark_private':       [Y,        _,         Y,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'case.move':               [_,        _,         Y,       _,        Y,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'draft.edit':              [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         Y,      Y,        Y,        _,       _,        _],
  'draft.hand_to_provider':  [_,        _,         _,       _,        _,       _,       _,          _,            _,         Y,      Y,        _,        _,       _,        _],
  'draft.discard':           [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         Y,      Y,        _,        _,       _,        _],
  'order.add':               [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         Y,      Y,        _,        _,       _,        _],
  'order.submit':            [Y,        Y,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.cancel':            [Y,        Y,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.confirm':           [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.approve':           [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.decline':           [Y,        _,         _,       _,        _,       _,       _,          Y,            _,         _,      _,        _,        _,       _,        _],
  'order.take_back':         [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.close':             [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.confirm_receipt':   [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.complete':          [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.hold':              [Y,        Y,         Y,       Y,        _,       Y,       Y,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.process':           [_,        _,         _,       _,        _,       Y,       Y,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.consent':           [_,        _,         _,       _,        _,       Y,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'order.assign':            [_,        _,         _,       _,        _,       Y,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'prescription.change':     [Y,        Y,         _,       _,        _,       _,       _,          _,            _,         _,      _,        Y,        _,       _,        _],
  'records.add':             [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         Y,      Y,        _,        Y,       _,        _],
  'records.check':           [_,        _,         _,       _,        _,       Y,       Y,          _,            _,         _,      _,        _,        _,       _,        _],
  'setup.comment':           [Y,        Y,         Y,       Y,        _,       Y,       Y,          Y,            _,         _,      _,        _,        _,       _,        _],
  'setup.share':             [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'visit.see':               [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'visit.record':            [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'thread.write':            [Y,        Y,         Y,       Y,        _,       Y,       Y,          _,            _,         _,      _,        _,        _,       Y,        _],
  'prices.see':              [Y,        Y,         Y,       Y,        _,       Y,       _,          _,            _,         _,      _,        _,        _,       _,        Y],
  'thread.see':              [Y,        Y,         Y,       Y,        _,       Y,       Y,          _,            _,         _,      _,        _,        _,       Y,        _],
  'messages.see':            [Y,        Y,         Y,       Y,        _,       _,       _,          Y,            Y,         _,      _,        _,        _,       _,        _],
  'messages.write':          [Y,        Y,         Y,       Y,        _,       _,       _,          Y,            Y,         _,      _,        _,        _,       _,        _],
  'collaborators.see':       [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'collaborators.give':      [Y,        _,         Y,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'collaborators.confirm':   [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'ready.mark':              [_,        _,         _,       _,        _,       _,       _,          Y,            _,         _,      _,        _,        _,       _,        _],
  'ready.push_back':         [Y,        _,         _,       _,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
  'collaboration.leave':     [_,        _,         _,       _,        _,       _,       _,          Y,            Y,         _,      _,        _,        _,       _,        _],
  'setup.reserve':           [Y,        Y,         Y,       Y,        _,       _,       _,          Y,            _,         _,      _,        _,        _,       _,        _],
  'case.see_as':             [Y,        Y,         Y,       Y,        _,       _,       _,          _,            _,         _,      _,        _,        _,       _,        _],
} as const satisfies Record<string, Row>;

export type CasePermission = keyof typeof table;
export const casePermissions = Object.keys(table) as CasePermission[];

/** What grants still give on an archived case, which collaborators only read. */
export const grantedWhenArchived: readonly CasePermission[] = ['thread.see', 'prices.see'];

/** Whether the table gives a permission on a case to a standing. */
export function caseGives(standing: Standing, permission: CasePermission): boolean {
  return table[permission][standings.indexOf(standing)] === true;
}

export function isCasePermission(access: string): access is CasePermission {
  return access in table;
}
