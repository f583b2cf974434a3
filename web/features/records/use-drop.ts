import { type DragEvent, useState } from 'react';

/** Lets files be dropped; the innermost place takes them. */
export function useDrop(take: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false);
  if (!take) return {};
  const withFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    'data-over': over || undefined,
    onDragOver(event: DragEvent) {
      if (!withFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      if (!withFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
}
