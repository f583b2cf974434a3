import { readFileSync } from 'node:fs';

/** What goes into a piece of the layout: texts for its slots, and for each repeated part the pieces that stand there. */
export type Piece = { readonly slots?: Record<string, string>; readonly parts?: Record<string, readonly Piece[]> };

const file = new URL('../../../build/letters/layout.html', import.meta.url);
let loaded: string | undefined;

/** The layout compiled by tools/build-letters.ts. */
export function layout(): string {
  loaded ??= readLayout();
  return loaded;
}

function readLayout(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error('The layout of letters is not built: run `npm run build`.');
  }
}

/** Fills slots and repeated parts in one pass, so that what stands in a value is never taken for a slot. */
export function fillLayout(html: string, piece: Piece): string {
  return html.replace(
    /<!-- each:(\w+) -->([\s\S]*?)<!-- end:\1 -->|\{\{(\w+)\}\}/g,
    (_, part: string | undefined, inner: string, slot: string) => {
      if (part) return (piece.parts?.[part] ?? []).map((each) => fillLayout(inner, each)).join('');
      const text = piece.slots?.[slot];
      if (text === undefined) throw new Error(`the layout asks for ${slot}, which this letter has not`);
      return escapeHtml(text);
    },
  );
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
