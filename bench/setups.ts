import { Figures } from './figures.ts';
import { inTheBrowser } from './setups/browser.ts';
import { ofImport } from './setups/import.ts';

/** Treatment setups: what is sent, how soon it is seen, what it costs to move; each beside the plain way in the same run. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  await ofImport(figures);
  await inTheBrowser(figures);
  return figures.met();
}
