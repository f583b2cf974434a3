import sharp from 'sharp';

/** A white tooth on a coloured tile, drawn point by point. */
export function logo(red: number, green: number, blue: number): Promise<Buffer> {
  const size = 240;
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const tile = coverage(roundedSquare(x - size / 2, y - size / 2, 110, 44));
      const tooth = coverage(toothShape((x - size / 2) / 64, (y - size / 2 + 4) / 64) * 64);
      const at = (y * size + x) * 4;
      for (const [offset, channel] of [red, green, blue].entries()) {
        pixels[at + offset] = Math.round(channel + (255 - channel) * tooth);
      }
      pixels[at + 3] = Math.round(255 * tile);
    }
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 4 } })
    .png()
    .toBuffer();
}

/** How much of a pixel lies inside, from its distance to the edge in pixels. */
const coverage = (distance: number) => Math.min(Math.max(0.5 - distance, 0), 1);

function roundedSquare(x: number, y: number, half: number, radius: number): number {
  const [dx, dy] = [Math.abs(x) - half + radius, Math.abs(y) - half + radius];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** A crown on two roots, in units of its half height. */
function toothShape(x: number, y: number): number {
  const crown = Math.min(Math.hypot(x - 0.38, y + 0.42), Math.hypot(x + 0.38, y + 0.42)) - 0.52;
  const side = Math.abs(x) - (0.86 - 0.42 * Math.max(y, 0));
  const body = Math.max(side, Math.abs(y - 0.05) - 0.5);
  const root = Math.hypot(Math.abs(x) - 0.42 + 0.1 * y, Math.max(0, Math.abs(y - 0.5) - 0.42)) - 0.24;
  return Math.min(crown, body, root);
}
