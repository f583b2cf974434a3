import type { TestBrowser } from '#testing/browser.ts';

/** Brings a file whole, as browsers do when nothing interrupts them. */
export async function send(browser: TestBrowser, url: string, bytes: Buffer): Promise<void> {
  const sent = await browser.fetch(url, {
    method: 'PATCH',
    headers: { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    body: new Uint8Array(bytes),
  });
  if (sent.status !== 204) throw new Error(`an upload of the demo was refused: ${sent.status}`);
}
