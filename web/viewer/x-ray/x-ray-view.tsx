import { type KeyboardEvent, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import shell from '../frame/frame.module.css';
import { useFullScreen } from '../frame/use-full-screen.ts';
import { listenToPicture, type PictureGestures } from '../picture/gestures.ts';
import classes from '../picture/picture.module.css';
import { PictureFailed, PictureLoading } from '../picture/picture-messages.tsx';
import { usePlacement } from '../picture/use-placement.ts';
import { keyOf } from './keys.ts';
import { useBrightness } from './use-brightness.ts';
import { useDrawing } from './use-drawing.ts';
import { useXRay } from './use-x-ray.ts';
import { XRayFacts } from './x-ray-facts.tsx';
import { type Grip, useWindowName, XRayTools } from './x-ray-tools.tsx';

type Props = {
  /** What it is, e.g. “Panoramic X-ray”. */
  title: string;
  /** The picture: JPEG or PNG. */
  src: string;
  /** The pixels with all their depth, where the file was DICOM; `src` is then shown only where the browser can't draw them. */
  pixelsUrl?: string | undefined;
  height?: number | string;
};

/** An X-ray: brightness by dragging, windows of the file, zoom, all of it by mouse, finger and keyboard. */
export function XRayView(props: Props) {
  const { height = 'clamp(320px, 62vh, 760px)' } = props;
  return (
    <Suspense fallback={<div className={shell.frame} style={{ minHeight: height }} />}>
      <Film {...props} height={height} />
    </Suspense>
  );
}

function Film({ title, src, pixelsUrl, height }: Props) {
  const { t } = useTranslation('viewer');
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const { load, again } = useXRay(src, pixelsUrl);
  const xRay = load.state === 'ready' ? load.xRay : null;
  const header = xRay?.header ?? null;
  const [turns, setTurns] = useState(0);
  const size = useMemo(
    // As seen: turned, and pixels that are higher than wide make the picture higher.
    () => {
      if (!header) return null;
      const [width, height] = [header.width, header.height * header.aspect];
      return turns % 2 === 0 ? { width, height } : { width: height, height: width };
    },
    [header, turns],
  );
  const { room, place, zoomed, zoom, move, whole, point } = usePlacement(host, size);
  const { brightness, chosen, choose, reset, adjust, invert } = useBrightness(header);
  const [grip, setGrip] = useState<Grip>('brightness');
  const canDraw = useDrawing(host, xRay, { place, room, brightness, turns });
  const frame = useRef<HTMLDivElement>(null);
  const full = useFullScreen(frame);
  const named = useWindowName();
  const turn = () => {
    whole();
    setTurns((before) => (before + 1) % 4);
  };
  const start = () => {
    setTurns(0);
    whole();
    reset();
  };

  const gestures: PictureGestures = {
    zoom,
    move,
    point,
    drag: (by) => {
      if (grip === 'move' || !canDraw) move(by);
      else adjust(by.y / room.height, by.x / room.width);
    },
  };
  const latest = useRef(gestures);
  latest.current = gestures;
  useEffect(() => (host.current ? listenToPicture(host.current, () => latest.current) : undefined), []);

  const onKey = (event: KeyboardEvent) => {
    const key = keyOf(event, event.target === host.current);
    if (!key || !header) return;
    event.preventDefault();
    if (key.act === 'window') choose(key.index);
    if (key.act === 'adjust' && canDraw) adjust(key.level, key.contrast);
    if (key.act === 'move') move(key.by);
    if (key.act === 'zoom') zoom(key.factor);
    if (key.act === 'whole') whole();
    if (key.act === 'turn' && canDraw) turn();
    if (key.act === 'invert') invert();
    if (key.act === 'reset') start();
    if (key.act === 'grip') setGrip(key.grip);
  };

  const window = chosen === null ? undefined : header?.windows[chosen];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys work from the picture and every tool around it
    <div ref={frame} className={shell.frame} onKeyDown={onKey}>
      <XRayTools
        {...{ header, chosen, choose, grip, setGrip, invert, zoom, zoomed, whole, turn }}
        inverted={brightness?.inverted ?? false}
        reset={start}
        full={full}
        fixed={!canDraw}
      />
      <div
        ref={host}
        className={`${classes.film} ${shell.drawing}`}
        style={full.on ? undefined : { height }}
        data-grip={canDraw ? grip : 'move'}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys change how it is seen
        tabIndex={0}
        aria-label={title}
        aria-describedby={`${id}-how`}
      >
        {load.state === 'loading' && <PictureLoading name={title} />}
        {load.state === 'failed' && <PictureFailed name={title} again={again} />}
        {!canDraw && size && place && <Plain {...{ src, title, place, size }} />}
      </div>
      <XRayFacts {...{ header, brightness, place, chosen: window, fixed: !canDraw }} />
      <div className="off-screen">
        <p aria-live="polite">
          {window && t('xray.seen', { window: named(window), inverted: brightness?.inverted ? 'yes' : 'no' })}
        </p>
        <p id={`${id}-how`}>{t('xray.keys')}</p>
      </div>
    </div>
  );
}

type PlainProps = { src: string; title: string; place: { scale: number; x: number; y: number }; size: Size };
type Size = { width: number; height: number };

/** Where nothing can be drawn, the finished picture still can be zoomed. */
function Plain({ src, title, place, size }: PlainProps) {
  const { scale, x, y } = place;
  const style = { width: size.width * scale, height: size.height * scale, transform: `translate(${x}px, ${y}px)` };
  return <img className={classes.picture} src={src} alt={title} style={style} draggable={false} />;
}
