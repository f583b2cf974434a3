import { Button, Menu } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '#contract/reservations.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconChevronDown, IconClock } from '../../design/icons.ts';
import classes from './planning-services.module.css';

type Props = {
  caseId: string;
  /** The version that can be reserved: the open one, for whoever may. */
  setupId?: string | undefined;
  /** Runs from edge to edge, below the header of a page that fills the window. */
  flush?: boolean;
};

const choices = [1, 4, 8, 24, 48] as const;

/** Who says to be working on the open version, and until when; and saying so oneself. */
export function ReservationBar({ caseId, setupId, flush }: Props) {
  const { t } = useTranslation('planning-services');
  const reservations = useReservations(caseId);
  const stale = ['readReservations', 'listReservations'] as ('readReservations' | 'listReservations')[];
  const reserve = useActing('reserveSetup', { stale });
  const release = useActing('releaseSetup', { stale });
  const mine = reservations.find(({ yours }) => yours);
  if (reservations.length === 0 && !setupId) return null;
  const params = { caseId, setupId: setupId ?? '' };
  const busy = reserve.isPending || release.isPending;
  return (
    <section
      className={classes.reservation}
      aria-label={t('reservation.label')}
      data-flush={flush || undefined}
      data-held={reservations.length > 0 || undefined}
    >
      <IconClock size={18} aria-hidden="true" />
      <div className={classes.reserved} aria-live="polite">
        {reservations.length === 0 && <span className={classes.dim}>{t('reservation.nobody')}</span>}
        {reservations.map((each) => (
          <ReservedBy key={`${each.by} ${each.since}`} reservation={each} />
        ))}
        <ErrorNotice error={reserve.error ?? release.error} mt="xs" />
      </div>
      {setupId && (
        <div className={classes.reserveActs}>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="default" loading={busy} rightSection={<IconChevronDown size={14} />}>
                {mine ? t('reservation.prolong') : t('reservation.take')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {choices.map((hours) => (
                <Menu.Item key={hours} onClick={() => reserve.mutate({ params, body: { hours } })}>
                  {t('reservation.hours', { count: hours })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {mine && (
            <Button size="xs" variant="subtle" disabled={busy} onClick={() => release.mutate({ params })}>
              {t('reservation.release')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function ReservedBy({ reservation }: { reservation: Reservation }) {
  const { t } = useTranslation('planning-services');
  const { dateTime } = useDates();
  return <span>{t('reservation.by', { who: personAndService(reservation), until: dateTime(reservation.until) })}</span>;
}

/** "Ann Planner · Plan & Co", or the person alone. */
export const personAndService = ({ by, service }: { by: string; service?: string | null }): string =>
  service ? `${by} · ${service}` : by;

/** What stands now; read again when the first of them is over. */
function useReservations(caseId: string): readonly Reservation[] {
  const read = useReading('readReservations', { params: { caseId } });
  const found = read.data?.reservations ?? [];
  const next = Math.min(...found.map(({ until }) => Date.parse(until)));
  const { refetch } = read;
  useEffect(() => {
    if (!Number.isFinite(next)) return;
    const timer = setTimeout(() => void refetch(), Math.min(Math.max(next - Date.now(), 0) + 500, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [next, refetch]);
  return found;
}
