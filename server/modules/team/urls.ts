import type { OrganisationKind } from '#contract/permissions.ts';
import type { Platform } from '#platform/platform.ts';

const segments: Record<OrganisationKind, string> = {
  practice: 'practices',
  group: 'groups',
  laboratory: 'laboratories',
  planning_service: 'planning-services',
};

/** Where people see an organisation's team. */
export function teamUrl(platform: Platform, kind: OrganisationKind, organisationId: string): string {
  const settings = kind === 'practice' ? '/settings/users' : '';
  return `${platform.config.publicUrl}/${segments[kind]}/${organisationId}${settings}`;
}

/** Where an organisation opens. */
export function organisationUrl(platform: Platform, kind: OrganisationKind, organisationId: string): string {
  return `${platform.config.publicUrl}/${segments[kind]}/${organisationId}`;
}
