import type { CaseScope } from '#access/scope.ts';
import type { Notation } from '#contract/teeth.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Letterhead } from '#platform/pdf/letterhead.ts';

/** What a case's documents are headed by, and how their reader wants teeth to be called. */
export type DocumentHead = { letterhead: Letterhead; timeZone: string; notation: Notation };

type Row = {
  name: string;
  street_address: string;
  postal_code: string;
  city: string;
  country: string;
  phone: string;
  email: string;
  time_zone: string;
  logo: Buffer | null;
  tooth_notation: Notation;
};

/** For whoever sees the case, laboratories too; undefined for anybody else. */
export async function documentHead(tx: Tx, scope: CaseScope, readerId: string): Promise<DocumentHead | undefined> {
  const [row] = await tx.query<Row>(
    'select h.*, a.tooth_notation from letterhead_of_case($1) h join accounts a on a.id = $2',
    [scope.caseId, readerId],
  );
  if (!row) return undefined;
  const { name, city, country, phone, email } = row;
  return {
    letterhead: {
      ...{ name, city, country, phone, email },
      streetAddress: row.street_address,
      postalCode: row.postal_code,
      ...(row.logo ? { logo: row.logo } : {}),
    },
    timeZone: row.time_zone,
    notation: row.tooth_notation,
  };
}
