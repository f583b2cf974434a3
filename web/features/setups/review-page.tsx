import { Anchor, Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconBan, IconSearch } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Review } from './review.tsx';
import { casePath, reviewPath } from './review-path.ts';
import { useVersions, type VersionOfCase } from './use-versions.ts';

/** A version of a case's treatment setup in review: in 3D, with everything about it beside. */
export function ReviewPage() {
  const { caseId, version } = useParams({ strict: false }) as { caseId: string; version: string };
  const { subject, versions, complete, error, again } = useVersions(caseId);
  const found = versions.find(({ setup }) => setup.version === Number(version));
  if (error && !found) return <ErrorNotice error={error} onRetry={again} />;
  if (!subject || (!found && !complete)) return <LoadingRows rows={6} />;
  if (!found || found.setup.withdrawnAt)
    return <NotThere version={version} withdrawn={found} versions={versions} caseId={caseId} />;
  return <Opened subject={subject} found={found} key={found.setup.id} />;
}

type OpenedProps = { subject: ReplyTo<'viewCase'>; found: VersionOfCase };

function Opened({ subject, found }: OpenedProps) {
  const review = useReading('viewSetup', { params: { caseId: subject.row.id, setupId: found.setup.id } });
  if (review.data) return <Review review={review.data} subject={subject} view={found.view} />;
  if (review.error) return <ErrorNotice error={review.error} onRetry={() => void review.refetch()} />;
  return <LoadingRows rows={6} />;
}

type NotThereProps = {
  version: string;
  withdrawn: VersionOfCase | undefined;
  versions: readonly VersionOfCase[];
  caseId: string;
};

function NotThere({ version, withdrawn, versions, caseId }: NotThereProps) {
  const { t } = useTranslation('setups');
  const { date } = useDates();
  const place = usePlace();
  const newest = versions.find(({ setup }) => !setup.withdrawnAt)?.setup.version;
  const setup = withdrawn?.setup;
  return (
    <EmptyState
      page
      icon={setup ? <IconBan size={28} /> : <IconSearch size={28} />}
      title={t(setup ? 'review.withdrawn' : 'review.no_version', { version })}
      actions={
        <>
          {newest !== undefined && (
            <Button component={Link} to={reviewPath(place, caseId, newest)}>
              {t('review.open_newest', { version: newest })}
            </Button>
          )}
          <Anchor component={Link} to={casePath(place, caseId)} size="sm">
            {t('review.to_case')}
          </Anchor>
        </>
      }
    >
      {setup?.withdrawnAt
        ? t('review.withdrawn_text', { date: date(setup.withdrawnAt), reason: setup.withdrawnBecause ?? '' })
        : t('review.no_version_text')}
    </EmptyState>
  );
}
