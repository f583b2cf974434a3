import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, and what may be a lie about it. */
export type ZipEntry = {
  name: string;
  bytes: Buffer;
  stored?: boolean;
  /** Unix mode, e.g. of a link. */
  mode?: number;
  encrypted?: boolean;
  claimedBytes?: number;
  claimedCrc?: number;
};

/** Writes an archive, also one that no honest program writes. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, stored = false, mode = 0o100644, encrypted = false, claimedBytes, claimedCrc } of entries) {
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 6 });
    const text = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(claimedCrc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    common.writeUInt16LE(text.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, text, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    const made = Buffer.from([20, 3]);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, common, rest, text]));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** A binary STL, its coordinates as 32-bit floats. */
export function stlOf({ positions, corners }: { positions: ArrayLike<number>; corners: ArrayLike<number> }): Buffer {
  const bytes = Buffer.alloc(84 + (corners.length / 3) * 50);
  bytes.writeUInt32LE(corners.length / 3, 80);
  for (let corner = 0; corner < corners.length; corner += 1) {
    const at = 84 + Math.floor(corner / 3) * 50 + 12 + (corner % 3) * 12;
    for (let axis = 0; axis < 3; axis += 1) bytes.writeFloatLE(positions[corners[corner]! * 3 + axis]!, at + axis * 4);
  }
  return bytes;
}
