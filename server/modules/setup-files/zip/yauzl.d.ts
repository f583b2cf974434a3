/** The part of yauzl that is used here; the package brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export type Entry = {
    fileName: string;
    compressedSize: number;
    uncompressedSize: number;
    compressionMethod: number;
    crc32: number;
    versionMadeBy: number;
    externalFileAttributes: number;
    isEncrypted(): boolean;
    canDecodeFileData(): boolean;
  };
  export type ZipFile = {
    entryCount: number;
    eachEntry(): AsyncIterableIterator<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  };
  const yauzl: {
    openPromise(path: string, options?: { autoClose?: boolean; validateEntrySizes?: boolean }): Promise<ZipFile>;
  };
  export default yauzl;
}
