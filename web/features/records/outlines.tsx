import type { ReactNode } from 'react';
import type { Slot } from '#contract/records.ts';

/** A drawn hint of what belongs into a slot: which way the patient looks, which part of the mouth it shows. */
export function Outline({ slot }: { slot: Slot }) {
  return (
    <svg viewBox="0 0 120 90" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" aria-hidden>
      <g strokeLinejoin="round">{drawings[slot]}</g>
    </svg>
  );
}

const head = <path d="M60 12c-16 0-25 11-25 28 0 20 12 38 25 38s25-18 25-38c0-17-9-28-25-28Z" />;
const eyes = <path d="M47 40h8M65 40h8M60 42v10l-4 3" />;

/** Teeth along an arch that opens downwards, as seen in a mirror. */
const arch = (
  <>
    <path d="M32 72C30 38 42 18 60 18s30 20 28 54" />
    <path d="M46 72C44 48 50 34 60 34s16 14 14 38" />
    <path d="M32 60h13M33 46l13 4M38 33l11 8M48 23l5 12M60 18v16M72 23l-5 12M82 33l-11 8M87 46l-13 4M88 60H75" />
  </>
);

const bite = (
  <>
    <path d="M14 45h92" />
    <path d="M22 45V31q0-6 6-6t6 6v14M34 45V29q0-7 6.500-7t6.500 7v16M47 45V26q0-8 6.500-8t6.500 8v19M60 45V26q0-8 6.500-8t6.500 8v19M73 45V29q0-7 6.500-7t6.500 7v16M86 45V31q0-6 6-6t6 6v14" />
    <path d="M25 45v12q0 6 5 6t5-6V45M37 45v14q0 6 5.500 6t5.500-6V45M49 45v15q0 6 5.500 6t5.500-6V45M60 45v15q0 6 5.500 6t5.500-6V45M72 45v14q0 6 5.500 6t5.500-6V45M85 45v12q0 6 5 6t5-6V45" />
  </>
);

/** Teeth from the side; the front ones, smaller, are on the right. */
const side = (
  <>
    <path d="M16 44q44 6 88 0" />
    <path d="M18 44V28q0-6 11-6t11 6v18M40 46V27q0-6 9-6t9 6v20M58 47V26q0-6 7-6t7 6v20M72 46V26q0-8 6-8t6 8v19M84 45V28q0-7 5-7t5 7v16M94 44V31q0-5 4-5t4 5v12" />
    <path d="M22 45v13q0 6 10 6t10-6V47M42 47v13q0 6 9 6t9-6V48M60 48v13q0 6 7 6t7-6V47M74 47v14q0 6 5.500 6t5.500-6V46M85 46v12q0 5 4.500 5t4.500-5V45" />
  </>
);

const turned = (child: ReactNode) => <g transform="translate(120 0) scale(-1 1)">{child}</g>;
const upsideDown = (child: ReactNode) => <g transform="translate(0 90) scale(1 -1)">{child}</g>;

/** A jaw as a scanner sees it, from the front and a little above. */
const jaw = (
  <>
    <path d="M20 58c0-22 16-36 40-36s40 14 40 36l-6 12q-4-16-14-24-8-6-20-6t-20 6q-10 8-14 24Z" />
    <path d="M28 52q8-22 32-22t32 22" strokeDasharray="5 4" />
  </>
);

const film = <rect x="14" y="16" width="92" height="58" rx="5" />;
const page = <path d="M42 12h26l14 14v52H42ZM68 12v14h14M52 42h20M52 52h20M52 62h12" />;

const drawings: Record<Slot, ReactNode> = {
  model_upper: upsideDown(jaw),
  model_lower: jaw,
  model_bite: bite,
  impression: (
    <>
      <path d="M30 34h60v40H30ZM30 34l10-14h40l10 14M60 34v12" />
      <path d="M44 62q16-14 32 0" />
    </>
  ),
  photo_profile: (
    <path d="M78 80V68c8-6 12-15 12-26 0-18-12-30-30-30-17 0-28 11-28 26 0 4-6 11-8 14 0 2 5 2 5 4l1 5-2 3 2 3c0 6 1 9 6 9h8v8" />
  ),
  photo_full_face: (
    <>
      {head}
      {eyes}
      <path d="M51 64h18" />
    </>
  ),
  photo_full_face_smiling: (
    <>
      {head}
      {eyes}
      <path d="M47 60q13 4 26 0-3 11-13 11T47 60ZM54 61.500v8M60 62v9M66 61.500v8" />
    </>
  ),
  photo_upper_occlusal: arch,
  photo_lower_occlusal: upsideDown(arch),
  photo_right_buccal: side,
  photo_frontal: bite,
  photo_left_buccal: turned(side),
  xray_panoramic: (
    <>
      {film}
      <path d="M24 34q36 16 72 0M24 58q36 10 72 0M26 46q34 12 68 0M40 41v14M52 44v14M68 44v14M80 41v14" />
    </>
  ),
  xray_cephalogram: (
    <>
      <rect x="26" y="8" width="68" height="74" rx="5" />
      <path d="M72 74V62c7-4 10-11 10-19 0-13-9-22-22-22-12 0-21 8-21 19 0 4-4 8-5 10l4 3v7l4 5h10v9M56 44h10M50 56l14 6" />
    </>
  ),
  xray_other: (
    <>
      {film}
      <path d="M48 28q12-6 24 0v14q0 6-4 22-3 0-4-12h-8q-1 12-4 12-4-16-4-22Z" />
    </>
  ),
  file: page,
  setup: page,
};
