import { type Dentition, makeDentition, type Wanted } from './dentition.ts';
import { type GlbNode, glbOf } from './glb.ts';

/** Valid files of setups in every form, small, and always the same for the same wish. */

/** The preferred form: a node for each tooth, gingiva, attachments shown while they are worn. */
export function setupGlb(wanted: Wanted & { name?: (tooth: number) => string } = {}): Buffer {
  return glbOf(glbNodes(makeDentition(wanted), wanted.name));
}

/** The nodes of a dentition, for tests that want to spoil them. */
export function glbNodes(
  { teeth, gingiva, attachments, stages }: Dentition,
  name: (tooth: number) => string = String,
): GlbNode[] {
  const worn = (from: number, to: number) =>
    Array.from({ length: stages + 1 }, (_, stage) => (stage >= from && stage <= to ? [1, 1, 1] : [0, 0, 0]));
  return [
    { name: 'upper', shape: gingiva.upper },
    { name: 'lower', shape: gingiva.lower },
    ...teeth.map(
      ({ tooth, shape, poses }): GlbNode => ({
        name: name(tooth),
        shape,
        translation: poses[0]!.position,
        rotation: poses[0]!.turn,
        tracks: { translation: poses.map(({ position }) => position), rotation: poses.map(({ turn }) => turn) },
        children: attachments
          .filter((each) => each.tooth === tooth)
          .map(({ shape: own, from, to }, place) => ({
            name: `attachment_${tooth}_${place + 1}`,
            shape: own,
            tracks: { scale: worn(from, to) },
            interpolation: 'STEP' as const,
          })),
      }),
    ),
  ];
}
