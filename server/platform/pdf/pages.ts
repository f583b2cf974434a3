import { fontBytes } from './fonts.ts';
import { addressLines, contactLines, type Letterhead, paperOf } from './letterhead.ts';
import { type Doc, decoration, hairline, ink, margin, quiet, type Structure, widthOf } from './look.ts';
import { type Pages, writer } from './writer.ts';

export type { Pages } from './writer.ts';

export type PagesOptions = {
  /** Shown by readers in the window's title. */
  title: string;
  language: string;
  letterhead: Letterhead;
  /** At the foot of each page, left; and the page's number, right. */
  foot: string;
  pageOf: (page: number, pages: number) => string;
  madeAt: Date;
  /** Otherwise by the country of the letterhead. */
  paper?: 'A4' | 'LETTER';
};

const logoBox: [number, number] = [170, 68];

/** Makes a PDF under a letterhead: tagged (PDF/UA-1), with embedded fonts, numbered pages. */
export async function makePages(options: PagesOptions, write: (pages: Pages) => void): Promise<Buffer> {
  const fonts = fontBytes();
  // Loaded at the first page: a server that prints nothing needn't hold it in memory.
  const { default: Document } = await import('pdfkit');
  const doc = new Document({
    size: options.paper ?? paperOf(options.letterhead.country),
    margins: { top: margin, left: margin, right: margin, bottom: margin + 24 },
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    lang: options.language,
    bufferPages: true,
    // None of PDF's own fonts: they have no Greek, no Cyrillic, and aren't embedded.
    font: null,
    info: { Title: options.title, Author: options.letterhead.name, Creator: 'Midline', CreationDate: options.madeAt },
  } as unknown as PDFKit.PDFDocumentOptions);
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
  const root = doc.struct('Document');
  doc.addStructure(root);
  drawLetterhead(doc, root, options);
  write(writer(doc, root));
  root.end();
  drawFeet(doc, options);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawLetterhead(doc: Doc, root: Structure, { letterhead, language }: PagesOptions): void {
  const top = margin;
  let bottom = top;
  let width = widthOf(doc);
  if (letterhead.logo) {
    const { logo, name } = letterhead;
    const picture = (doc as unknown as { openImage(bytes: Buffer): { width: number; height: number } }).openImage(logo);
    const scale = Math.min(logoBox[0] / picture.width, logoBox[1] / picture.height, 1);
    const size = { width: picture.width * scale, height: picture.height * scale };
    const left = margin + width - size.width;
    const box: [number, number, number, number] = [left, top, left + size.width, top + size.height];
    const described = { alt: name, bbox: box } as PDFKit.Mixins.StructureElementOptions;
    root.add(doc.struct('Figure', described, () => doc.image(logo, left, top, size)));
    bottom = top + size.height;
    width -= logoBox[0] + 24;
  }
  root.add(
    doc.struct('P', {}, () => {
      doc.font('bold').fontSize(16).fillColor(ink).text(letterhead.name, margin, top, { width, lineGap: 1 });
    }),
  );
  const lines = [...addressLines(letterhead, language), contactLines(letterhead).join('  ·  ')].filter(Boolean);
  root.add(
    doc.struct('P', {}, () => {
      doc.moveDown(0.3).font('regular').fontSize(9).fillColor(quiet).text(lines.join('\n'), { width, lineGap: 2 });
    }),
  );
  bottom = Math.max(bottom, doc.y) + 14;
  decoration(
    doc,
    () =>
      doc
        .moveTo(margin, bottom)
        .lineTo(doc.page.width - margin, bottom)
        .lineWidth(0.75)
        .stroke(hairline),
    'Pagination',
  );
  doc.x = margin;
  doc.y = bottom + 28;
}

function drawFeet(doc: Doc, { foot, pageOf }: PagesOptions): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    // Below the lower margin, where text would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    const top = doc.page.height - margin;
    decoration(
      doc,
      () => {
        doc
          .moveTo(margin, top - 10)
          .lineTo(doc.page.width - margin, top - 10)
          .lineWidth(0.5)
          .stroke(hairline);
        doc.font('regular').fontSize(8).fillColor(quiet);
        const number = pageOf(page + 1, count);
        const numberWidth = doc.widthOfString(number) + 2;
        const options = { lineBreak: false, height: 10, ellipsis: true };
        doc.text(foot, margin, top, { ...options, width: widthOf(doc) - numberWidth - 16 });
        doc.text(number, doc.page.width - margin - numberWidth, top, {
          ...options,
          width: numberWidth,
          align: 'right',
        });
      },
      'Pagination',
    );
  }
}
