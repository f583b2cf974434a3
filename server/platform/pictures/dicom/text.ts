import type { DataSet } from 'dicom-parser';

/** Whom a file names. Told to the caller, so that a mistaken patient can be pointed out; never delivered with the pixels. */
export interface NamedInFile {
  /** Each spelling of the name that the file has: Latin letters, ideographs, phonetic. */
  names: { family: string; given: string }[];
  /** ISO dates; null where missing or impossible. */
  birthDate: string | null;
  studyDate: string | null;
}

export function namedInFile(dataSet: DataSet): NamedInFile {
  return {
    names: personNames(textOf(dataSet, 'x00100010')),
    birthDate: isoDate(dataSet.string('x00100030')),
    studyDate: isoDate(dataSet.string('x00080020')),
  };
}

/** An element's text in the character set that the file declares. */
export function textOf(dataSet: DataSet, tag: string): string {
  const element = dataSet.elements[tag];
  if (!element || element.length < 1 || element.length > 4096) return '';
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  return decodeText(bytes, dataSet.string('x00080005') ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

const singleByte: Record<string, string> = {
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 203': 'iso-8859-15',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Of several declared sets the escape sequences in the text say which; those of Japanese are what TextDecoder knows itself. */
function decodeText(bytes: Uint8Array, declared: string): string {
  const sets = declared.split('\\').map((name) => name.trim().replace(/^ISO 2022 IR /, 'ISO_IR '));
  const latin = Buffer.from(bytes).toString('latin1');
  const decode = (name: string, text: string) => new TextDecoder(name).decode(Buffer.from(text, 'latin1'));
  if (sets.some((name) => /IR (87|159)$/.test(name))) {
    return decode('iso-2022-jp', latin.replaceAll('\x1b)I', ''));
  }
  if (sets.includes('ISO_IR 149')) return decode('euc-kr', latin.replaceAll('\x1b$)C', ''));
  if (sets.includes('ISO_IR 58')) return decode('gb18030', latin.replaceAll('\x1b$)A', ''));
  const known = sets.map((name) => singleByte[name]).find((name) => name !== undefined);
  return decode(
    known ?? 'utf-8',
    latin
      .split('\x1b')
      .map((part, index) => part.slice(index && 2))
      .join(''),
  );
}

function personNames(text: string): NamedInFile['names'] {
  return text
    .split('=')
    .map((spelling) => spelling.split('^'))
    .map(([family = '', given = '']) => ({ family: family.trim(), given: given.trim() }))
    .filter(({ family, given }) => family !== '' || given !== '');
}

function isoDate(text: string | undefined): string | null {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text?.trim() ?? '');
  if (!parts) return null;
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}
