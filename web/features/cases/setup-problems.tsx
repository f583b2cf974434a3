import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetupProblem } from '#contract/records.ts';
import { Notice } from '../../design/notice.tsx';
import classes from './delivery.module.css';

/** Everything that is wrong with a file, one by one: where, and what to do about it. */
export function SetupProblems({ title, problems }: { title: string; problems: readonly SetupProblem[] }) {
  const { t } = useTranslation(['setup-files', 'records']);
  const sentence = ({ code, facts }: SetupProblem) =>
    t(`problems.${code}` as 'problems.unreadable', { ...facts, defaultValue: t('problems.unreadable') });
  return (
    <Notice tone="bad" title={title}>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
      <ul className={classes.problems} role="list">
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.where} ${JSON.stringify(problem.facts)}`}>
            {problem.where && (
              <Text span fw={600} size="sm" className={classes.where}>
                {problem.where}
              </Text>
            )}
            <Text span size="sm">
              {sentence(problem)}
            </Text>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
