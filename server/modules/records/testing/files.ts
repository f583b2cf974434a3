import { deflateSync } from 'node:zlib';
import { setupGlb } from '#modules/setup-files/testing/setup-files.ts';

/** A binary STL of a wavy surface with about so many triangles, in millimetres. */
export function stl(triangles = 200): Buffer {
  const side = Math.max(1, Math.round(Math.sqrt(triangles / 2)));
  const count = 2 * side * side;
  const bytes = Buffer.alloc(84 + 50 * count);
  bytes.writeUInt32LE(count, 80);
  for (let triangle = 0; triangle < count; triangle += 1) {
    const [row, column] = [Math.floor(triangle / 2 / side), Math.floor(triangle / 2) % side];
    const square = triangle % 2 === 0 ? [0, 0, 1, 0, 1, 1] : [0, 0, 1, 1, 0, 1];
    for (let corner = 0; corner < 3; corner += 1) {
      const [x, y] = [((row + square[corner * 2]!) / side) * 60, ((column + square[corner * 2 + 1]!) / side) * 60];
      [x, y, 4 * Math.sin(x / 9) * Math.cos(y / 7)].forEach((value, axis) => {
        bytes.writeFloatLE(value, 84 + 50 * triangle + 12 + 12 * corner + 4 * axis);
      });
    }
  }
  return bytes;
}

/** The smallest PNG there is: one grey pixel. */
export function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc(body), body.length + 4);
    return whole;
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
/** A treatment setup in two stages. */
export const glb = setupGlb({ stages: 2, detail: 4 });
