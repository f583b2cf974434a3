import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '#contract/api-tokens.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconKey, IconPlus } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import classes from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { MakeTokenDialog } from './make-token-dialog.tsx';

/** Tokens by which one's software signs in: what each may do, until when, when it was last used. */
export function ApiTokensPage() {
  const { t } = useTranslation('planning-services');
  const list = useReading('listApiTokens');
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const tokens = list.data?.tokens ?? [];
  const make = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      {t('tokens.make')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('tokens.title')} description={t('tokens.text')} actions={tokens.length > 0 && make} />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      <div className={classes.column}>
        {list.isPending && <LoadingRows />}
        {list.data && tokens.length === 0 && (
          <EmptyState icon={<IconKey size={28} />} title={t('tokens.none')} actions={make}>
            {t('tokens.none_text')}
          </EmptyState>
        )}
        <Rows label={t('tokens.title')}>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </Rows>
      </div>
      {making && <MakeTokenDialog onClose={() => setMaking(false)} />}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { t } = useTranslation('planning-services');
  const { date, relative, dateTime } = useDates();
  return (
    <Row
      start={<IconKey size={24} stroke={1.5} aria-hidden="true" />}
      aside={
        token.over ? (
          <StateBadge tone={token.over === 'suspended' ? 'attention' : 'neutral'}>
            {t(`tokens.over.${token.over}`)}
          </StateBadge>
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={t('tokens.revoke_one', { name: token.name })}
            onClick={onRevoke}
          >
            {t('tokens.revoke')}
          </Button>
        )
      }
    >
      <Text fw={600}>{token.name}</Text>
      <Text size="sm">{token.scopes.map((scope) => t(`tokens.scopes.${scope}`)).join(' · ')}</Text>
      <Text size="sm" c="dimmed" title={token.lastUsedAt ? dateTime(token.lastUsedAt) : undefined}>
        {[
          t('tokens.until', { date: date(token.expiresAt) }),
          token.lastUsedAt
            ? t('tokens.used', { when: relative(token.lastUsedAt), from: token.lastUsedFrom ?? '' })
            : t('tokens.never_used'),
        ].join(' · ')}
      </Text>
    </Row>
  );
}

function Revoke({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { t } = useTranslation('planning-services');
  const revoke = useActing('revokeApiToken', {
    stale: ['listApiTokens'],
    onDone: () => {
      notifyDone(t('tokens.revoked', { name: token.name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('tokens.revoke_title', { name: token.name })}
      confirm={t('tokens.revoke')}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ params: { tokenId: token.id } })}
      onClose={onClose}
    >
      {t('tokens.revoke_text')}
    </ConfirmDialog>
  );
}
