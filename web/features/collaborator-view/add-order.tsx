import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { collaboratorViewPath } from '../../app/places.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Fields } from '../../design/fields.tsx';
import { IconChevronDown, IconPlus } from '../../design/icons.ts';

type Kind = 'aligner' | 'retainer';
type Providers = ReplyTo<'viewCollaboratorView'>['addsOrdersFor'];

/** Begins an order for a provider who granted it; shown only where somebody did. */
export function AddOrder() {
  const { t } = useTranslation('collaborator-view');
  const view = useReading('viewCollaboratorView');
  const [kind, setKind] = useState<Kind | null>(null);
  const providers = view.data?.addsOrdersFor ?? [];
  if (providers.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button leftSection={<IconPlus size={18} />} rightSection={<IconChevronDown size={16} />}>
            {t('add.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['aligner', 'retainer'] as const).map((each) => (
            <Menu.Item key={each} onClick={() => setKind(each)}>
              {t(`add.${each}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {kind && <AddOrderDialog kind={kind} providers={providers} onClose={() => setKind(null)} />}
    </>
  );
}

/** First the provider, then that provider's practice. */
function AddOrderDialog({ kind, providers, onClose }: { kind: Kind; providers: Providers; onClose: () => void }) {
  const { t } = useTranslation('collaborator-view');
  const navigate = useNavigate();
  const [practitionerId, setPractitionerId] = useState(providers.length === 1 ? providers[0]!.practitionerId : null);
  const [chosen, setPracticeId] = useState<string | null>(null);
  const practices = providers.find((each) => each.practitionerId === practitionerId)?.practices ?? [];
  const practiceId = practices.length === 1 ? practices[0]!.id : chosen;
  const start = useActing('startOrderForProvider', {
    stale: ['listSharedCases', 'countSharedCases'],
    onDone: ({ caseId, id }) => void navigate({ to: `${collaboratorViewPath}/cases/${caseId}/orders/${id}` as string }),
  });
  return (
    <ConfirmDialog
      opened
      title={t(`add.${kind}`)}
      confirm={t('add.begin')}
      disabled={!practitionerId || !practiceId}
      busy={start.isPending}
      error={start.error}
      onClose={onClose}
      onConfirm={() => practitionerId && practiceId && start.mutate({ body: { practitionerId, practiceId, kind } })}
    >
      <Fields>
        <p style={{ margin: 0 }}>{t('add.text')}</p>
        <SelectField
          label={t('add.provider')}
          data={providers.map((each) => ({ value: each.practitionerId, label: each.name }))}
          value={practitionerId}
          onChange={(next) => {
            setPractitionerId(next);
            setPracticeId(null);
          }}
        />
        <SelectField
          label={t('add.practice')}
          data={practices.map(({ id, name }) => ({ value: id, label: name }))}
          value={practiceId}
          disabled={practices.length < 2}
          onChange={setPracticeId}
        />
      </Fields>
    </ConfirmDialog>
  );
}
