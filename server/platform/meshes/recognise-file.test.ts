import { describe, expect, test } from 'vitest';
import { readSample, sampleNames, samplesAreThere } from '#testing/sample-data.ts';
import { type FileKind, headBytes, recogniseFile } from './recognise-file.ts';
import { asciiStl, binaryStl, bumpyRing, hps, obj, ply } from './testing/generated-meshes.ts';

const ring = bumpyRing(12, 9);
const kindOf = (bytes: Uint8Array) => recogniseFile(bytes.subarray(0, headBytes), bytes.length);

describe('a file is recognised by what it holds', () => {
  const dicom = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);
  const withoutPreamble = Buffer.from('080005004353 0a00'.replace(' ', ''), 'hex');
  test.each<[string, FileKind, Uint8Array]>([
    ['a binary STL', 'stl_binary', binaryStl(ring)],
    ['a binary STL that begins with "solid"', 'stl_binary', binaryStl(ring, 'solid SolidWorks')],
    ['a binary STL padded at its end', 'stl_binary', Buffer.concat([binaryStl(ring), Buffer.alloc(3)])],
    ['a binary STL cut off', 'stl_binary', binaryStl(ring).subarray(0, 5000)],
    ['an ASCII STL', 'stl_ascii', asciiStl(ring)],
    ['an ASCII STL after a blank', 'stl_ascii', Buffer.concat([Buffer.from(' '), asciiStl(ring)])],
    ['a PLY of text', 'ply', ply(ring, 'ascii')],
    ['a PLY of bytes', 'ply', ply(ring, 'binary_big_endian')],
    ['an OBJ', 'obj', obj(ring)],
    ['an OBJ after a page of comments', 'obj', Buffer.concat([Buffer.from('# by a scanner\n'.repeat(500)), obj(ring)])],
    ['a packed scan', 'hps', hps(ring)],
    [
      'a packed scan after an XML declaration',
      'hps',
      Buffer.concat([Buffer.from('<?xml version="1.0"?>\n'), hps(ring)]),
    ],
    ['a JPEG', 'jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a PNG', 'png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['a DICOM file', 'dicom', dicom],
    ['a DICOM file without its preamble', 'dicom', Buffer.concat([withoutPreamble, Buffer.from('ISO_IR 100')])],
    ['a ZIP', 'zip', Buffer.from('504b0304140000', 'hex')],
    ['a PDF', 'pdf', Buffer.from('%PDF-1.7\n')],
    ['nothing', 'unknown', Buffer.alloc(0)],
    ['a letter', 'unknown', Buffer.from('Dear colleague,\n\nplease find the scans.\nf\n')],
    ['other XML', 'unknown', Buffer.from('<?xml version="1.0"?><svg></svg>')],
    ['a web page', 'unknown', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['glTF', 'unknown', Buffer.from('676c544602000000', 'hex')],
    [
      'noise',
      'unknown',
      Buffer.from(Array.from({ length: 3000 }, (_, byte) => (byte * 7919 + (byte >> 3) * 131) % 251)),
    ],
  ])('%s', (_, kind, bytes) => {
    expect(kindOf(bytes)).toBe(kind);
  });

  test('and never takes long, whatever its first bytes are', () => {
    const unkind = ['<!---->', '<!--', '<?xml ', ' ', '#\\\n', 'ply ', 'solid ', '\\'];
    const began = performance.now();
    for (const piece of unkind) recogniseFile(Buffer.from(piece.repeat(headBytes)).subarray(0, headBytes), 1e9);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe.skipIf(!samplesAreThere)('real files', () => {
  /** What the name says, and where it lies. */
  const said: [RegExp, FileKind[]][] = [
    [/3shape-hps\//, ['hps']],
    [/no_meta\.dcm$/, ['unknown']], // one stray byte before its first element
    [/obj_renamed\.stl$/, ['obj']],
    [/glb_renamed\.ply$/, ['unknown']],
    [/malformed\/empty\.ply$|trimesh\/empty\.obj$/, ['unknown']],
    [/\.stl$/i, ['stl_binary', 'stl_ascii']],
    [/\.ply$/, ['ply']],
    [/\.obj$/, ['obj']],
    [/^dicom\/.*\.dcm$|DICOMDIR$|dicomdir\//, ['dicom']],
    [/\.jpg$/, ['jpeg']],
    [/\.png$/, ['png']],
    [/\.zip$/, ['zip']],
    [/./, ['unknown']],
  ];
  const names = ['meshes', 'scans', 'setups', 'dicom'].flatMap(sampleNames);

  test.each(names)('%s', (name) => {
    expect(said.find(([pattern]) => pattern.test(name))![1]).toContain(kindOf(readSample(name)));
  });
});
