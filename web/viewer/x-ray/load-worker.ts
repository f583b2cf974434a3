import { type Pixels, readPixels } from './read-pixels.ts';

export type LoadAnswer = { pixels: Pixels } | { failed: string };

/** Fetches and unpacks beside the page, which stays free meanwhile. */
self.onmessage = async ({ data: url }: MessageEvent<string>) => {
  try {
    const { header, samples } = readPixels(await fetched(url));
    const answer: LoadAnswer = { pixels: { header, samples } };
    self.postMessage(answer, { transfer: [samples.buffer] });
  } catch (error) {
    const answer: LoadAnswer = { failed: String(error) };
    self.postMessage(answer);
  }
};

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Where the server names the compression, the browser has undone it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
