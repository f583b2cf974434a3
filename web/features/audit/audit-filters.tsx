import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type sentences from '#phrases/en/audit.json';
import type { ReplyTo } from '../../client/endpoints.ts';
import { SearchSelectField } from '../../design/choice-fields.tsx';
import { TextField } from '../../design/fields.tsx';
import { IconX } from '../../design/icons.ts';
import classes from './audit.module.css';

type Action = keyof (typeof sentences)['actions'];

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

const actions: readonly Action[] = [
  'invite',
  'editInvitation',
  'resendInvitation',
  'revokeInvitation',
  'copyInvitationLink',
  'acceptInvitation',
  'signUpByInvitation',
  'declineInvitation',
  'declineByLink',
  'addMember',
  'changeMember',
  'deactivateMember',
  'reactivateMember',
  'removeMember',
  'importPeople',
  'createPractice',
  'editPractice',
  'putLogo',
  'removeLogo',
  'editGroup',
  'renameOrganisation',
  'editSecuritySettings',
  'makeWorkstation',
  'removeWorkstation',
  'switchPerson',
  'listMembers',
  'listInvitations',
  'checkAddress',
  'findPractitioners',
  'viewPractice',
  'viewSecuritySettings',
  'viewGroup',
  'readAudit',
  'exportAudit',
];

type Props = {
  filters: Filters;
  people: ReplyTo<'readAudit'>['people'];
  onChange: (filters: Filters) => void;
};

export function AuditFilters({ filters, people, onChange }: Props) {
  const { t } = useTranslation('audit');
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  return (
    <div className={classes.filters}>
      <SearchSelectField
        label={t('person')}
        placeholder={t('everyone')}
        clearable
        data={people.map(({ accountId, name }) => ({ value: accountId, label: name }))}
        value={filters.accountId}
        onChange={(accountId) => set({ accountId })}
      />
      <SearchSelectField
        label={t('action')}
        placeholder={t('every_action')}
        clearable
        data={actions.map((value) => ({ value, label: t(`actions.${value}`) }))}
        value={filters.action}
        onChange={(action) => set({ action })}
      />
      <TextField
        type="date"
        label={t('since')}
        max={filters.until || undefined}
        value={filters.since}
        onChange={(event) => set({ since: event.currentTarget.value })}
      />
      <TextField
        type="date"
        label={t('until')}
        min={filters.since || undefined}
        value={filters.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      <div className={classes.wide}>
        <SegmentedControl
          aria-label={t('kind')}
          disabled={filters.action !== null}
          data={(['changes', 'reads', 'all'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={filters.action ? 'all' : filters.kind}
          onChange={(kind) => set({ kind })}
        />
        {filtering(filters) && (
          <Button variant="subtle" leftSection={<IconX size={18} />} onClick={() => onChange(noFilters)}>
            {t('clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
