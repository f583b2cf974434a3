import type { Tooth } from '#contract/teeth.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Pin } from '../setup-view-props.ts';
import { iprLabels, type Label, numberLabels, type Placed, placedLabels } from './labels.ts';
import type { Layer } from './layer.ts';
import { distanceOf, type End, endsNow } from './measure.ts';
import { type PinSpot, pinPlaces } from './pins.ts';
import type { SetupStage } from './setup-stage.ts';

export type OverlayWishes = {
  numbers: boolean;
  ipr: TreatmentPlan['ipr'];
  selected: Tooth | null;
  pins: readonly Pin[];
  toothLabel: (tooth: Tooth) => string;
  millimetres: (mm: number) => string;
  /** Ends of a measurement. */
  ends: readonly End[];
  /** What is written at a measurement. */
  measured: (mm: number) => string;
  dark: boolean;
};

const font = '600 11px "Inter Variable", system-ui, sans-serif';
/** How often it is worked out anew what hides what while something moves. Milliseconds. */
const lookAgain = 140;

/** What lies over the drawing: numbers, stripping, a measurement; and where the pins are. Drawn on a canvas of its own after each picture. */
export class Overlay {
  readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d');
  private readonly widths = new Map<string, number>();
  private seen = new Set<string>();
  private seenAt = -Infinity;
  private again = 0;
  private readonly stage: SetupStage;
  private readonly onPins: (spots: readonly PinSpot[]) => void;
  wishes: OverlayWishes | null = null;

  constructor(stage: SetupStage, onPins: (spots: readonly PinSpot[]) => void) {
    this.stage = stage;
    this.onPins = onPins;
    stage.canvas.after(this.canvas);
  }

  draw(): void {
    const { context, canvas, stage, wishes } = this;
    const ratio = Math.min(window.devicePixelRatio, 2);
    const { clientWidth, clientHeight } = stage.canvas;
    if (!context) return;
    if (canvas.width !== clientWidth * ratio || canvas.height !== clientHeight * ratio)
      Object.assign(canvas, { width: clientWidth * ratio, height: clientHeight * ratio });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, clientWidth, clientHeight);
    const { main } = stage;
    if (!main || !wishes) return;
    const labels = this.labels();
    this.lookWhatIsSeen(labels);
    const spots = pinPlaces(stage, main, wishes.pins, this.seen);
    const taken = spots.flatMap(({ spot }) => (spot ? [{ x: spot.x, y: spot.y, width: 24 }] : []));
    const placed = placedLabels(
      stage,
      labels,
      (label) => label.kind === 'ipr' || this.seen.has(label.key),
      (text) => this.widthOf(text),
      taken,
    );
    for (const label of placed) drawLabel(context, label, this.widthOf(label.text), wishes.dark);
    this.drawMeasured(main, wishes);
    this.onPins(spots);
  }

  /** Nothing has to be looked at again. */
  get isAtRest(): boolean {
    return this.again === 0;
  }

  /** The pins as they are placed now, for a picture. */
  pinsOnPicture(): (PinSpot & { mark: string })[] {
    const { main } = this.stage;
    const pins = this.wishes?.pins ?? [];
    if (!main) return [];
    return pinPlaces(this.stage, main, pins, this.seen).map((spot, index) => ({
      ...spot,
      mark: pins[index]!.mark,
    }));
  }

  dispose(): void {
    clearTimeout(this.again);
    this.canvas.remove();
  }

  private labels(): Label[] {
    const { stage, wishes } = this;
    const { main } = stage;
    if (!main || !wishes) return [];
    const shown = (label: Label) => label.tooth === null || main.table.isShown(this.rowOf(label.tooth));
    const numbers = numberLabels(main, wishes.toothLabel, wishes.selected).filter(
      ({ kind }) => wishes.numbers || kind === 'selected',
    );
    return [...numbers.filter(shown), ...iprLabels(main, wishes.ipr, stage.gaze, wishes.millimetres)];
  }

  private rowOf(tooth: Tooth): number {
    return this.stage.main?.body.plan.teeth.findIndex((one) => one.tooth === tooth) ?? -1;
  }

  /** Rays towards what could be hidden: seldom while something moves, and once more when it rests. */
  private lookWhatIsSeen(labels: readonly Label[]): void {
    const { stage, wishes } = this;
    const { main } = stage;
    const now = performance.now();
    if (!main || !wishes) return;
    if (now - this.seenAt < lookAgain) {
      clearTimeout(this.again);
      this.again = window.setTimeout(() => {
        this.again = 0;
        stage.invalidate();
      }, lookAgain + 20);
      return;
    }
    this.seenAt = now;
    this.seen = new Set(
      labels.filter(({ at, tooth }) => tooth !== null && stage.firstTowards(at)?.tooth === tooth).map(({ key }) => key),
    );
    for (const { id, at } of pinPlaces(stage, main, wishes.pins, null))
      if (at && !stage.isHidden(at)) this.seen.add(`pin ${id}`);
  }

  private widthOf(text: string): number {
    const known = this.widths.get(text);
    if (known !== undefined || !this.context) return known ?? 0;
    this.context.font = font;
    const width = Math.ceil(this.context.measureText(text).width) + 10;
    this.widths.set(text, width);
    return width;
  }

  private drawMeasured(layer: Layer, wishes: OverlayWishes): void {
    const { context, stage } = this;
    const ends = endsNow(layer, wishes.ends);
    const distance = distanceOf(ends);
    if (!context || ends.length === 0) return;
    const spots = ends.map((end) => stage.spotOf(end));
    const [one, other] = spots;
    context.lineWidth = 2;
    context.strokeStyle = '#d9480f';
    context.fillStyle = '#d9480f';
    if (one && other) {
      context.beginPath();
      context.moveTo(one.x, one.y);
      context.lineTo(other.x, other.y);
      context.stroke();
    }
    for (const { x, y } of spots) {
      context.beginPath();
      context.arc(x, y, 4, 0, Math.PI * 2);
      context.fill();
    }
    if (!one || !other || distance === null) return;
    const text = wishes.measured(distance);
    const width = this.widthOf(text);
    const { clientWidth } = stage.canvas;
    const x = Math.min(Math.max((one.x + other.x) / 2, width / 2 + 4), clientWidth - width / 2 - 4);
    const y = Math.max(Math.min(one.y, other.y) - 20, 14);
    pill(context, { x, y, width, ground: '#d9480f', ink: '#fff', text });
  }
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { kind, spot, root, text }: Placed,
  width: number,
  dark: boolean,
) {
  const colours = {
    number: { ground: 'rgb(255 255 255 / 84%)', ink: '#17212a' },
    selected: { ground: '#0c7c7a', ink: '#fff' },
    ipr: { ground: '#ffd43b', ink: '#2b2000' },
  }[kind];
  if (root) {
    context.strokeStyle = dark ? '#ffd43b' : '#b88600';
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(root.x, root.y);
    context.lineTo(spot.x, spot.y);
    context.stroke();
  }
  pill(context, { ...spot, width, text, ...colours });
}

type Pill = { x: number; y: number; width: number; ground: string; ink: string; text: string };

export function pill(context: CanvasRenderingContext2D, { x, y, width, ground, ink, text }: Pill): void {
  context.fillStyle = ground;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 8);
  context.fill();
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = ink;
  context.fillText(text, x, y + 0.5);
}
