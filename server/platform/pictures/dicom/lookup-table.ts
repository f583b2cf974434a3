import type { DataSet } from 'dicom-parser';

/** A lookup table of DICOM: values from `first` on become `entries`, each of `bits` bits. */
export interface LookupTable {
  first: number;
  bits: number;
  entries: Uint16Array;
  name: string;
}

/** The tables of a sequence, those that are whole. */
export function sequenceTables(dataSet: DataSet, sequence: string, signed: boolean): LookupTable[] {
  const items = (dataSet.elements[sequence]?.items ?? []).slice(0, 20).flatMap((item) => item.dataSet ?? []);
  return items.flatMap((item) => readTable(item, 'x00283002', 'x00283006', signed, item.string('x00283003')) ?? []);
}

/** One table from its descriptor (length, first value, bits) and its data; null where they don't fit each other. */
export function readTable(
  from: DataSet,
  descriptor: string,
  data: string,
  signed: boolean,
  name = '',
): LookupTable | null {
  const [about, element] = [from.elements[descriptor], from.elements[data]];
  if (!about || about.length < 6 || !element) return null;
  const count = from.uint16(descriptor, 0) || 65_536;
  const first = (signed ? from.int16(descriptor, 1) : from.uint16(descriptor, 1)) ?? 0;
  const bits = from.uint16(descriptor, 2) ?? 16;
  const byteWide = element.length < count * 2 && element.length >= count;
  if (!byteWide && element.length < count * 2) return null;
  const entries = new Uint16Array(count);
  for (let index = 0; index < count; index += 1) {
    entries[index] = byteWide ? from.byteArray[element.dataOffset + index]! : from.uint16(data, index)!;
  }
  return { first, bits: Math.min(16, Math.max(1, bits)), entries, name: name.trim() };
}

export function lookUp(table: LookupTable, value: number): number {
  return table.entries[Math.min(table.entries.length - 1, Math.max(0, value - table.first))]!;
}
