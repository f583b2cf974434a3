import type { Rendition } from '#contract/records.ts';

const byRendition: Partial<Record<Rendition, string>> = {
  thumbnail: 'image/webp',
  picture: 'image/jpeg',
  model: 'model/gltf-binary',
};

const byFormat: Record<string, { type: string; ending: string }> = {
  jpeg: { type: 'image/jpeg', ending: 'jpg' },
  png: { type: 'image/png', ending: 'png' },
  webp: { type: 'image/webp', ending: 'webp' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
  zip: { type: 'application/zip', ending: 'zip' },
  dicom: { type: 'application/dicom', ending: 'dcm' },
  stl: { type: 'model/stl', ending: 'stl' },
  ply: { type: 'application/octet-stream', ending: 'ply' },
  obj: { type: 'model/obj', ending: 'obj' },
  hps: { type: 'application/octet-stream', ending: 'dcm' },
  glb: { type: 'model/gltf-binary', ending: 'glb' },
};

/** By what the content is, never by what somebody called it. */
export function contentType(rendition: Rendition, format: string | null): string {
  const original = rendition === 'original' ? byFormat[format ?? '']?.type : undefined;
  return byRendition[rendition] ?? original ?? 'application/octet-stream';
}

/** The name to save an original under: the uploader's, without what could fool a person or a file system. */
export function downloadName({ file_name, format, slot }: { file_name: string; format: string | null; slot: string }) {
  const ending = byFormat[format ?? '']?.ending;
  const plain = file_name
    .normalize('NFC')
    .replace(/[\p{C}"*/:<>?\\|%]/gu, '_')
    .replace(/^[.\s_]+|[.\s]+$/g, '')
    .slice(-150);
  const base = plain === '' ? slot : plain;
  if (ending === undefined || base.toLowerCase().endsWith(`.${ending}`)) return base;
  // An ending that says something else than the content is.
  return ending === 'jpg' && /\.jpeg$/i.test(base) ? base : `${base}.${ending}`;
}
