/** Makes a picture smaller by a whole factor, each new pixel the mean of those it replaces. */
export function reduce<Samples extends Uint8Array | Uint16Array>(
  samples: Samples,
  size: { width: number; height: number },
  channels: number,
  factor: number,
): { samples: Samples; width: number; height: number } {
  const { width, height } = size;
  if (factor === 1) return { samples, width, height };
  const [across, down] = [Math.floor(width / factor) || 1, Math.floor(height / factor) || 1];
  const smaller = new (samples.constructor as new (length: number) => Samples)(across * down * channels);
  const [stepX, stepY] = [Math.min(factor, width), Math.min(factor, height)];
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across * channels; x += 1) {
      const left = Math.floor(x / channels) * factor * channels + (x % channels);
      let sum = 0;
      for (let row = 0; row < stepY; row += 1) {
        const start = (y * factor + row) * width * channels + left;
        for (let column = 0; column < stepX; column += 1) sum += samples[start + column * channels]!;
      }
      smaller[y * across * channels + x] = Math.round(sum / (stepX * stepY));
    }
  }
  return { samples: smaller, width: across, height: down };
}
