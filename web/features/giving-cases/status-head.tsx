import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { useReading } from '../../client/use-calls.ts';
import { IconArrowBackUp } from '../../design/icons.ts';
import { PushBackDialog } from '../collaborator-view/collaboration-panel.tsx';
import { CollaborationMark } from '../collaborator-view/status-mark.tsx';
import classes from './giving-cases.module.css';

/** Where the collaboration on a case stands, and how its provider changes that. */
export function StatusHead({ row }: { row: CaseRow }) {
  const { t } = useTranslation('collaborator-view');
  const view = useReading('viewCollaboration', { params: { caseId: row.id } });
  const [pushing, setPushing] = useState(false);
  const { status = row.collaboratorStatus, open, mayDo = [] } = view.data ?? {};
  return (
    <div className={classes.status}>
      <CollaborationMark row={{ ...row, collaboratorStatus: status }} />
      {mayDo.includes('push_back') && open && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          onClick={() => setPushing(true)}
        >
          {t('panel.push_back')}
        </Button>
      )}
      {pushing && open && <PushBackDialog caseId={row.id} version={open.version} onClose={() => setPushing(false)} />}
    </div>
  );
}
