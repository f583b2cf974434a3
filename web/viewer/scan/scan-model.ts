import type { Role } from '../three/pose.ts';

/** A model to show: where its .glb lies, what people call it, and which part of the mouth it is. */
export type ScanModel = { url: string; name: string; role: Role };
