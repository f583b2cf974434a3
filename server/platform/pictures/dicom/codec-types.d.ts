interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}

interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  decode(): void;
  delete(): void;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export default function load(options?: object): Promise<{ J2KDecoder: new () => WasmDecoder }>;
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  export default function load(options?: object): Promise<{
    JpegLSDecoder: new () => WasmDecoder & { getInterleaveMode(): number };
  }>;
}

declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    frame: { precision: number };
    decode(buffer: ArrayBuffer, offset?: number, length?: number, bytesPerSample?: number): Uint8Array | Uint16Array;
  }
}
