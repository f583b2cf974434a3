/** An element of a made-up DICOM file: number as group and element, type, and value. */
export type MadeElement = [tag: number, vr: string, value: string | number | number[] | Uint8Array | MadeElement[][]];

const longTypes = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

function bytesOf(vr: string, value: MadeElement[2]): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (vr === 'SQ') return Buffer.concat((value as MadeElement[][]).map(itemOf));
  if (vr === 'US' || vr === 'SS' || vr === 'OW') {
    const numbers = Array.isArray(value) ? (value as number[]) : [Number(value)];
    const bytes = Buffer.alloc(numbers.length * 2);
    for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number & 0xffff, index * 2);
    return bytes;
  }
  const text = Buffer.from(String(value));
  return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
}

function itemOf(elements: MadeElement[]): Buffer {
  const body = encode(elements);
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function encode(elements: MadeElement[]): Buffer {
  return Buffer.concat(
    elements.map(([tag, vr, value]) => {
      const body = bytesOf(vr, value);
      const head = Buffer.alloc(longTypes.has(vr) ? 12 : 8);
      head.writeUInt16LE(tag >>> 16, 0);
      head.writeUInt16LE(tag & 0xffff, 2);
      head.write(vr, 4, 'latin1');
      if (longTypes.has(vr)) head.writeUInt32LE(body.length, 8);
      else head.writeUInt16LE(body.length, 6);
      return Buffer.concat([head, body]);
    }),
  );
}

/** A DICOM file of the given elements; without another transfer syntax explicit little endian. */
export function makeDicom(elements: MadeElement[], transferSyntax = '1.2.840.10008.1.2.1'): Buffer {
  const meta = encode([[0x00020010, 'UI', transferSyntax]]);
  const length = Buffer.alloc(12);
  length.writeUInt32LE(0x00000002, 0);
  length.write('UL', 4, 'latin1');
  length.writeUInt16LE(4, 6);
  length.writeUInt32LE(meta.length, 8);
  const ordered = [...elements].sort(([a], [b]) => (a >>> 0) - (b >>> 0));
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta, encode(ordered)]);
}

/** What a grey picture needs; given elements stand in place of the usual ones. */
export function makeXRay(
  width: number,
  height: number,
  samples: number[],
  others: MadeElement[] = [],
  syntax?: string,
): Buffer {
  const usual: MadeElement[] = [
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', height],
    [0x00280011, 'US', width],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 12],
    [0x00280102, 'US', 11],
    [0x00280103, 'US', 0],
    [0x7fe00010, 'OW', samples],
  ];
  const replaced = new Set(others.map(([tag]) => tag));
  return makeDicom([...usual.filter(([tag]) => !replaced.has(tag)), ...others], syntax);
}
