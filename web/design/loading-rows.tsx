import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

const widths = ['38%', '52%', '30%', '45%', '34%'];

/** Rows in grey while the real ones are on their way. */
export function LoadingRows({ rows = 3, picture = true }: { rows?: number; picture?: boolean }) {
  const { t } = useTranslation('words');
  return (
    <div role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div className={classes.row} key={index} aria-hidden="true">
          {picture && <Skeleton height={40} width={40} circle />}
          <div className={classes.rowMain}>
            <Skeleton height={12} width={widths[index % widths.length]} mb={8} />
            <Skeleton height={10} width={widths[(index + 2) % widths.length]} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** The same for a form: labels and fields in grey. */
export function LoadingForm({ fields = 4 }: { fields?: number }) {
  const { t } = useTranslation('words');
  return (
    <div role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: fields }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields are all alike
        <div key={index} aria-hidden="true" style={{ marginBottom: 20 }}>
          <Skeleton height={12} width={120} mb={8} />
          <Skeleton height={36} />
        </div>
      ))}
    </div>
  );
}
