/** What the file of a setup has to keep to. */
export type SetupLimits = {
  maxBytes: number;
  /** Of an archive: files in it, one of them unpacked, all of them unpacked. */
  maxEntries: number;
  maxEntryBytes: number;
  maxUnpackedBytes: number;
  /** Of all meshes that are kept. */
  maxTriangles: number;
  maxNodes: number;
};

export const setupLimits: SetupLimits = {
  maxBytes: 2_000_000_000,
  maxEntries: 4000,
  maxEntryBytes: 250_000_000,
  maxUnpackedBytes: 4_000_000_000,
  maxTriangles: 5_000_000,
  maxNodes: 5000,
};

/** Stages after the first position. */
export const mostStages = 200;
