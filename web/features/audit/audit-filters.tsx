import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type sentences from '#phrases/en/audit.json';
import type { ReplyTo } from '../../client/endpoints.ts';
import { SearchSelectField } from '../../design/choice-fields.tsx';
import { TextField } from '../../design/fields.tsx';
import { IconX } from '../../design/icons.ts';
import classes from './audit.module.css';
import { type Filters, filtering, noFilters } from './audit-query.ts';

type Action = keyof (typeof sentences)['actions'];

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
