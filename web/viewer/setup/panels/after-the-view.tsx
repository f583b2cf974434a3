import { type ComponentType, memo, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react';
import type { Tooth } from '#contract/teeth.ts';
import type { PanelProps } from './panel-props.ts';

/**
 * A panel that is drawn after the view beside it: while stages run past, the tooth that moves comes first and the panel follows
 * when there is time, and nothing of it is drawn anew because whoever shows it was.
 */
export function afterTheView<Props extends PanelProps>(Panel: ComponentType<Props>): ComponentType<Props> {
  const Kept = memo(Panel) as unknown as ComponentType<Props>;
  return function AfterTheView(props: Props) {
    const latest = useRef(props);
    useLayoutEffect(() => {
      latest.current = props;
    });
    const stage = useDeferredValue(props.stage);
    const onStage = useCallback((to: number) => latest.current.onStage(to), []);
    const onSelectTooth = useCallback((tooth: Tooth | null) => latest.current.onSelectTooth(tooth), []);
    const { label, plan, treatment } = props.compareWith ?? {};
    const compareWith = useMemo(
      () => (label !== undefined && plan && treatment ? { label, plan, treatment } : undefined),
      [label, plan, treatment],
    );
    return <Kept {...props} {...{ stage, onStage, onSelectTooth, compareWith }} />;
  };
}
