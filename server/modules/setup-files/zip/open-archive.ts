import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { SetupLimits } from '../limits.ts';
import { type Problems, SetupRefused } from '../problems.ts';

/** The files of an archive: what they are called is known, what is in them is read one by one. */
export type Archive = { names: string[]; read(name: string): Promise<Buffer>; close(): void };

/** Opens an archive whose names and declared sizes keep to the limits; each size is held to while it is read. Nothing is ever written. */
export async function openArchive(file: string, limits: SetupLimits, problems: Problems): Promise<Archive> {
  const zip = await opened(file);
  try {
    if (zip.entryCount > limits.maxEntries)
      throw new SetupRefused('too_many_files', '', { found: zip.entryCount, limit: limits.maxEntries });
    const entries = await entriesOf(zip, limits, problems);
    return {
      names: [...entries.keys()],
      read: (name) => read(zip, entries.get(name)!),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function opened(file: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(file, { autoClose: false });
  } catch (error) {
    throw refusalOf(error);
  }
}

async function entriesOf(zip: ZipFile, limits: SetupLimits, problems: Problems): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let [unpacked, seen] = [0, 0];
  try {
    for await (const entry of zip.eachEntry()) {
      seen += 1;
      if (seen > limits.maxEntries) throw new SetupRefused('too_many_files', '', { limit: limits.maxEntries });
      const name = entry.fileName;
      if (name.endsWith('/') || isLitter(name)) continue;
      if (isLink(entry)) problems.add('link_in_archive', name);
      else if (entry.isEncrypted()) problems.add('encrypted_archive', name);
      else if (!entry.canDecodeFileData()) problems.add('unreadable', name);
      else if (entries.has(name)) problems.add('file_twice', name, { other: name });
      else if (entry.uncompressedSize > limits.maxEntryBytes)
        problems.add('too_large', name, { found: entry.uncompressedSize, limit: limits.maxEntryBytes });
      else entries.set(name, entry);
      unpacked += entry.uncompressedSize;
      if (unpacked > limits.maxUnpackedBytes)
        throw new SetupRefused('unpacked_too_large', '', { megabytes: Math.round(limits.maxUnpackedBytes / 1e6) });
    }
  } catch (error) {
    throw refusalOf(error);
  }
  return entries;
}

async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  // The size that is claimed was checked against the limits; what is written there is what is there.
  const bytes = Buffer.alloc(entry.uncompressedSize);
  let length = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (length + piece.length > bytes.length) throw new SetupRefused('unreadable', entry.fileName);
      bytes.set(piece, length);
      length += piece.length;
    }
  } catch (error) {
    throw refusalOf(error, entry.fileName);
  }
  if (length !== bytes.length || crc32(bytes) !== entry.crc32) throw new SetupRefused('unreadable', entry.fileName);
  return bytes;
}

/** What operating systems put into archives of their own. */
const isLitter = (name: string) =>
  /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)(?:\/|$)/i.test(name);

const isLink = ({ externalFileAttributes }: Entry) => ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/** What the library says of a broken archive; errors of the file system stay what they are. */
function refusalOf(error: unknown, where = ''): Error {
  if (error instanceof SetupRefused) return error;
  if (!(error instanceof Error)) return new SetupRefused('unreadable', where);
  if ('syscall' in error) return error;
  const path = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/s.exec(error.message);
  return path ? new SetupRefused('unsafe_name', path[1]!) : new SetupRefused('unreadable', where);
}
