import type { SetupViewProps } from './setup-view-props.ts';

/** The drawing with its controls, messages and what a screen reader hears. */
export function SetupViewer({ height = 480 }: SetupViewProps) {
  return <div style={{ height }} />;
}
