import {
  type Doc,
  decoration,
  hairline,
  ink,
  linesOf,
  margin,
  quiet,
  roomOn,
  type Structure,
  tint,
  widthOf,
} from './look.ts';

export type Table = {
  /** Shares of the page's width, which come to 1. */
  columns: readonly { title: string; share: number }[];
  /** One text for each column; what stands in the first column heads its row. */
  rows: readonly (readonly string[])[];
};

const size = 9;
const leading = 12.5;
const pad = { x: 6, y: 5 };

/** Lines of each cell of a row. */
type Cells = string[][];

/** A table that goes on over pages under the same head; a row is parted only where it is longer than a page. */
export function drawTable(doc: Doc, root: Structure, table: Table): void {
  const width = widthOf(doc);
  const columns = place(table, width);
  const element = doc.struct('Table');
  root.add(element);
  doc.font('bold').fontSize(size);
  const head = columns.map(({ title, width: room }) => linesOf(doc, title, room - 2 * pad.x));
  const bodies = rowsOf(doc, table, columns);
  const drawn = { doc, columns, width };
  if (roomOn(doc) < heightOf(head) + Math.min(heightOf(bodies[0] ?? [['']]), 200)) doc.addPage();
  const section = doc.struct('THead');
  element.add(section);
  drawRow({ ...drawn, section, cells: head, kind: 'head' });
  section.end();
  const body = doc.struct('TBody');
  element.add(body);
  for (const row of bodies) {
    for (let rest: Cells = row; rest.length > 0; ) {
      if (heightOf(rest) > roomOn(doc) && (heightOf(rest) <= wholePage(doc, head) || roomOn(doc) < 6 * leading)) {
        doc.addPage();
        decoration(doc, () => paintRow({ ...drawn, cells: head, kind: 'head' }));
        doc.y += heightOf(head);
      }
      const fitting = Math.max(1, Math.floor((roomOn(doc) - 2 * pad.y) / leading));
      const cells = rest.map((lines) => lines.slice(0, fitting));
      drawRow({ ...drawn, section: body, cells, kind: 'row' });
      const left = rest.map((lines) => lines.slice(fitting));
      rest = left.some((lines) => lines.length > 0) ? left : [];
    }
  }
  body.end();
  element.end();
  doc.x = margin;
  doc.y += 14;
}

type Column = { title: string; left: number; width: number };
type Drawn = { doc: Doc; columns: readonly Column[]; width: number; cells: Cells; kind: 'head' | 'row' };

function place(table: Table, width: number): Column[] {
  let left = margin;
  return table.columns.map(({ title, share }) => {
    const column = { title, left, width: share * width };
    left += column.width;
    return column;
  });
}

function rowsOf(doc: Doc, { rows }: Table, columns: readonly Column[]): Cells[] {
  return rows.map((row) =>
    columns.map(({ width }, index) => {
      doc.font(index === 0 ? 'bold' : 'regular').fontSize(size);
      return linesOf(doc, row[index] ?? '', width - 2 * pad.x);
    }),
  );
}

const heightOf = (cells: Cells) => Math.max(...cells.map((lines) => lines.length)) * leading + 2 * pad.y;
const wholePage = (doc: Doc, head: Cells) =>
  doc.page.height - doc.page.margins.top - doc.page.margins.bottom - heightOf(head);

/** Paints the row at once and tags its cells. */
function drawRow(row: Drawn & { section: Structure }): void {
  const { doc, columns, cells, kind, section } = row;
  decoration(doc, () => paintGround(row));
  const element = doc.struct('TR');
  section.add(element);
  const top = doc.y;
  for (const [index, column] of columns.entries()) {
    const heads = kind === 'head' || index === 0;
    const scope = kind === 'head' ? 'Column' : 'Row';
    const options = (heads ? { scope } : {}) as PDFKit.Mixins.StructureElementOptions;
    element.add(doc.struct(heads ? 'TH' : 'TD', options, () => paintCell(row, index, column, top)));
  }
  element.end();
  doc.y = top + heightOf(cells);
}

/** The same without tags. */
function paintRow(row: Drawn): void {
  const top = row.doc.y;
  paintGround(row);
  for (const [index, column] of row.columns.entries()) paintCell(row, index, column, top);
  row.doc.y = top;
}

function paintGround({ doc, width, cells, kind }: Drawn): void {
  const height = heightOf(cells);
  if (kind === 'head') doc.rect(margin, doc.y, width, height).fill(tint);
  const bottom = doc.y + height;
  doc
    .moveTo(margin, bottom)
    .lineTo(margin + width, bottom)
    .lineWidth(0.5)
    .stroke(hairline);
}

function paintCell({ doc, cells, kind }: Drawn, index: number, column: Column, top: number): void {
  doc.font(kind === 'head' || index === 0 ? 'bold' : 'regular').fontSize(size);
  doc.fillColor(kind === 'head' ? quiet : ink);
  for (const [line, text] of cells[index]!.entries())
    doc.text(text, column.left + pad.x, top + pad.y + line * leading, { lineBreak: false });
}
