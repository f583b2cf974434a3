import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = new URL('../server/platform/mail/layout.mjml', import.meta.url);
const target = new URL('../build/letters/layout.html', import.meta.url);

/**
 * Compiles the layout of all letters from MJML to HTML with slots, so that the server never has to load MJML; into another
 * folder than its own if told.
 */
export async function buildLetters(folder?: string): Promise<void> {
  if (!folder && !(await isStale())) return;
  const { default: mjml2html } = await import('mjml');
  const { html, errors } = await mjml2html(await readFile(source, 'utf8'), {
    validationLevel: 'strict',
    keepComments: true,
    fonts: {},
    filePath: fileURLToPath(source),
  });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  const tidy = html.replace(/\n\s*\n+/g, '\n').replace(/^\s+/gm, '');
  const path = folder ? join(folder, 'layout.html') : fileURLToPath(target);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, tidy);
  await rename(unfinished, path);
}

async function isStale(): Promise<boolean> {
  const made = await stat(target).catch(() => null);
  if (!made) return true;
  const sources = await Promise.all([stat(source), stat(new URL(import.meta.url))]);
  return sources.some((file) => file.mtimeMs > made.mtimeMs);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const folder = process.argv[2];
  await buildLetters(folder);
  console.log(`built ${relative(process.cwd(), folder ?? fileURLToPath(target))}`);
}
