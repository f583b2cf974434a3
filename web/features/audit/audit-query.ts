export type Filters = {
  kind: 'all' | 'changes' | 'reads';
  accountId: string | null;
  action: string | null;
  /** Days as the date field writes them, in this device's time zone. */
  since: string;
  until: string;
};

/** What changed is what one mostly looks for; everything looked at is one click away. */
export const noFilters: Filters = { kind: 'changes', accountId: null, action: null, since: '', until: '' };

export function filtering(filters: Filters): boolean {
  return Object.entries(noFilters).some(([key, value]) => filters[key as keyof Filters] !== value);
}

/** The filters as the endpoint takes them; the last day counts in full. */
export function queryOf({ kind, accountId, action, since, until }: Filters) {
  const end = until ? new Date(`${until}T00:00`) : undefined;
  end?.setDate(end.getDate() + 1);
  return {
    ...(kind !== 'all' && !action && { kind }),
    ...(accountId && { accountId }),
    ...(action && { action }),
    ...(since && { since: new Date(`${since}T00:00`).toISOString() }),
    ...(end && { until: end.toISOString() }),
  };
}
