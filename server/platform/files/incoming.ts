import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataStore, Server, Upload } from '@tus/server';

/** An upload that was announced: its name is its id, and so many bytes are to come. */
export type Announced = { id: string; bytes: number };

/** Files on their way in, and places to work on them. They lie on this machine's disk, also where finished ones go into a bucket. */
export type Incoming = {
  /** Where the bytes of an upload lie. */
  pathOf(upload: Announced): string;
  /** An empty folder to work in; it goes when `work` ends. */
  withFolder<T>(id: string, work: (folder: string) => Promise<T>): Promise<T>;
  /** How many bytes have arrived and are kept, whatever happens to this process. */
  received(upload: Announced): Promise<number>;
  /** Answers one HEAD or PATCH of tus 1.0. `whenWhole` runs before the last bytes are acknowledged. */
  serve(
    upload: Announced,
    request: IncomingMessage,
    response: ServerResponse,
    whenWhole: () => Promise<void>,
  ): Promise<void>;
  remove(id: string): Promise<void>;
  /** The ids of all uploads and folders there are, with when they were last written to. */
  list(): Promise<{ id: string; at: Date }[]>;
};

type Admitted = Announced & { whenWhole: () => Promise<void> };

export function incomingFiles(directory: string): Incoming {
  const pathOf = ({ id, bytes }: Announced) => join(directory, `${checkId(id)}_${bytes}`);
  const admitted = new WeakMap<IncomingMessage, Admitted>();
  const behind = (request: Request) => {
    const { req } = (request as unknown as { runtime: { node: { req: IncomingMessage } } }).runtime.node;
    return admitted.get(req);
  };
  const tus = new Server({
    path: '/',
    datastore: new ArrivingFiles(directory),
    allowedOrigins: [],
    // A second tab that goes on with an upload needn't wait long for the first to let go.
    lockDrainTimeout: 300,
    getFileIdFromRequest(request) {
      const upload = behind(request);
      return upload ? `${upload.id}_${upload.bytes}` : undefined;
    },
    async onUploadFinish(request) {
      await behind(request)!.whenWhole();
      return {};
    },
  });
  return {
    pathOf,
    async withFolder(id, work) {
      const folder = join(directory, `${checkId(id.slice(0, 36))}${id.slice(36)}.work`);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        return await work(folder);
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    async received(upload) {
      const found = await stat(pathOf(upload)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return found?.size ?? 0;
    },
    async serve(upload, request, response, whenWhole) {
      admitted.set(request, { ...upload, whenWhole });
      await tus.handle(request, response);
    },
    async remove(id) {
      for (const name of await namesIn(directory))
        if (idIn(name) === id) await rm(join(directory, name), { recursive: true, force: true });
    },
    async list() {
      const found = [];
      for (const name of await namesIn(directory)) {
        const at = await stat(join(directory, name)).catch(() => undefined);
        if (at) found.push({ id: idIn(name), at: at.mtime });
      }
      return found;
    },
  };
}

/** The files of uploads under way, as tus asks for them. How large each becomes stands in its name. */
class ArrivingFiles extends DataStore {
  readonly directory: string;

  constructor(directory: string) {
    super();
    this.directory = directory;
  }

  override async getUpload(name: string): Promise<Upload> {
    const path = join(this.directory, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Made where it is missing, and never emptied.
    const handle = await open(path, 'a', 0o600);
    const { size } = await handle.stat().finally(() => handle.close());
    return new Upload({ id: name, size: Number(name.split('_')[1]), offset: size });
  }

  override async write(bytes: Readable, name: string, offset: number): Promise<number> {
    const path = join(this.directory, name);
    // Flushed before it is acknowledged, so that it outlives a power cut too.
    const file = createWriteStream(path, { flags: 'r+', start: offset, flush: true, highWaterMark: 1_048_576 });
    await pipeline(bytes, file);
    return offset + file.bytesWritten;
  }
}

function checkId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('an upload is named by an identifier');
  return id;
}

function idIn(name: string): string {
  return name.slice(0, 36);
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
