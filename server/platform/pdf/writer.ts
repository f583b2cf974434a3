import { type Doc, decoration, ink, linesOf, margin, quiet, roomOn, type Structure, widthOf } from './look.ts';
import { drawTable, type Table } from './table.ts';

export type Picture = { png: Buffer; alt: string; caption: string };

/** What a document is written with, from top to bottom; each piece is tagged, so that a screen reader reads it as what it is. */
export type Pages = {
  heading(text: string): void;
  subheading(text: string): void;
  paragraph(text: string): void;
  /** A sentence that stands out: what the page is for. */
  lead(text: string): void;
  /** Pairs of a term and what it stands for, one under the other or in two columns. */
  facts(rows: readonly { term: string; value: string }[], columns?: 1 | 2): void;
  /** Things to tick off, in columns. */
  checklist(items: readonly string[], columns?: number): void;
  /** Labels with a line to write on. */
  blanks(labels: readonly string[]): void;
  table(table: Table): void;
  /** Side by side. A picture that can't be read is left out. */
  pictures(pictures: readonly Picture[]): void;
  /** Points left on this page. */
  room(): number;
};

export function writer(doc: Doc, root: Structure): Pages {
  const width = widthOf(doc);
  const tagged = (tag: string, draw: () => void) => root.add(doc.struct(tag, {}, draw));
  const keep = (height: number) => {
    if (roomOn(doc) < height) doc.addPage();
  };
  return {
    heading(text) {
      tagged('H1', () => {
        doc.font('bold').fontSize(20).fillColor(ink).text(text, margin, doc.y, { width });
      });
      doc.moveDown(0.5);
    },
    subheading(text) {
      keep(70);
      doc.y += 6;
      tagged('H2', () => {
        doc.font('bold').fontSize(12).fillColor(ink).text(text, margin, doc.y, { width });
      });
      doc.y += 5;
    },
    paragraph(text) {
      tagged('P', () => {
        doc.font('regular').fontSize(10.5).fillColor(ink).text(text, margin, doc.y, { width, lineGap: 4 });
      });
      doc.moveDown(0.8);
    },
    lead(text) {
      tagged('P', () => {
        doc.font('bold').fontSize(15).fillColor(ink).text(text, margin, doc.y, { width, lineGap: 2 });
      });
      doc.y += 6;
    },
    facts: (rows, columns = 1) => drawFacts(doc, root, rows, columns),
    checklist: (items, columns = 1) => drawChecklist(doc, root, items, columns),
    blanks(labels) {
      for (const label of labels) {
        keep(26);
        const top = doc.y + 8;
        let end = margin;
        tagged('P', () => {
          doc.font('regular').fontSize(10).fillColor(quiet).text(label, margin, top, { lineBreak: false });
        });
        end += doc.font('regular').fontSize(10).widthOfString(label) + 8;
        decoration(doc, () =>
          doc
            .moveTo(end, top + 11)
            .lineTo(margin + width, top + 11)
            .lineWidth(0.5)
            .stroke(quiet),
        );
        doc.x = margin;
        doc.y = top + 18;
      }
    },
    table: (table) => drawTable(doc, root, table),
    pictures: (pictures) => drawPictures(doc, root, pictures),
    room: () => roomOn(doc),
  };
}

function drawFacts(doc: Doc, root: Structure, rows: readonly { term: string; value: string }[], columns: 1 | 2): void {
  const list = doc.struct('L');
  root.add(list);
  const gap = columns === 1 ? 0 : 24;
  const width = (widthOf(doc) - gap) / columns;
  const term = columns === 1 ? Math.min(150, width * 0.32) : width * 0.42;
  for (let index = 0; index < rows.length; index += columns) {
    const line = rows.slice(index, index + columns);
    doc.font('regular').fontSize(columns === 1 ? 10.5 : 10);
    const height = Math.max(
      ...line.map((row) =>
        Math.max(
          doc.heightOfString(row.term, { width: term - 12 }),
          doc.heightOfString(row.value, { width: width - term }),
        ),
      ),
    );
    if (height > roomOn(doc)) doc.addPage();
    const top = doc.y;
    for (const [column, row] of line.entries()) {
      const left = margin + column * (width + gap);
      const item = doc.struct('LI');
      list.add(item);
      item.add(
        doc.struct('Lbl', {}, () => {
          doc.fillColor(quiet).text(row.term, left, top, { width: term - 12 });
        }),
      );
      item.add(
        doc.struct('LBody', {}, () => {
          doc.fillColor(ink).text(row.value, left + term, top, { width: width - term });
        }),
      );
      item.end();
    }
    doc.y = top + height + (columns === 1 ? 7 : 5);
  }
  list.end();
  doc.x = margin;
  doc.moveDown(0.5);
}

function drawChecklist(doc: Doc, root: Structure, items: readonly string[], columns: number): void {
  const list = doc.struct('L');
  root.add(list);
  const width = widthOf(doc) / columns;
  const [leading, box] = [13, 9];
  for (let index = 0; index < items.length; index += columns) {
    doc.font('regular').fontSize(10);
    const line = items.slice(index, index + columns).map((item) => linesOf(doc, item, width - box - 18));
    const height = Math.max(...line.map((lines) => lines.length)) * leading;
    if (height > roomOn(doc)) doc.addPage();
    const top = doc.y;
    for (const [column, lines] of line.entries()) {
      const left = margin + column * width;
      decoration(doc, () =>
        doc
          .roundedRect(left, top + 1.5, box, box, 1.5)
          .lineWidth(0.8)
          .stroke(quiet),
      );
      const item = doc.struct('LI');
      list.add(item);
      item.add(
        doc.struct('LBody', {}, () => {
          doc.font('regular').fontSize(10).fillColor(ink);
          for (const [place, text] of lines.entries())
            doc.text(text, left + box + 7, top + place * leading, { lineBreak: false });
        }),
      );
      item.end();
    }
    doc.y = top + height + 5;
  }
  list.end();
  doc.x = margin;
  doc.y += 5;
}

function drawPictures(doc: Doc, root: Structure, pictures: readonly Picture[]): void {
  const opened = pictures.flatMap((picture) => {
    try {
      return [{ ...picture, ...(doc as unknown as Opener).openImage(picture.png) }];
    } catch {
      return [];
    }
  });
  if (opened.length === 0) return;
  const gap = 14;
  const width = (widthOf(doc) - gap * (opened.length - 1)) / Math.max(opened.length, 2);
  const scaled = opened.map((each) => {
    const scale = Math.min(width / each.width, 190 / each.height);
    return { ...each, across: each.width * scale, down: each.height * scale };
  });
  const height = Math.max(...scaled.map(({ down }) => down));
  if (height + 20 > roomOn(doc)) doc.addPage();
  const top = doc.y;
  for (const [index, { png, alt, caption, across, down }] of scaled.entries()) {
    const left = margin + index * (width + gap);
    const bbox: [number, number, number, number] = [left, top, left + across, top + down];
    const described = { alt, bbox } as PDFKit.Mixins.StructureElementOptions;
    root.add(doc.struct('Figure', described, () => doc.image(png, left, top, { width: across, height: down })));
    root.add(
      doc.struct('Caption', {}, () => {
        doc
          .font('regular')
          .fontSize(9)
          .fillColor(quiet)
          .text(caption, left, top + height + 4, { width, lineBreak: false });
      }),
    );
  }
  doc.x = margin;
  doc.y = top + height + 24;
}

type Opener = { openImage(bytes: Buffer): { width: number; height: number } };
