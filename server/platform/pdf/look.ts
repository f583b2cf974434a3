import type PDFDocument from 'pdfkit';

export type Doc = InstanceType<typeof PDFDocument>;
export type Structure = ReturnType<Doc['struct']>;

export const margin = 56;
export const ink = '#1a2029';
export const quiet = '#5b6675';
export const hairline = '#d5dae1';
export const tint = '#f2f5f7';

export const widthOf = (doc: Doc): number => doc.page.width - 2 * margin;

/** Points left above the lower margin. */
export const roomOn = (doc: Doc): number => doc.page.height - doc.page.margins.bottom - doc.y;

/** Seen, not read aloud. */
export function decoration(doc: Doc, draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

/** Text in lines of a width, in the font that is set; words that are too long are broken. */
export function linesOf(doc: Doc, text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (doc.widthOfString(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = broken(doc, word, width);
      line = pieces.pop() ?? '';
      lines.push(...pieces);
    }
    return [...lines, line];
  });
}

function broken(doc: Doc, word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && doc.widthOfString(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
