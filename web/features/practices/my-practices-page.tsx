import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import { reading } from '../../client/use-calls.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconBuildingHospital, IconPlus } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import page from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { CreatePracticeDialog } from './create-practice-dialog.tsx';
import { PracticeCard, type ShownPractice } from './practice-card.tsx';
import classes from './practices.module.css';

/** All practices of a group that this account may open, or manages. */
export function MyPracticesPage() {
  const { t } = useTranslation(['practices', 'shell']);
  const place = usePlace();
  const { practices, open, group } = usePractices();
  const [creating, setCreating] = useState(false);
  const creates = place.may.includes('practices.create');
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
      {t('mine.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('shell:my_practices')}
        description={t('mine.text', { name: place.name })}
        actions={creates && add}
      />
      <ErrorNotice error={group.error} onRetry={() => void group.refetch()} mb="md" />
      {group.isLoading && (
        <div className={page.column}>
          <LoadingRows />
        </div>
      )}
      {!group.isLoading && !group.error && practices.length === 0 && (
        <div className={page.section}>
          <EmptyState icon={<IconBuildingHospital size={28} />} title={t('mine.empty')} actions={creates && add}>
            {creates && t('mine.empty_text')}
          </EmptyState>
        </div>
      )}
      <PracticeCards practices={practices} open={open} />
      {creating && <CreatePracticeDialog groupId={place.organisationId} onClose={() => setCreating(false)} />}
    </>
  );
}

/** The practices of the open group: all of them for its managers, else those that the account may open. */
export function usePractices() {
  const me = useMe();
  const place = usePlace();
  const group = useQuery({
    ...reading('viewGroup', { params: { groupId: place.organisationId } }),
    enabled: place.may.includes('group.edit'),
  });
  const mine = me.contexts.filter(({ kind, groupId }) => kind === 'practice' && groupId === place.organisationId);
  const own = mine.map((context) => ({ ...context, id: context.organisationId }));
  const practices: readonly ShownPractice[] = place.may.includes('group.edit') ? (group.data?.practices ?? []) : own;
  return { group, practices, open: new Set(own.map(({ id }) => id)) };
}

type CardsProps = { practices: readonly ShownPractice[]; open: ReadonlySet<string> };

export function PracticeCards({ practices, open }: CardsProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets
    <ul className={classes.cards} role="list">
      {practices.map((practice) => (
        <PracticeCard key={practice.id} practice={practice} opens={open.has(practice.id)} />
      ))}
    </ul>
  );
}
