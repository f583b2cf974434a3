import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './setup-help.module.css';

const keys = {
  stages: ['←', '→'],
  ends: ['Home', 'End'],
  play: ['Space'],
  views: ['1', '…', '6', '0'],
  turn: ['Shift', '+', '← ↑ ↓ →'],
  pan: ['Ctrl', '+', '← ↑ ↓ →'],
  zoom: ['+', '−'],
  teeth: ['↑', '↓'],
  arches: ['U', 'L'],
  gums: ['G'],
  attachments: ['A'],
  numbers: ['N'],
  ipr: ['I'],
  pins: ['P'],
  grid: ['R'],
  measure: ['M'],
  point: ['Enter'],
  compare: ['O'],
  picture: ['S'],
  full: ['F'],
  escape: ['Esc'],
} as const;
/** Keys whose name differs from language to language. */
type Cap = 'Home' | 'End' | 'Space' | 'Shift' | 'Ctrl' | 'Enter';
const named: ReadonlySet<string> = new Set<Cap>(['Home', 'End', 'Space', 'Shift', 'Ctrl', 'Enter']);
const forPatients: readonly string[] = [
  'stages',
  'ends',
  'play',
  'views',
  'turn',
  'pan',
  'zoom',
  'arches',
  'gums',
  'picture',
  'full',
];

/** All keys, and what fingers and mouse do. */
export function SetupHelp({ opened, close, reduced }: { opened: boolean; close: () => void; reduced: boolean }) {
  const { t } = useTranslation('viewer');
  const shown = (Object.keys(keys) as (keyof typeof keys)[]).filter((name) => !reduced || forPatients.includes(name));
  return (
    <Modal opened={opened} onClose={close} title={t('setup.help')} size="lg" withinPortal={false}>
      <p className={classes.helpText}>{t('setup.help_gestures')}</p>
      <dl className={classes.help}>
        {shown.map((name) => (
          <div key={name}>
            <dt>
              {keys[name].map((key) =>
                /^[+…]$/.test(key) && name !== 'zoom' ? (
                  ` ${key} `
                ) : (
                  <Kbd key={key}>{named.has(key) ? t(`setup.caps.${key as Cap}`) : key}</Kbd>
                ),
              )}
            </dt>
            <dd>{t(`setup.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
