import sharp from 'sharp';
import { type Arch, acrossOf, archOf, placeOf } from '#contract/teeth.ts';
import type { Dentition, PlacedTooth } from './dentition.ts';
import { seeded } from './random.ts';
import { skull } from './skull.ts';

export const radiographViews = ['panoramic', 'cephalogram'] as const;
export type RadiographView = (typeof radiographViews)[number];

/** A radiograph as a grey JPEG: drawn, not taken; the same each time. */
export async function radiograph(dentition: Dentition, view: RadiographView, seed = 1): Promise<Buffer> {
  const [width, height] = view === 'panoramic' ? [1800, 900] : [1300, 1500];
  const drawing = view === 'panoramic' ? panorama(dentition) : skull();
  const grain = await sharp(grainOf(width / 2, height / 2, seed), {
    raw: { width: width / 2, height: height / 2, channels: 1 },
  })
    .resize(width, height)
    .blur(0.8)
    .png()
    .toBuffer();
  return sharp(Buffer.from(drawing))
    .resize(width, height)
    .composite([{ input: grain, blend: 'soft-light' }])
    .greyscale()
    .jpeg({ quality: 82 })
    .toBuffer();
}

function grainOf(width: number, height: number, seed: number): Uint8Array {
  const random = seeded(seed);
  return Uint8Array.from({ length: width * height }, () => 128 + (random() + random() + random() - 1.5) * 52);
}

const perMillimetre = 8.6;
const rootLengths = [13, 13, 17, 14, 14.5, 13, 12.5, 11];

/** Both arches unrolled, with roots, between the jaws. */
function panorama({ teeth }: Dentition): string {
  const rows = (['upper', 'lower'] as const).map((arch) =>
    teeth
      .filter(({ tooth }) => archOf(tooth) === arch)
      .toSorted((one, other) => acrossOf(one.tooth) - acrossOf(other.tooth)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1800 900"><defs>
    <filter id="b3"><feGaussianBlur stdDeviation="3"/></filter><filter id="b1"><feGaussianBlur stdDeviation="1.6"/></filter>
    <filter id="b14"><feGaussianBlur stdDeviation="14"/></filter><filter id="b40"><feGaussianBlur stdDeviation="40"/></filter>
    <radialGradient id="edge" r="0.72"><stop offset="0.6" stop-opacity="0"/><stop offset="1" stop-opacity="0.85"/></radialGradient>
  </defs><rect width="1800" height="900" fill="#0d0d0d"/>
  <g fill="#fff">
    <ellipse cx="900" cy="430" rx="640" ry="250" opacity="0.17" filter="url(#b40)"/>
    <rect x="820" y="0" width="160" height="900" opacity="0.1" filter="url(#b40)"/>
    <path d="M300 250C420 180 700 170 900 190C1100 170 1380 180 1500 250L1440 400Q900 480 360 400Z" opacity="0.17" filter="url(#b14)"/>
    <path d="${jaw}" opacity="0.22" filter="url(#b14)"/>
  </g>
  <g fill="#000"><ellipse cx="820" cy="150" rx="70" ry="110" opacity="0.5" filter="url(#b14)"/><ellipse cx="980" cy="150" rx="70" ry="110" opacity="0.5" filter="url(#b14)"/>
    <ellipse cx="560" cy="215" rx="150" ry="62" opacity="0.35" filter="url(#b14)"/><ellipse cx="1240" cy="215" rx="150" ry="62" opacity="0.35" filter="url(#b14)"/></g>
  <g fill="none" stroke="#fff" filter="url(#b3)"><path d="${jaw}" stroke-width="9" opacity="0.42"/>
    <path d="M404 262Q560 330 720 250M1080 250Q1240 330 1396 262" stroke-width="4" opacity="0.4"/><path d="M900 40V262" stroke-width="9" opacity="0.3"/>
    <path d="M262 560Q420 640 600 664M1538 560Q1380 640 1200 664" stroke-width="5" opacity="0.22"/></g>
  <path d="M330 452Q900 612 1470 452" fill="none" stroke="#000" stroke-width="20" opacity="0.55" filter="url(#b14)"/>
  <g filter="url(#b1)">${rows.map((row, index) => rowOf(row, index === 0 ? 'upper' : 'lower')).join('')}</g>
  <rect width="1800" height="900" fill="url(#edge)"/>
  <text x="1700" y="840" fill="#eee" font-family="sans-serif" font-size="40" opacity="0.85">L</text></svg>`;
}

const jaw =
  'M196 170C150 150 140 220 190 260C176 380 190 520 270 640C420 800 700 836 900 838C1100 836 1380 800 1530 640C1610 520 1624 380 1610 260C1660 220 1650 150 1604 170C1570 200 1560 260 1548 340C1520 470 1430 560 1290 640Q900 740 510 640C370 560 280 470 252 340C240 260 230 200 196 170Z';

function rowOf(row: readonly PlacedTooth[], arch: Arch): string {
  const total = row.reduce((sum, { form }) => sum + form.width, 0);
  let along = -total / 2;
  return row
    .map((one) => {
      const middle = (along + one.form.width / 2) * perMillimetre;
      along += one.form.width * 0.99;
      const [x, y] = [900 + middle, 520 - (middle / 560) ** 2 * 92 + (arch === 'upper' ? -5 : 5)];
      const flare = (middle / 560) * (arch === 'upper' ? -5 : 9);
      return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${flare.toFixed(2)}) scale(1 ${arch === 'upper' ? -1 : 1})">${toothShadow(one)}</g>`;
    })
    .join('');
}

