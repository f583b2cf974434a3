import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../client/call.ts';
import { IconBuildingHospital, IconMapPin, IconUsers } from '../../design/icons.ts';
import classes from './practices.module.css';

export type ShownPractice = {
  id: string;
  name: string;
  city: string;
  logoVersion: string | null;
  /** Unknown to those who don't manage the group. */
  members?: number;
};

/** One practice of the group: its logo, where it is, how many work there; opens it where the account may. */
export function PracticeCard({ practice, opens }: { practice: ShownPractice; opens: boolean }) {
  const { id, name, city, logoVersion, members } = practice;
  const { t } = useTranslation('practices');
  const logo = `${addressOf('viewLogo', { params: { practiceId: id } })}?v=${logoVersion}`;
  const inside = (
    <>
      <span className={classes.sign} aria-hidden="true">
        {logoVersion ? <img src={logo} alt="" /> : <IconBuildingHospital size={26} stroke={1.5} />}
      </span>
      <Text fw={650} size="lg" lh={1.3}>
        {name}
      </Text>
      <span className={classes.facts}>
        {city && (
          <span className={classes.fact}>
            <IconMapPin size={16} aria-hidden="true" />
            {city}
          </span>
        )}
        {members !== undefined && (
          <span className={classes.fact}>
            <IconUsers size={16} aria-hidden="true" />
            {t('mine.members', { count: members })}
          </span>
        )}
      </span>
    </>
  );
  return (
    <li>
      {opens ? (
        <Link to="/practices/$practiceId" params={{ practiceId: id }} className={classes.practice}>
          {inside}
        </Link>
      ) : (
        <div className={classes.practice}>{inside}</div>
      )}
    </li>
  );
}
