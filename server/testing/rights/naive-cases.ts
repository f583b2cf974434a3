import { letIn, type NaiveOrganisation, type NaivePerson, type Outcome } from './naive-rules.ts';

/**
 * A second, naive reading of who may do what with a case, from the product's sentences about cases and orders; it knows nothing of the
 * table of standings, of case_standing() or of the guard.
 */

export type NaiveCase = {
  practice: NaiveOrganisation;
  /** Account of the provider, even of one who has left; null where there is none. */
  provider: string | null;
  /** Accounts to which the provider gave *Submit for me* at the practice. */
  submitters: readonly string[];
  /** Laboratories to which an order of the case was sent. */
  sentTo: readonly string[];
  /** Accounts to which the case is open as collaborators, with what each was granted beyond seeing it. */
  sharedWith?: Readonly<Record<string, readonly string[]>>;
};

/** Somebody with an account of that id. */
export type NaiveAsker = NaivePerson & { accountId: string };

export type NaiveSide = 'provider_side' | 'laboratory';

const sharesIt = (person: NaivePerson, of: NaiveCase) =>
  'accountId' in person && of.sharedWith !== undefined && (person as NaiveAsker).accountId in of.sharedWith;
const granted = (person: NaivePerson, of: NaiveCase, grant: string) =>
  sharesIt(person, of) && of.sharedWith![(person as NaiveAsker).accountId]!.includes(grant);

function active(person: NaivePerson, organisationId: string) {
  return person.memberships.filter((each) => each.organisationId === organisationId && each.state === 'active');
}

const worksAtThePractice = (person: NaivePerson, of: NaiveCase) => active(person, of.practice.id).length > 0;
const isAdminThere = (person: NaivePerson, of: NaiveCase) =>
  active(person, of.practice.id).some((each) => each.level === 'admin');
// Whoever left the practice no longer is anything there, owner of cases or not.
const isProvider = (person: NaiveAsker, of: NaiveCase) =>
  worksAtThePractice(person, of) && of.provider === person.accountId;
const submitsForProvider = (person: NaiveAsker, of: NaiveCase) =>
  worksAtThePractice(person, of) && of.submitters.includes(person.accountId);
const worksAtItsLaboratory = (person: NaivePerson, of: NaiveCase) =>
  of.sentTo.some((laboratory) => active(person, laboratory).length > 0);
const managesItsLaboratory = (person: NaivePerson, of: NaiveCase) =>
  of.sentTo.some((laboratory) => active(person, laboratory).some((each) => each.role === 'laboratory_manager'));
const managesItsGroup = (person: NaivePerson, of: NaiveCase) =>
  of.practice.groupId !== null && active(person, of.practice.groupId).some((each) => each.role === 'group_manager');

/** The provider side sees all cases of its practice; a laboratory only what was sent to it; nobody else sees one. */
export function seesCase(person: NaivePerson, of: NaiveCase): boolean {
  return worksAtThePractice(person, of) || worksAtItsLaboratory(person, of) || sharesIt(person, of);
}