/** Root, crown, enamel and pulp of one tooth; y from the chewing side to the root. */
function toothShadow({ tooth, form }: PlacedTooth): string {
  const width = form.width * perMillimetre * 0.5;
  const crown = form.height * perMillimetre;
  const length = crown + (rootLengths[placeOf(tooth) - 1] ?? 12) * perMillimetre;
  const neck = width * 0.74;
  const molar = form.cusps.length > 3;
  const top = form.cusps.length > 0 ? `Q${-width * 0.5} -5 0 ${crown * 0.1}Q${width * 0.5} -5` : `Q0 -6`;
  const body = `M${-width * 0.86} ${crown * 0.1}${top} ${width * 0.86} ${crown * 0.1}C${width * 1.08} ${crown * 0.4} ${width} ${crown * 0.7} ${neck} ${crown}`;
  const furcation = crown + (length - crown) * 0.26;
  const roots = molar
    ? `C${neck} ${crown * 1.3} ${neck * 1.02} ${length * 0.85} ${neck * 0.62} ${length}C${neck * 0.3} ${length * 0.98} ${neck * 0.26} ${furcation * 1.25} 0 ${furcation}C${-neck * 0.26} ${furcation * 1.25} ${-neck * 0.3} ${length * 0.98} ${-neck * 0.7} ${length * 0.99}C${-neck * 1.05} ${length * 0.85} ${-neck} ${crown * 1.3} ${-neck} ${crown}`
    : `C${neck * 0.92} ${crown * 1.4} ${neck * 0.44} ${length * 0.95} 0 ${length}C${-neck * 0.44} ${length * 0.95} ${-neck * 0.92} ${crown * 1.4} ${-neck} ${crown}`;
  const outline = `${body}${roots}C${-width} ${crown * 0.7} ${-width * 1.08} ${crown * 0.4} ${-width * 0.86} ${crown * 0.1}Z`;
  const canal = molar
    ? `M0 ${crown * 0.62}L${neck * 0.55} ${length * 0.92}M0 ${crown * 0.62}L${-neck * 0.58} ${length * 0.92}`
    : `M0 ${crown * 0.5}L0 ${length * 0.93}`;
  return `<path d="${outline}" fill="none" stroke="#000" stroke-width="7" opacity="0.35"/>
    <path d="${outline}" fill="#fff" opacity="0.47"/>
    <path d="${body}L${neck * 0.7} ${crown * 0.86}Q${width * 0.78} ${crown * 0.42} ${width * 0.5} ${crown * 0.34}Q0 ${crown * 0.5} ${-width * 0.5} ${crown * 0.34}Q${-width * 0.78} ${crown * 0.42} ${-neck * 0.7} ${crown * 0.86}L${-neck} ${crown}C${-width} ${crown * 0.7} ${-width * 1.08} ${crown * 0.4} ${-width * 0.86} ${crown * 0.1}Z" fill="#fff" opacity="0.42"/>
    <path d="${canal}" stroke="#000" stroke-width="${molar ? 5 : 6}" stroke-linecap="round" opacity="0.42" fill="none"/>
    ${molar ? `<ellipse cx="0" cy="${crown * 0.68}" rx="${width * 0.34}" ry="${crown * 0.16}" opacity="0.34"/>` : ''}`;
}
