import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type ReadPage = {
  text: string;
  pictures: number;
  /** Points. */
  size: [number, number];
  /** The tags, as JSON. */
  structure: string;
  /** What of the text lies over other text, or beyond the margins. */
  wrong: string[];
};

export type ReadPdf = { pages: ReadPage[]; text: string; language: string; title: string };

/** Reads a PDF as its reader would: text, pictures, tags, and whether anything overlaps. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const [, , width, height] = page.view as [number, number, number, number];
    const pieces = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [place(item, height)] : []));
    const operators = await page.getOperatorList();
    pages.push({
      text: joined(pieces.map(({ text }) => text)),
      pictures: operators.fnArray.filter((operator) => operator === OPS.paintImageXObject).length,
      size: [Math.round(width), Math.round(height)],
      structure: JSON.stringify(await page.getStructTree()),
      wrong: [
        ...overlaps(pieces),
        ...pieces.filter((each) => each.right > width - 55).map(({ text }) => `${text} is cut off`),
      ],
    });
  }
  const info = (await pdf.getMetadata()).info as { Language: string; Title: string };
  return { pages, text: joined(pages.map(({ text }) => text)), language: info.Language, title: info.Title };
}

type Piece = { text: string; left: number; right: number; top: number; height: number };

function place(item: { str: string; transform: number[]; width: number; height: number }, height: number): Piece {
  const left = item.transform[4]!;
  return { text: item.str, left, right: left + item.width, top: height - item.transform[5]!, height: item.height };
}

function overlaps(pieces: readonly Piece[]): string[] {
  const found: string[] = [];
  for (const [index, one] of pieces.entries()) {
    for (const other of pieces.slice(index + 1)) {
      const apart =
        one.right <= other.left + 0.5 ||
        other.right <= one.left + 0.5 ||
        Math.abs(one.top - other.top) >= Math.min(one.height, other.height) * 0.9;
      if (!apart) found.push(`“${one.text}” lies over “${other.text}”`);
    }
  }
  return found;
}

const joined = (texts: readonly string[]) => texts.join(' ').replace(/\s+/g, ' ');
