import { Button, MultiSelect, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { collaboratorStatuses } from '#contract/collaborator-status.ts';
import { categories, orderKinds, turns } from '#contract/order-life.ts';
import { usePlace } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import { reading } from '../../client/use-calls.ts';
import { type ListState, type Several, valuesOf } from './list-state.ts';

type Props = {
  state: ListState;
  /** How many filters hold. */
  held: number;
  onChange: (changes: Record<string, string | undefined>) => void;
  onClear: () => void;
};

/** A field for every column that can be filtered by. */
export function FilterFields({ state, onChange, onClear, held }: Props) {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const place = usePlace();
  const me = useMe();
  const ofGroup = place.kind === 'group';
  const shared = place.kind === 'collaborator';
  const mine = useQuery({ ...reading('sharedCaseFilterChoices'), enabled: shared });
  const one = useQuery({
    ...reading('caseFilterChoices', { params: { organisationId: place.organisationId } }),
    enabled: !ofGroup && !shared,
  });
  const all = useQuery({
    ...reading('caseFilterChoicesOfMyPractices', { params: { ofGroupId: place.organisationId } }),
    enabled: ofGroup,
  });
  const data = shared ? mine.data : ofGroup ? all.data : one.data;
  const named = (of: readonly { id: string; name: string }[] | undefined) =>
    (of ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const practices =
    place.kind === 'group'
      ? me.contexts
          .filter((each) => each.kind === 'practice' && each.groupId === place.organisationId)
          .map((each) => ({ value: each.organisationId, label: each.name }))
      : named(data?.practices);
  const field = (name: Several, label: string, choices: { value: string; label: string }[]) =>
    choices.length > 0 && (
      <MultiSelect
        label={label}
        data={choices}
        value={valuesOf(state, name)}
        onChange={(values) => onChange({ [name]: values.length > 0 ? values.join('|') : undefined })}
        searchable={choices.length > 8}
        clearable
        size="sm"
        comboboxProps={{ withinPortal: false }}
      />
    );
  const words = <W extends string>(all: readonly W[], say: (word: W) => string) =>
    all.map((value) => ({ value, label: say(value) }));
  return (
    <>
      {field(
        'category',
        t('columns.category'),
        words(categories, (each) => t(`orders:categories.${each}`)),
      )}
      {field(
        'kind',
        t('columns.kind'),
        words(orderKinds, (each) => t(`orders:kinds.${each}`)),
      )}
      {field('provider', t('columns.provider'), named(data?.providers))}
      {place.kind !== 'practice' && field('practice', t('columns.practice'), practices)}
      {place.kind === 'laboratory' && field('technician', t('columns.technician'), named(data?.technicians))}
      {place.kind === 'planning_service' && field('technician', t('columns.assignee'), named(data?.technicians))}
      {field(
        'package',
        t('columns.package'),
        (data?.packages ?? []).map((name) => ({ value: name, label: name })),
      )}
      {place.kind !== 'laboratory' &&
        field(
          'collaboratorStatus',
          t('columns.collaborator_status'),
          words(collaboratorStatuses, (each) => t(`collaborator_statuses.${each}`)),
        )}
      <Select
        label={t('columns.turn')}
        data={[{ value: 'mine', label: t('quick.turn') }, ...words(turns, (each) => t(`turns.${each}`))]}
        value={state.turn ?? null}
        onChange={(turn) => onChange({ turn: turn ?? undefined })}
        clearable
        size="sm"
        comboboxProps={{ withinPortal: false }}
      />
      <Switch
        label={t('filters.all')}
        checked={state.all === 'true'}
        onChange={(event) => onChange({ all: event.currentTarget.checked ? 'true' : undefined, status: undefined })}
      />
      {held > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </>
  );
}
