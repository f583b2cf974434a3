import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WhoSees } from '#contract/giving-cases.ts';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconEye } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import classes from './giving-cases.module.css';

/** Everybody who can see a case, and why; each can be looked as. */
export function WhoSeesDialog({ caseId, href, onClose }: { caseId: string; href: string; onClose: () => void }) {
  const { t } = useTranslation('giving-cases');
  const seen = useReading('viewWhoSees', { params: { caseId } });
  return (
    <FormDialog title={t('who_sees.title')} onClose={onClose} size="lg">
      <Text size="sm" c="dimmed" mb="md">
        {t('who_sees.text')}
      </Text>
      <ErrorNotice error={seen.error} onRetry={() => void seen.refetch()} />
      {seen.isPending && <LoadingRows rows={4} />}
      {(['practice', 'collaborator', 'laboratory'] as const).map((kind) => (
        <Side key={kind} kind={kind} href={href} viewers={seen.data?.viewers.filter((each) => each.kind === kind)} />
      ))}
    </FormDialog>
  );
}

type SideProps = {
  kind: WhoSees['viewers'][number]['kind'];
  viewers: WhoSees['viewers'] | undefined;
  href: string;
};

function Side({ kind, viewers = [], href }: SideProps) {
  const { t } = useTranslation(['giving-cases', 'cases', 'collaborators']);
  const { date } = useDates();
  if (viewers.length === 0) return null;
  const why = (standing: WhoSees['viewers'][number]['because'][number]) =>
    standing.startsWith('grant_')
      ? t(`collaborators:grants.${standing.slice(6) as 'prices'}`)
      : t(`cases:standings.${standing as 'provider'}`);
  return (
    <section aria-label={t(`who_sees.kinds.${kind}`)}>
      <Text fw={600} mt="md" mb={4}>
        {t(`who_sees.kinds.${kind}`)}
      </Text>
      <ul className={classes.people}>
        {viewers.map(({ viewer, name, you, service, because, since }) => (
          <li key={viewer} className={classes.person}>
            <PersonAvatar name={name} />
            <div className={classes.who}>
              <Text fw={600}>
                {you ? t('you_named', { name }) : name}
                {service && (
                  <Text span c="dimmed" size="sm" fw={400}>
                    {' · '}
                    {service}
                  </Text>
                )}
              </Text>
              <Text size="sm" c="dimmed">
                {kind === 'laboratory' ? t('who_sees.laboratory') : because.map(why).join(', ')}
                {since && ` · ${t('since', { date: date(since) })}`}
              </Text>
            </div>
            {!you && (
              <Button
                component={Link}
                to={`${href}/seen-as/${viewer}`}
                size="xs"
                variant="subtle"
                leftSection={<IconEye size={16} />}
                aria-label={t('see_as_name', { name })}
              >
                {t('see_as')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
