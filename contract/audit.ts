import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, optionalLine } from './shapes.ts';

export const auditEntry = z.object({
  id,
  at: instant,
  /** Person who acted; null for the system or before sign-in. */
  accountId: id.nullable(),
  person: z.string(),
  /** As what the person acted, and the permission through which. */
  position: z.string().nullable(),
  permission: z.string(),
  action: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: id.nullable(),
  subject: z.string().nullable(),
  from: z.string().nullable(),
  /** What changed: field to former and new value. Personal values are shown while their key exists. */
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filters = {
  accountId: id.optional(),
  subjectId: id.optional(),
  action: optionalLine(80).optional(),
  kind: z.enum(['reads', 'changes']).optional(),
  since: instant.optional(),
  until: instant.optional(),
};

export const readAudit = endpoint({
  name: 'readAudit',
  method: 'GET',
  path: '/api/organisations/:organisationId/audit',
  summary: 'Who did what, and when, in an organisation; newest first',
  access: 'audit.read',
  params: z.object({ organisationId: id }),
  query: z.object({ ...filters, before: id.optional() }),
  reply: z.object({
    entries: z.array(auditEntry),
    next: id.nullable(),
    people: z.array(z.object({ accountId: id, name: z.string() })),
    may: z.array(z.string()),
  }),
  refusals: [],
});

export const exportAudit = endpoint({
  name: 'exportAudit',
  method: 'GET',
  path: '/api/organisations/:organisationId/audit.csv',
  summary: 'The same entries as CSV; the export itself is recorded',
  access: 'audit.export',
  params: z.object({ organisationId: id }),
  query: z.object(filters),
  file: 'text/csv',
  refusals: [],
});
