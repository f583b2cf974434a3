import { Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/identity.ts';
import type { Language } from '#contract/shapes.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import {
  IconBuilding,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMail,
  IconSunMoon,
  IconUser,
  IconUsersPlus,
} from '../../design/icons.ts';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { languageNames, languages } from '../languages.ts';
import { speak } from '../phrases.ts';
import { collaboratorViewPath, homePath } from '../places.ts';
import { forgetEverything, useMe } from '../session.ts';

type Theme = Me['account']['theme'];

/** Oneself: account, language, theme, and the way out. */
export function UserMenu() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const navigate = useNavigate();
  const name = `${me.account.firstName} ${me.account.lastName}`;
  const lock = useActing('lockWorkstation', { stale: ['viewMe'] });
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={288} returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: 999, padding: 4 }}>
          <VisuallyHidden>{t('user_menu', { name })}</VisuallyHidden>
          <PersonAvatar name={name} size={36} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text span fw={600} size="sm" c="var(--mantine-color-text)" display="block">
            {name}
          </Text>
          {me.account.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUser size={18} />} onClick={() => void navigate({ to: '/account/profile' })}>
          {t('my_account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMail size={18} />} onClick={() => void navigate({ to: '/account/invitations' })}>
          {t('my_invitations', { count: me.waitingInvitations })}
        </Menu.Item>
        <CollaboratorEntry />
        {me.may.includes('instance.run') && (
          <Menu.Item
            leftSection={<IconBuilding size={18} />}
            onClick={() => void navigate({ to: '/instance/organisations' })}
          >
            {t('instance')}
          </Menu.Item>
        )}
        <LanguageEntry />
        <ThemeEntry />
        <Menu.Divider />
        {me.workstation && (
          <Menu.Item leftSection={<IconLock size={18} />} onClick={() => lock.mutate({})}>
            {t('lock')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={signOut}>
          {t('sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Between the cases of one's own and those that are shared with one; there where anything is shared. */
function CollaboratorEntry() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const view = useReading('viewCollaboratorView');
  const inside = pathname.startsWith(collaboratorViewPath);
  if (!inside && (view.data?.providers.length ?? 0) === 0) return null;
  if (inside && me.contexts.length === 0) return null;
  return (
    <Menu.Item
      leftSection={<IconUsersPlus size={18} />}
      onClick={() => void navigate({ to: (inside ? homePath(me) : collaboratorViewPath) as string })}
    >
      {t(inside ? 'provider_view' : 'collaborator_view')}
    </Menu.Item>
  );
}

function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useActing('signOut', {
    onDone: () => {
      forgetEverything(client);
      void navigate({ to: '/sign-in' });
    },
  });
  return () => leave.mutate({});
}

function LanguageEntry() {
  const { t, i18n } = useTranslation('shell');
  const edit = useActing('editProfile', { stale: ['viewMe'] });
  function choose(value: string) {
    const language = value as Language;
    void speak(language);
    edit.mutate({ body: { language } });
  }
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconLanguage size={18} />}>{t('language')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <Menu.RadioGroup value={i18n.language} onChange={choose}>
          {languages.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {languageNames[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function ThemeEntry() {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const edit = useActing('editProfile', { stale: ['viewMe'] });
  function choose(value: string) {
    setColorScheme(value === 'system' ? 'auto' : (value as 'light' | 'dark'));
    edit.mutate({ body: { theme: value as Theme } });
  }
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconSunMoon size={18} />}>{t('theme')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <Menu.RadioGroup value={colorScheme === 'auto' ? 'system' : colorScheme} onChange={choose}>
          {(['system', 'light', 'dark'] as const).map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`themes.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
