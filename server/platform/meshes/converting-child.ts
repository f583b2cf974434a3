import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { answerTasks } from '#platform/child/answer-tasks.ts';
import { convertMesh } from './convert-mesh.ts';
import { drawMesh } from './draw-mesh.ts';
import { isMeshRefusal, type MeshFacts, type MeshLimits, type MeshRefusal } from './mesh.ts';
import { exercise } from './warm-up.ts';

/** A conversion from file to file, or nothing but getting ready for one. */
export type ConversionTask = FileTask | { ready: true };
type FileTask = { input: string; output: string; picture: string; limits: MeshLimits };
/** `failed` is the code of an error of the file system: nothing is wrong with the mesh. */
export type ConversionResult = MeshFacts | MeshRefusal | { failed: string } | 'ready';

answerTasks<ConversionTask, ConversionResult>(async (task) => {
  try {
    if ('input' in task) return await convertFile(task);
    await exercise();
    return 'ready';
  } catch (error) {
    const code = error instanceof Error && 'code' in error && 'syscall' in error && error.code;
    if (typeof code === 'string') return { failed: code };
    throw error;
  }
});

async function convertFile({ input, output, picture, limits }: FileTask): Promise<MeshFacts | MeshRefusal> {
  const { size } = await stat(input);
  if (size > limits.maxBytes) return { refused: 'too_large', facts: { found: size, limit: limits.maxBytes } };
  const converted = await convertMesh(await readFile(input), limits);
  if (isMeshRefusal(converted)) return converted;
  await writeFile(`${output}.part`, converted.glb);
  await writeFile(picture, await drawMesh(converted.mesh));
  await rename(`${output}.part`, output);
  return converted.facts;
}