/** Whether a person who sees the case may do with it what the permission is called after. */
export function mayWithCase(permission: string, person: NaiveAsker, of: NaiveCase): boolean {
  switch (permission) {
    case 'case.see':
      return seesCase(person, of);
    // A collaborator sees, comments, writes messages, declines and marks ready; and may leave.
    case 'ready.mark':
      return sharesIt(person, of);
    // For a planning service its manager leaves.
    case 'collaboration.leave':
      return sharesIt(person, of) && !person.memberships.some(({ role }) => role === 'service_member');
    // Back to evaluating is the provider's.
    case 'ready.push_back':
      return isProvider(person, of);
    // Whoever prepares an order for a provider hands it over.
    case 'draft.hand_to_provider':
      return granted(person, of, 'add_orders') || granted(person, of, 'revisions');
    case 'records.add':
      return worksAtThePractice(person, of) || granted(person, of, 'manage_records');
    // The provider side prepares drafts, and confirms receipt.
    case 'draft.edit':
    case 'draft.discard':
    case 'order.add':
    case 'order.confirm_receipt':
    case 'order.complete':
    case 'setup.share':
    case 'visit.see':
    case 'visit.record':
      return worksAtThePractice(person, of);
    // A reservation is the provider side's and the collaborators', never the laboratory's.
    case 'setup.reserve':
    // The thread with collaborators is no laboratory's.
    case 'messages.see':
    case 'messages.write':
      return worksAtThePractice(person, of) || sharesIt(person, of);
    // Submitting and cancelling belong to the provider and to members with *Submit for me*; so does changing what was submitted.
    case 'order.submit':
    case 'order.cancel':
    case 'prescription.change':
      return isProvider(person, of) || submitsForProvider(person, of);
    // Confirmed, approved, declined, taken back and closed by the provider.
    case 'order.confirm':
    case 'order.approve':
    case 'order.take_back':
    case 'order.close':
      return isProvider(person, of);
    // Declined by provider and any collaborator on the case.
    case 'order.decline':
      return isProvider(person, of) || sharesIt(person, of);
    case 'case.mark_private':
    case 'collaborators.give':
      return isProvider(person, of) || isAdminThere(person, of);
    // Whoever took a case over confirms whom it was open to.
    case 'collaborators.confirm':
      return isProvider(person, of);
    // Every member sees to whom a case is open, and what that one sees.
    case 'collaborators.see':
    case 'case.see_as':
      return worksAtThePractice(person, of);
    // An Admin of both practices (asked in the operation), or a group manager.
    case 'case.move':
      return isAdminThere(person, of) || (managesItsGroup(person, of) && !worksAtThePractice(person, of));
    // Either side puts on hold, writes in the thread and comments on setups.
    case 'order.hold':
      return worksAtThePractice(person, of) || worksAtItsLaboratory(person, of);
    case 'thread.see':
    case 'thread.write':
      return (
        worksAtThePractice(person, of) || worksAtItsLaboratory(person, of) || granted(person, of, 'laboratory_thread')
      );
    case 'setup.comment':
      return seesCase(person, of);
    // Accept, ask for records, refuse, deliver, manufacture, ship: managers and technicians alike.
    case 'order.process':
    case 'records.check':
      return worksAtItsLaboratory(person, of);
    // Consent to a cancellation and the assignment of orders are the manager's.
    case 'order.consent':
    case 'order.assign':
      return managesItsLaboratory(person, of);
    case 'prices.see':
      return worksAtThePractice(person, of) || managesItsLaboratory(person, of) || granted(person, of, 'prices');
    default:
      throw new Error(`naive-cases.ts says nothing about the permission ${permission}: write who has it`);
  }
}

/** What the guard says to a person about a case that exists. */
export function naiveOnCase(permission: string, person: NaiveAsker, of: NaiveCase): Outcome {
  if (!seesCase(person, of)) {
    // A manager of the group may move a case, and otherwise isn't shown that it is there.
    if (permission === 'case.move' && managesItsGroup(person, of)) return letIn;
    return '404';
  }
  if (!mayWithCase(permission, person, of)) return `403 ${permission}`;
  // Who works at the practice needs the second factor that it asks for.
  if (worksAtThePractice(person, of) && of.practice.secondFactorRequired && !person.secondFactor)
    return '403 second_factor_required';
  return letIn;
}

/** An order: the provider side sees all of the case, a laboratory those sent to it. */
export function seesOrder(person: NaivePerson, of: NaiveCase, sentTo: readonly string[]): boolean {
  return (
    worksAtThePractice(person, of) ||
    sharesIt(person, of) ||
    sentTo.some((laboratory) => active(person, laboratory).length > 0)
  );
}

/** A record: each side sees its own, and what the other has sent. */
export function seesRecord(
  person: NaivePerson,
  of: NaiveCase,
  record: { side: NaiveSide; sent: boolean; orderSentTo: readonly string[] },
): boolean {
  const mine = record.side === 'provider_side';
  if ((worksAtThePractice(person, of) || sharesIt(person, of)) && (mine || record.sent)) return true;
  const inLaboratory = record.orderSentTo.some((laboratory) => active(person, laboratory).length > 0);
  return inLaboratory && (!mine || record.sent);
}

/** A comment on a version: the provider side reads all of them, the laboratory those written or sent to it; nobody one on a version withdrawn. */
export function seesComment(
  person: NaivePerson,
  of: NaiveCase,
  comment: { internal: boolean; sentAlong: boolean; withdrawn: boolean; sentTo: readonly string[] },
): boolean {
  if (comment.withdrawn) return false;
  if (worksAtThePractice(person, of) || sharesIt(person, of)) return true;
  return (
    (!comment.internal || comment.sentAlong) &&
    comment.sentTo.some((laboratory) => active(person, laboratory).length > 0)
  );
}

/** Whether the person stands on the side that a record is from: only that side goes on with its upload. */
export function standsOnSide(person: NaivePerson, of: NaiveCase, side: NaiveSide): boolean {
  if (side === 'laboratory') return worksAtItsLaboratory(person, of);
  return worksAtThePractice(person, of) || granted(person, of, 'manage_records');
}

/** The thread between provider side and one laboratory, to which an order was sent: for these two alone. */
export function seesThread(person: NaivePerson, of: NaiveCase, laboratoryId: string): boolean {
  if (!of.sentTo.includes(laboratoryId)) return false;
  return (
    worksAtThePractice(person, of) ||
    granted(person, of, 'laboratory_thread') ||
    active(person, laboratoryId).length > 0
  );
}
