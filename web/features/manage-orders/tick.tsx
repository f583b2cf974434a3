import { useEffect, useRef } from 'react';
import classes from './manage-orders.module.css';

type Props = {
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  /** `through` while shift is held. */
  onChange: (through: boolean) => void;
};

/** A box to tick: the browser's own in our dress, as there is one in every row. */
export function Tick({ label, checked, indeterminate = false, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={classes.tick}
      aria-label={label}
      checked={checked}
      // Ticked by mouse, it leaves the focus where it is: the list’s keys go on working.
      onMouseDown={(event) => event.preventDefault()}
      onChange={(event) => onChange((event.nativeEvent as MouseEvent).shiftKey)}
    />
  );
}
