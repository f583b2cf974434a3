import { describe, expect, test } from 'vitest';
import { readSample, samplesAreThere } from '#testing/sample-data.ts';
import { readXRay } from './read-x-ray.ts';

const most = 48e6;
const at = (width: number, x: number, y: number) => y * width + x;

describe.skipIf(!samplesAreThere)('a real file, against what pydicom and imagecodecs read', () => {
  // Each: file, size, value at (7, 5), value in the middle, sum of all.
  test.each([
    ['radiographs/966_fixed.dcm', 2000, 2128, 1525, 880, 6_517_192_330],
    ['radiographs/RG3_J2KR.dcm', 1760, 1760, 0, 306, 1_030_616_989],
    ['radiographs/CR-ModalitySequenceLUT.dcm', 1976, 1576, 1023, 323, 2_224_358_655],
    ['pydicom/CT_small.dcm', 128, 128, 186 - 1024, 1928 - 1024, 14_826_310 - 1024 * 128 * 128],
    ['pydicom/MR_small_bigendian.dcm', 64, 64, 847, 182, 2_125_338],
    ['pydicom/MR_small_implicit.dcm', 64, 64, 847, 182, 2_125_338],
    ['pydicom/MR_small_jp2klossless.dcm', 64, 64, 847, 182, 2_125_338],
    ['pydicom/MR_small_jpeg_ls_lossless.dcm', 64, 64, 847, 182, 2_125_338],
    ['pydicom/image_dfl.dcm', 512, 512, 255, 65, 33_322_688],
    ['ortho/test.dcm', 409, 517, 255, 255, 51_089_607],
    ['dicomdir/77654033/CT2/17166', 16, 16, 2484 - 1024, 2483 - 1024, 623_134 - 1024 * 256],
    ['charset/chrRuss.dcm', 32, 32, 191, 255, 141_765],
  ])('%s', async (file, width, height, corner, middle, sum) => {
    const { header, samples } = await readXRay(readSample(`dicom/${file}`), most);
    const value = (place: number) => samples[place]! * header.slope + header.intercept;
    expect([header.width, header.height]).toEqual([width, height]);
    expect(value(at(width, 7, 5))).toBe(corner);
    expect(value(at(width, width >> 1, height >> 1))).toBe(middle);
    let total = 0;
    for (let place = 0; place < samples.length; place += 1) total += value(place);
    expect(total).toBe(sum);
  });

  test.each([
    ['pydicom/SC_rgb_rle.dcm', 100, 100, 1, [255, 0, 0], [128, 128, 255]],
    ['pydicom/SC_rgb_jpeg_dcmtk.dcm', 100, 100, 1, [254, 0, 0], [125, 130, 255]],
    ['pydicom/examples_palette.dcm', 800, 350, 1, [37, 62, 94], [1, 1, 1]],
    ['pydicom/examples_ybr_color.dcm', 320, 240, 30, [136, 147, 179], [7, 7, 7]],
  ])('%s in colour', async (file, width, height, frames, corner, middle) => {
    const { header, samples } = await readXRay(readSample(`dicom/${file}`), most);
    const colour = (x: number, y: number) => [...samples.subarray(at(width, x, y) * 3, at(width, x, y) * 3 + 3)];
    expect(header).toMatchObject({ kind: 'rgb8', width, height, frames });
    expect(colour(7, 5)).toEqual(corner);
    expect(colour(width >> 1, height >> 1)).toEqual(middle);
  });

  test.each([
    ['pydicom/CT_small.dcm', 128, 2, -1024],
    ['ortho/test.dcm', 409, 1, 0],
    ['pydicom/MR_small_bigendian.dcm', 64, 2, 0],
    ['pydicom/MR_small_implicit.dcm', 64, 2, 0],
  ])('%s has the samples that lie behind its pixel tag', async (file, width, bytesEach, intercept) => {
    const bytes = readSample(`dicom/${file}`);
    const bigEndian = file.includes('bigendian');
    const tag = bytes.lastIndexOf(Buffer.from(bigEndian ? [0x7f, 0xe0, 0x00, 0x10] : [0xe0, 0x7f, 0x10, 0x00]));
    const start = tag + (file.includes('implicit') ? 8 : 12);
    const { header, samples } = await readXRay(bytes, most);
    for (let place = 0; place < width * header.height; place += 1) {
      const offset = start + place * bytesEach;
      const stored =
        bytesEach === 1 ? bytes[offset]! : bigEndian ? bytes.readInt16BE(offset) : bytes.readInt16LE(offset);
      if (samples[place]! * header.slope + header.intercept !== stored + intercept) expect.fail(`differs at ${place}`);
    }
  });

  test.each([
    ['dicom/malformed/MR_truncated.dcm', 'truncated'],
    ['dicom/pydicom/test-SR.dcm', 'no_pixels'],
    ['dicom/pydicom/ExplVR_LitEndNoMeta.dcm', 'no_pixels'],
    ['dicom/pydicom/empty_charset_LEI.dcm', 'no_pixels'],
    ['dicom/charset/chrJapMulti.dcm', 'no_pixels'],
    ['dicom/dicomdir/DICOMDIR', 'no_pixels'],
    ['dicom/pydicom/no_meta.dcm', 'not_a_picture'],
    ['scans/3shape-hps/Scan.dcm', 'not_a_picture'],
  ])('%s is refused: %s', async (file, reason) => {
    await expect(readXRay(readSample(file), most)).rejects.toMatchObject({ reason });
  });

  test.each([966, 9660, 96_600, 966_000])(
    'an X-ray of 4 MB that ends after %d bytes is called truncated',
    async (length) => {
      const cut = readSample('dicom/radiographs/966_fixed.dcm').subarray(0, length);
      await expect(readXRay(cut, most)).rejects.toMatchObject({ reason: 'truncated' });
    },
  );

  test('windows, spacing and names of a film are those of the file', async () => {
    const { header, facts } = await readXRay(readSample('dicom/dicomdir/77654033/CR1/6154'), most);
    expect(header.windows[0]).toMatchObject({ kind: 'file', centre: 1600, width: 2800, low: 200, high: 2999 });
    expect(header).toMatchObject({ inverted: true, spacing: { x: 0.1, y: 0.1, at: 'detector' } });
    expect(facts.named).toEqual({
      names: [{ family: 'Doe', given: 'Archibald' }],
      birthDate: null,
      studyDate: '2001-01-01',
    });
    expect((await readXRay(readSample('dicom/charset/chrGreek.dcm'), most)).facts.named.names[0]!.family).toBe(
      'Διονυσιος',
    );
  });
});
