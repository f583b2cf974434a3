import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Context } from '#contract/identity.ts';
import { IconBuildingHospital, IconCheck, IconChevronDown } from '../../design/icons.ts';
import { Mark } from '../../design/mark.tsx';
import { useNearestPlace } from '../place.tsx';
import { placePath } from '../places.ts';
import { useMe } from '../session.ts';
import { byOwner, type Owner } from './owners.ts';
import { PlacePicture } from './place-picture.tsx';
import classes from './shell.module.css';

const searchFrom = 8;

/** Shows the organisation that is open and leads to every other one, group by group. */
export function Switcher() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const place = useNearestPlace();
  const [search, setSearch] = useState('');
  if (me.contexts.length === 0) return null;
  const owners = byOwner(me.contexts, search);
  const practicesOnly = me.contexts.every(({ kind }) => kind === 'practice' || kind === 'group');
  return (
    <Menu
      position="bottom-start"
      width={320}
      onClose={() => setSearch('')}
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.switcher}>
          <VisuallyHidden>{t('switcher')}</VisuallyHidden>
          {place ? <PlacePicture place={place} /> : <Mark />}
          <span className={classes.switcherText}>
            <Text span fw={600} size="sm">
              {place?.name ?? t(practicesOnly ? 'choose' : 'choose_organisation')}
            </Text>
            {place && <Secondary place={place} />}
          </span>
          <IconChevronDown size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        {me.contexts.length >= searchFrom && (
          <Menu.Search
            placeholder={t('find_organisation')}
            aria-label={t('find_organisation')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        {owners.map((owner, index) => (
          <Fragment key={owner.key}>
            {index > 0 && <Menu.Divider />}
            <OwnerEntries owner={owner} openId={place?.organisationId} />
          </Fragment>
        ))}
        {owners.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {t('no_match')}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Secondary({ place }: { place: Context }) {
  const { t } = useTranslation('shell');
  return (
    <Text span size="xs" c="dimmed">
      {place.kind === 'practice' ? place.groupName : t(`kind.${place.kind}`)}
    </Text>
  );
}

function OwnerEntries({ owner, openId }: { owner: Owner; openId: string | undefined }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <>
      <Menu.Label>{owner.name ?? t(`kinds.${owner.kind}`)}</Menu.Label>
      {owner.allPractices && (
        <Menu.Item
          leftSection={<IconBuildingHospital size={20} aria-hidden="true" />}
          rightSection={openId === owner.key ? <IconCheck size={16} aria-label={t('open_now')} /> : null}
          onClick={() => void navigate({ to: '/groups/$groupId', params: { groupId: owner.key } })}
        >
          {t('all_my_practices')}
        </Menu.Item>
      )}
      {owner.places.map((place) => (
        <Menu.Item
          key={place.organisationId}
          leftSection={<PlacePicture place={place} />}
          rightSection={openId === place.organisationId ? <IconCheck size={16} aria-label={t('open_now')} /> : null}
          onClick={() => void navigate({ to: placePath(place) })}
        >
          {place.name}
          {place.city && (
            <Text span display="block" size="xs" c="dimmed">
              {place.city}
            </Text>
          )}
        </Menu.Item>
      ))}
    </>
  );
}
