import type { Slot, SlotGroup } from '#contract/records.ts';

/** Words in file names, in the languages of scanners and practices; the first that fits decides. */
const words: Record<'models' | 'photos' | 'xrays', [RegExp, Slot][]> = {
  models: [
    [/bite|biss|mordu|occlu?s(?!al)|articul|buccal_?scan|bukkal/, 'model_bite'],
    [/upper|maxill|ober|^ok$|\bok\b|sup(?:erieur|érieur)?\b|\bhaut\b|\bu\b/, 'model_upper'],
    [/lower|mandib|unter|\buk\b|inf(?:erieur|érieur)?\b|\bbas\b|\bl\b/, 'model_lower'],
  ],
  photos: [
    [
      /(?:upper|maxill|ober|\bok\b|sup\w*|haut).*(?:occl|okkl|arch|bogen)|(?:occl|okkl)\w*.*(?:upper|maxill|ober|\bok\b|sup|haut)/,
      'photo_upper_occlusal',
    ],
    [
      /(?:lower|mandib|unter|\buk\b|inf\w*|\bbas\b).*(?:occl|okkl|arch|bogen)|(?:occl|okkl)\w*.*(?:lower|mandib|unter|\buk\b|inf|bas)/,
      'photo_lower_occlusal',
    ],
    [/right|rechts|droit/, 'photo_right_buccal'],
    [/left|links|gauche/, 'photo_left_buccal'],
    [/smil|lächel|laechel|lachen|souri/, 'photo_full_face_smiling'],
    [/profil/, 'photo_profile'],
    [/full.?face|face.?front|portrait|gesicht|visage|\bface\b|repose|rest\b|en.?face/, 'photo_full_face'],
    [/front|intraoral|anterior/, 'photo_frontal'],
  ],
  xrays: [
    [/pano|opg|opt\b|ortho.?pan/, 'xray_panoramic'],
    [/ceph|céph|kephal|tele|télé|fern|frs|lateral/, 'xray_cephalogram'],
    [/x.?ray|r[öo]e?ntgen|radio|bitewing|periap/, 'xray_other'],
  ],
};

/** The slot that a file's name speaks for; undefined where it says too little. A person may always choose another. */
export function guessSlot(fileName: string, groups: readonly SlotGroup[]): Slot | undefined {
  const dot = fileName.lastIndexOf('.');
  const ending = dot > 0 ? fileName.slice(dot + 1).toLowerCase() : '';
  const name = (dot > 0 ? fileName.slice(0, dot) : fileName)
    .replace(/([a-zà-ÿ])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-.\s]+/g, ' ');
  const says = (group: 'models' | 'photos' | 'xrays') =>
    groups.includes(group) ? words[group].find(([word]) => word.test(name))?.[1] : undefined;
  if (['stl', 'ply', 'obj'].includes(ending)) return says('models');
  // 3Shape's scans end like X-rays in DICOM: the jaw tells them apart.
  if (ending === 'dcm' || ending === 'dicom' || ending === 'ima')
    return says('xrays') ?? says('models') ?? other(groups);
  if (['jpg', 'jpeg', 'png', 'webp'].includes(ending)) return says('xrays') ?? says('photos');
  return groups.includes('files') ? 'file' : undefined;
}

function other(groups: readonly SlotGroup[]): Slot | undefined {
  return groups.includes('xrays') ? 'xray_other' : undefined;
}
