import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contract/audit.ts';
import { type CasePermission, casePermissions } from '#contract/case-permissions.ts';
import { clinicalRoles, levels, type Permission, permissions, type Role, roles } from '#contract/permissions.ts';
import type sentences from '#phrases/en/audit.json';
import { languageNames } from '../../app/languages.ts';

type Change = AuditEntry['changes'][number];
type Sentence = keyof (typeof sentences)['sentences'];
type Field = keyof (typeof sentences)['fields'];

const everyRole = Object.values(roles).flat() as Role[];
const known = <T extends string>(list: readonly T[], word: string) => list.find((each) => each === word);

/** Entries of the log in the reader's own words. */
export function useAuditWords() {
  const { t, i18n } = useTranslation(['audit', 'words']);

  function value(field: string, raw: string | null): string {
    if (raw === null || raw === '') return t('nothing');
    if (raw === 'true') return t('yes');
    if (raw === 'false') return t('no');
    if (field === 'logo') return t('picture');
    if (field === 'language') return languageNames[raw as keyof typeof languageNames] ?? raw;
    if (field === 'country' && raw.length === 2) {
      return new Intl.DisplayNames([i18n.language], { type: 'region' }).of(raw) ?? raw;
    }
    const role = field === 'role' && known(everyRole, raw);
    if (role) return t(`words:roles.${role}`);
    const level = field === 'level' && known(levels, raw);
    if (level) return t(`words:levels.${level}`);
    if (field === 'clinicalRole' || field === 'providerClinicalRoles') {
      const names = raw.split(', ').map((each) => {
        const clinical = known(clinicalRoles, each);
        return clinical ? t(`words:clinical_roles.${clinical}`) : each;
      });
      return names.join(', ');
    }
    return raw;
  }

  function person(entry: AuditEntry): string {
    if (entry.person) return entry.person;
    return entry.permission === 'public' ? t('nobody') : t('system');
  }

  return {
    value,
    person,
    field: (change: Change) => t(`fields.${change.field as Field}`, { defaultValue: change.field }),
    sentence(entry: AuditEntry): string {
      const { key, change } = sentenceOf(entry);
      const names = {
        person: person(entry),
        subject: entry.subject ?? (entry.subjectKind === 'case' ? '–' : t('somebody')),
      };
      const values = change && {
        before: value(change.field, change.before),
        after: value(change.field, change.after),
      };
      const fallback = t('fallback', { person: names.person, action: entry.action });
      return t(`sentences.${key}`, { ...names, before: '', after: '', ...values, defaultValue: fallback });
    },
    position(entry: AuditEntry): string | null {
      if (!entry.position) return null;
      if (entry.position === 'instance_administrator') return t('instance_administrator');
      const role = everyRole.find((each) => entry.position === each || entry.position?.startsWith(`${each}_`));
      if (!role) return entry.position;
      const level = levels.find((each) => entry.position === `${role}_${each}`);
      const name = t(`words:roles.${role}`);
      return level ? t('member_of', { role: name, level: t(`words:levels.${level}`) }) : name;
    },
    permission(entry: AuditEntry): string {
      if (entry.permission === 'public') return t('without_sign_in');
      if (entry.permission === 'signed_in') return t('own_account');
      const permission = known<Permission | CasePermission>([...permissions, ...casePermissions], entry.permission);
      return permission ? t(`permissions.${permission}`) : entry.permission;
    },
  };
}

/** Which sentence tells an entry best: a new role or level before "changed the details". */
function sentenceOf({ action, changes }: AuditEntry): { key: Sentence; change?: Change } {
  if (action === 'changeMember') {
    const role = changes.find(({ field }) => field === 'role');
    if (role) return { key: 'changeRole', change: role };
    const level = changes.find(({ field }) => field === 'level');
    if (level) return { key: 'changeLevel', change: level };
  }
  const whole = changes.some(({ field, after }) => field === 'wholeGroup' && after === 'true');
  if (action === 'deactivateMember' && whole) return { key: 'deactivatedInGroup' };
  return { key: action as Sentence };
}
