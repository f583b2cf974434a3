import { type KeyboardEvent, type RefObject, useImperativeHandle } from 'react';
import { useTranslation } from 'react-i18next';
import { acrossOf, archOf, type Tooth } from '#contract/teeth.ts';
import type { FullScreen } from '../frame/use-full-screen.ts';
import { lookAtPlace, lookAtTooth } from './drawing/look-at.ts';
import type { Found } from './drawing/pick.ts';
import { placeOf } from './drawing/pins.ts';
import type { SetupStage } from './drawing/setup-stage.ts';
import { type Focus, type KeyActs, onKey } from './keys.ts';
import type { SetupViewProps } from './setup-view-props.ts';
import { download, takePicture } from './take-picture.ts';
import type { Drawings } from './use-drawings.ts';
import type { Shown } from './use-shown.ts';

type Around = {
  shown: Shown;
  drawings: Drawings;
  frame: RefObject<HTMLDivElement | null>;
  full: FullScreen;
  help: () => void;
};

/** What taps, keys and the page around do. */
export function useActs(props: SetupViewProps, { shown, drawings, frame, full, help }: Around) {
  const { stage, selectedTooth, onSelectTooth, onPickPoint, onCancelPick, pins = [], reduced = false, ref } = props;
  const { t } = useTranslation('viewer');
  const { main, beside } = drawings;
  const { measure, own } = shown;

  const take = (found: Found | null) => {
    if (onPickPoint) {
      if (found) onPickPoint({ tooth: found.tooth, point: found.point, stage });
    } else if (measure.on) {
      if (found) measure.add(found);
    } else if (!reduced) onSelectTooth(found?.tooth ?? null);
  };
  const onTap = (x: number, y: number, drawn: SetupStage) => take(drawn.pick(x, y));
  const takeShot = () => {
    const both = [main, beside].filter((one) => one !== null);
    const where = stage === 0 ? t('setup.stage_before') : t('setup.stage_of', { stage, last: shown.last });
    const title = [props.label, where].filter(Boolean).join('  ·  ');
    const warning = t(reduced ? 'setup.simulation' : 'setup.not_diagnostic');
    return frame.current ? takePicture(both, frame.current, { title, warning }) : Promise.resolve(null);
  };
  const picture = async () => {
    const shot = await takeShot();
    if (shot) download(shot, `${props.pictureName ?? 'setup'}-${stage}`);
  };
  const showTooth = (tooth: Tooth) => {
    if (!main) return;
    shown.showAll(archOf(tooth));
    lookAtTooth(main.stage, tooth);
  };
  const showPin = (id: string) => {
    const pin = pins.find((one) => one.id === id);
    const layer = main?.stage.main;
    const place = pin && layer ? placeOf(layer, pin) : null;
    if (!main || !pin || !place) return;
    if (pin.tooth !== null) shown.showAll(archOf(pin.tooth));
    lookAtPlace(main.stage, place, pin.tooth);
  };
  const canvasFocus = () => frame.current?.querySelector<HTMLElement>('[role=application]')?.focus();
  useImperativeHandle(ref, () => ({
    picture: takeShot,
    showPin,
    showTooth,
    focus: () => canvasFocus(),
    figures: () => ({
      ...(main?.stage.told ?? { frames: 0, calls: 0, triangles: 0, milliseconds: 0 }),
      atRest: main !== null && [main, beside].every((one) => !one || (one.stage.isAtRest && one.overlay.isAtRest)),
    }),
  }));

  const stepTooth = (step: 1 | -1) => {
    if (reduced) return;
    const row = (own.plan?.teeth ?? [])
      .map(({ tooth }) => tooth)
      .filter((tooth) => shown.arches.has(archOf(tooth)))
      .toSorted((one, other) => order(one) - order(other));
    const at = selectedTooth === null ? -1 : row.indexOf(selectedTooth);
    const next = at < 0 ? (step > 0 ? 0 : row.length - 1) : (at + step + row.length) % row.length;
    onSelectTooth(row[next] ?? null);
  };
  const keyActs: KeyActs = {
    go: (change) => drawings.go(change === 'first' ? 0 : change === 'last' ? shown.last : stage + change),
    play: drawings.togglePlay,
    view: (view) => drawings.choose(view === 'reset' ? shown.look.view : view),
    zoom: (by) => main?.stage.camera.zoom(by),
    turn: (x, y) => {
      main?.stage.camera.turn(x, y);
      shown.onTurned();
    },
    pan: (x, y) => main?.stage.camera.pan(x, y),
    tooth: stepTooth,
    flip: (name) => (!reduced || ['upper', 'lower', 'gums', 'attachments'].includes(name)) && shown.flip(name),
    tool: (name) => {
      if (name === 'help') help();
      else if (name === 'picture') void picture();
      else if (name === 'full') full.toggle();
      else if (!reduced) (name === 'measure' ? measure.toggle : shown.toggleComparing)();
    },
    enter: () => {
      if (!main) return;
      const { clientWidth, clientHeight } = main.stage.canvas;
      if (onPickPoint || measure.on) onTap(clientWidth / 2, clientHeight / 2, main.stage);
      else if (selectedTooth !== null) showTooth(selectedTooth);
    },
    escape: () => {
      if (onPickPoint) onCancelPick?.();
      else if (measure.on) measure.off();
      else if (selectedTooth !== null) onSelectTooth(null);
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !main) return;
    if (onKey(event, focusOf(event.target as HTMLElement), keyActs)) event.preventDefault();
  };
  return { onTap, onKeyDown, picture };
}

/** Upper teeth from the patient's right to the left, then the lower ones. */
const order = (tooth: Tooth) => (archOf(tooth) === 'upper' ? 0 : 100) + acrossOf(tooth);

function focusOf(target: HTMLElement): Focus {
  if (target.closest('[role=dialog]')) return 'field';
  if (target instanceof HTMLInputElement && target.type === 'range') return 'slider';
  if (target.closest('input, select, textarea, [contenteditable]')) return 'field';
  return target.closest('button, a') ? 'button' : 'drawing';
}
