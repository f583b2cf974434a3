/**
 * Words that case_rows keeps as places, as its generated columns have them: the most pressing highest, so that "descending" shows it first
 * and with it the newest activity.
 */
export const places = {
  status: ['closed', 'in_treatment', 'in_progress', 'action_needed'],
  category: [
    'closed',
    'refused',
    'cancelled',
    'completed',
    'on_hold',
    'in_treatment',
    'shipped',
    'manufacturing',
    'setup_changes_requested',
    'setup_awaiting_approval',
    'setup_in_production',
    'records_rejected',
    'waiting_for_records',
    'submitted',
    'awaiting_confirmation',
    'draft',
  ],
  kind: ['aligner', 'revision', 'retainer', 'replacement'],
  collaboratorStatus: ['archived', 'none', 'approved', 'awaiting', 'evaluating', 'ready'],
  turn: ['nobody', 'laboratory', 'collaborator', 'provider_side', 'provider'],
} as const;

/** The place of a word, from 1. */
export function placeOf(of: keyof typeof places, word: string): number {
  return (places[of] as readonly string[]).indexOf(word) + 1;
}

/** Where each place stands in the number that holds all of them, and how wide it is. */
const inFacets = {
  status: [1, 7],
  category: [8, 31],
  kind: [256, 7],
  collaboratorStatus: [2048, 7],
  turn: [16384, 7],
} as const;

/** A place looked at in that number, as SQL on `r`. */
export function facetIs(of: keyof typeof places, value: string): string {
  const [unit, mask] = inFacets[of];
  return `(r.facets / ${unit}) & ${mask} = ${value}`;
}
