export type FileKind =
  | 'stl_binary'
  | 'stl_ascii'
  | 'ply'
  | 'obj'
  | 'hps'
  | 'dicom'
  | 'jpeg'
  | 'png'
  | 'zip'
  | 'pdf'
  | 'unknown';

/** How much of a file's beginning is needed to recognise it. */
export const headBytes = 4096;

/**
 * What a file is, by its first bytes (up to `headBytes`) and its size, never by its name: `.dcm` is DICOM or 3Shape's HPS, a binary STL
 * may begin with "solid". Recognised doesn't mean sound: a truncated STL is still an STL.
 */
export function recogniseFile(head: Uint8Array, size: number): FileKind {
  const bytes = head.subarray(0, headBytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const signature = signatures.find(([, sign]) => (typeof sign === 'string' ? text.startsWith(sign) : sign.test(text)));
  if (signature) return signature[0];
  if (isWholeBinaryStl(bytes, size)) return 'stl_binary';
  if (isPlainText(bytes)) {
    if (/^(?:\xef\xbb\xbf)?\s*solid\b/i.test(text)) return 'stl_ascii';
    return looksLikeObj(text, size > bytes.length) ? 'obj' : 'unknown';
  }
  if (startsLikeDicom(bytes)) return 'dicom';
  if (looksLikeBrokenBinaryStl(bytes, size)) return 'stl_binary';
  return /^(?:\xef\xbb\xbf)?\s*solid\b/i.test(text) ? 'stl_ascii' : 'unknown';
}

const signatures: [FileKind, RegExp | string][] = [
  ['ply', /^ply[ \t]*[\r\n]/],
  ['jpeg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['zip', 'PK\x07\x08'],
  ['dicom', /^[\s\S]{128}DICM/],
  ['hps', /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<HPS[\s>]/],
];

const stlHeader = 84;
const stlTriangle = 50;

function countOfStl(bytes: Uint8Array): number {
  return bytes.length < stlHeader ? Number.NaN : new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true);
}

/** The size that the count asks for, and a little: some programs pad the end. */
function isWholeBinaryStl(bytes: Uint8Array, size: number): boolean {
  const count = countOfStl(bytes);
  const surplus = size - (stlHeader + stlTriangle * count);
  return surplus >= 0 && surplus <= (count === 0 ? 2 : 1024);
}

/** A count that doesn't fit the size, but triangles where they should be: cut off, or with something behind the last one. */
function looksLikeBrokenBinaryStl(bytes: Uint8Array, size: number): boolean {
  const count = countOfStl(bytes);
  if (Number.isNaN(count)) return false;
  if (size === stlHeader) return count > 0 && count < 100_000_000;
  const present = Math.min(20, Math.floor((bytes.length - stlHeader) / stlTriangle));
  if (present === 0) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const at = (triangle: number, number: number) =>
    view.getFloat32(stlHeader + stlTriangle * triangle + 4 * number, true);
  let plausible = 0;
  for (let triangle = 0; triangle < present; triangle += 1) {
    const normal = Math.hypot(at(triangle, 0), at(triangle, 1), at(triangle, 2));
    let good = normal === 0 || Math.abs(normal - 1) < 0.01;
    for (let number = 3; number < 12; number += 1) {
      const size = Math.abs(at(triangle, number));
      good &&= size === 0 || (size > 1e-12 && size < 1e6);
    }
    if (good) plausible += 1;
  }
  return plausible > present / 2 && count > 0;
}

function isPlainText(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32)) return false;
  return bytes.length > 0;
}

const objLine = /^(?:v|vn|vt|vp|f|l|p|o|g|s|mg|mtllib|usemtl|usemap|cstype|deg|bevel|lod)(?:\s|$)/;

/** Comments and empty lines, then statements of OBJ and nothing else; the last line of the head may be cut. */
function looksLikeObj(text: string, cut: boolean): boolean {
  const lines = text
    .replace(/^\xef\xbb\xbf/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim());
  if (cut && lines.length > 1) lines.pop();
  const said = lines.filter((line, place) => line !== '' && !line.startsWith('#') && !lines[place - 1]?.endsWith('\\'));
  if (said.length === 0) return cut && text.startsWith('#');
  const known = said.filter((line) => objLine.test(line)).length;
  return known > said.length * 0.9 && (cut || said.some((line) => /^[vf]\s/.test(line)));
}

/** DICOM without its preamble: the first data element is of group 2 or 8, with an explicit representation or a small length. */
function startsLikeDicom(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [true, false].some((little) => {
    const group = view.getUint16(0, little);
    const element = view.getUint16(2, little);
    if ((group !== 2 && group !== 8) || element > 0x2000) return false;
    const explicit = /^(?:AE|AS|AT|CS|DA|DS|DT|FL|FD|IS|LO|LT|OB|OW|PN|SH|SL|SQ|SS|ST|TM|UI|UL|UN|US|UT)$/;
    if (explicit.test(String.fromCharCode(bytes[4]!, bytes[5]!))) return true;
    return little && view.getUint32(4, true) <= 128 && view.getUint32(4, true) % 2 === 0;
  });
}
