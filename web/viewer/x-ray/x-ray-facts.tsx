import { useTranslation } from 'react-i18next';
import type { PixelsHeader, PixelsWindow } from '#contract/pixels.ts';
import classes from '../picture/picture.module.css';
import type { Placement } from '../picture/placement.ts';
import { type Brightness, told } from './brightness.ts';

type Props = {
  header: PixelsHeader | null;
  brightness: Brightness | null;
  place: Placement | null;
  /** The window that is shown unchanged. */
  chosen: PixelsWindow | undefined;
  fixed: boolean;
};

/** What one sees, in numbers, and what the file says that one can't see. */
export function XRayFacts({ header, brightness, place, chosen, fixed }: Props) {
  const { t } = useTranslation('viewer');
  if (!header || !brightness || !place) return <p className={classes.facts}>{t('xray.hint')}</p>;
  const { spacing, frames, reduced } = header;
  const percent = Math.round((place.scale / reduced) * 100);
  const facts = [
    fixed ? t('xray.fixed') : t('xray.values', chosen?.kind === 'file' ? chosen : told(brightness, header)),
    t('xray.scale', { percent }),
    spacing && t(`xray.spacing.${spacing.at}`, { millimetres: Number((spacing.x / reduced).toPrecision(3)) }),
    frames > 1 && t('xray.frames', { count: frames }),
    reduced > 1 && t('xray.reduced', { times: reduced }),
  ];
  return (
    <p className={classes.facts}>
      {facts.filter(Boolean).map((fact) => (
        <span key={String(fact)}>{fact}</span>
      ))}
      <span className={classes.hint}>{t('xray.hint')}</span>
    </p>
  );
}
