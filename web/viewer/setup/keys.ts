import { type ViewName, viewNames } from '../three/views.ts';
import type { Toggle } from './use-remembered.ts';

export type KeyActs = {
  go: (change: number | 'first' | 'last') => void;
  play: () => void;
  view: (view: ViewName | 'reset') => void;
  zoom: (by: number) => void;
  turn: (x: number, y: number) => void;
  pan: (x: number, y: number) => void;
  tooth: (step: 1 | -1) => void;
  flip: (name: Toggle) => void;
  tool: (name: 'measure' | 'compare' | 'picture' | 'help' | 'full') => void;
  enter: () => void;
  escape: () => void;
};

type Pressed = { key: string; shiftKey: boolean; ctrlKey: boolean; altKey: boolean; metaKey: boolean };
/** Where the focus is: on the drawing all keys work, on the slider arrows are its own, on a button Space and Enter are. */
export type Focus = 'drawing' | 'slider' | 'button' | 'field';

const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const letters: Record<string, Toggle> = {
  u: 'upper',
  l: 'lower',
  g: 'gums',
  a: 'attachments',
  n: 'numbers',
  i: 'ipr',
  p: 'pins',
  r: 'grid',
};
const tools = { m: 'measure', o: 'compare', s: 'picture', '?': 'help', f: 'full' } as const;

/** Does what a key stands for. Whether it stood for something. */
export function onKey({ key, shiftKey, ctrlKey, altKey, metaKey }: Pressed, focus: Focus, acts: KeyActs): boolean {
  if (focus === 'field' || metaKey) return false;
  const arrow = arrows[key];
  if (arrow && focus === 'drawing') {
    if (shiftKey && !ctrlKey && !altKey) acts.turn(arrow[0] * 0.12, arrow[1] * 0.12);
    else if (ctrlKey || altKey) acts.pan(arrow[0] * 24, arrow[1] * 24);
    else if (arrow[0] !== 0) acts.go(arrow[0]);
    else acts.tooth(arrow[1] as 1 | -1);
    return true;
  }
  if (ctrlKey || altKey) return false;
  const lower = key.toLowerCase();
  const view = viewNames[Number(key) - 1];
  const toggle = letters[lower];
  const tool = lower in tools ? tools[lower as keyof typeof tools] : null;
  if (view) acts.view(view);
  else if (key === '0') acts.view('reset');
  else if (key === '+' || key === '=') acts.zoom(1.15);
  else if (key === '-') acts.zoom(1 / 1.15);
  else if (key === 'Home' && focus !== 'slider') acts.go('first');
  else if (key === 'End' && focus !== 'slider') acts.go('last');
  else if (key === ' ' && focus !== 'button') acts.play();
  else if (key === 'Enter' && focus === 'drawing') acts.enter();
  else if (key === 'Escape') acts.escape();
  else if (toggle) acts.flip(toggle);
  else if (tool) acts.tool(tool);
  else return false;
  return true;
}
