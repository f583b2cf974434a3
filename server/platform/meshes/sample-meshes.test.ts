import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { type BufferGeometry, Float32BufferAttribute, type Mesh, Vector3 } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';
import { PLYLoader } from 'three/examples/jsm/loaders/PLYLoader.js';
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js';
import { describe, expect, test } from 'vitest';
import { readSample, sampleNames, samplesAreThere } from '#testing/sample-data.ts';
import { convertMesh } from './convert-mesh.ts';
import { decodeHpsFaces } from './hps-faces.ts';
import { isMeshRefusal, type MeshFacts, type MeshRefusalCode } from './mesh.ts';

async function converted(name: string) {
  const result = await convertMesh(readSample(name));
  if (isMeshRefusal(result)) throw new Error(`${name}: ${JSON.stringify(result)}`);
  return result;
}

const real = sampleNames('scans').filter((name) => /\.(?:ply|obj)$/.test(name));

describe.skipIf(!samplesAreThere)('a real scan', () => {
  test.each(real)('%s: three.js reads both, and finds each vertex within 2 µm', { timeout: 120_000 }, async (name) => {
    const { facts, glb } = await converted(name);
    const original = readByThree(name);
    const shown = await readGlbByThree(glb);
    expect(shown.index!.count).toBe(facts.triangles * 3);
    const worst = worstDistance(original, shown);
    expect(worst).toBeLessThanOrEqual(0.002);
    expect(worst).toBeLessThanOrEqual(facts.largestError + 1e-4);
    expect((84 + 50 * facts.triangles) / facts.bytes).toBeGreaterThan(12);
    expect(shown.hasAttribute('color')).toBe(name.includes('wear3d'));
    expect(facts.warnings).not.toContain('implausible_size');
  });

  test.each([
    ['Scan.dcm', 59_091, 118_178],
    ['Hole 3x5.dcm', 376, 748],
  ])(
    '%s: its vertices are encrypted, but its faces make a closed surface of all of them',
    async (name, vertices, faces) => {
      const bytes = readSample(`scans/3shape-hps/${name}`);
      expect(await convertMesh(bytes)).toEqual({ refused: 'encrypted', facts: { schema: 'CE' } });
      const data = Buffer.from(/<Facets [^>]*>([^<]*)</.exec(bytes.toString('latin1'))![1]!, 'base64');
      const corners = decodeHpsFaces(data, { vertices, faces });
      expect(new Set(corners).size).toBe(vertices);
      const edges = new Map<number, number>();
      corners.forEach((corner, place) => {
        const next = corners[place % 3 === 2 ? place - 2 : place + 1]!;
        const edge = Math.min(corner, next) * vertices + Math.max(corner, next);
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
      });
      expect(new Set(edges.values())).toEqual(new Set([2]));
    },
  );
});

describe.skipIf(!samplesAreThere)('a mesh of another program', () => {
  test.each<[string, Partial<MeshFacts>]>([
    ['setups/opensourceortho/incisor.stl', { triangles: 840, vertices: 433, degenerateTriangles: 24, openEdges: 24 }],
    ['meshes/stl/assimp/Spider_ascii.stl', { triangles: 1312, vertices: 722, degenerateTriangles: 56, openEdges: 72 }],
    ['meshes/stl/trimesh/angle_block.STL', { triangles: 704, vertices: 398, openEdges: 166 }],
    ['meshes/stl/trimesh/shared.STL', { triangles: 24, vertices: 14, nonManifoldEdges: 1 }],
    ['meshes/stl/trimesh/soup.stl', { triangles: 100, vertices: 300, openEdges: 300 }],
    ['meshes/stl/trimesh/multibody.stl', { triangles: 32, vertices: 20, format: 'stl_ascii' }],
    ['meshes/stl/trimesh/20mm-xyz-cube.stl', { triangles: 260, vertices: 132, coloured: true, openEdges: 0 }],
    ['meshes/stl/numpy-stl-binary/HalfDonut.stl', { triangles: 288, vertices: 144, format: 'stl_binary' }],
    ['meshes/stl/numpy-stl-ascii/Moon_Chinese.stl', { triangles: 116, vertices: 60, format: 'stl_ascii' }],
    ['meshes/stl/online3dviewer/single_triangle_no_normal.stl', { triangles: 1, format: 'stl_ascii' }],
    ['meshes/stl/assimp/triangle_with_empty_solid.stl', { triangles: 1, format: 'stl_ascii' }],
    ['meshes/ply/happly/platonic_shelf.ply', { triangles: 80, vertices: 50, openEdges: 0 }],
    ['meshes/ply/happly/platonic_shelf_ascii.ply', { triangles: 80, vertices: 50, openEdges: 0 }],
    ['meshes/ply/happly/platonic_shelf_big_endian.ply', { triangles: 80, vertices: 50, openEdges: 0 }],
    ['meshes/ply/magnum/triangle-fast-path-be.ply', { triangles: 3, vertices: 5 }],
    ['meshes/ply/magnum/crlf.ply', { triangles: 3, vertices: 5 }],
    ['meshes/ply/magnum/per-face-colors-be.ply', { triangles: 3, vertices: 5, coloured: true }],
    ['meshes/ply/trimesh/fixed_top.ply', { triangles: 4772, vertices: 2374, coloured: true, openEdges: 0 }],
    ['meshes/ply/trimesh/multi.ply', { triangles: 2, vertices: 4, coloured: true }],
    ['meshes/ply/assimp/float-color.ply', { triangles: 1, vertices: 3, coloured: true }],
    ['meshes/ply/assimp/cube_binary_header_with_RN_newline.ply', { triangles: 12, vertices: 8, openEdges: 0 }],
    ['meshes/obj/trimesh/negative_indices.obj', { triangles: 12, vertices: 8, openEdges: 0 }],
    ['meshes/obj/trimesh/wallhole.obj', { triangles: 66, openEdges: 0 }],
    ['meshes/obj/assimp/concave_polygon.obj', { triangles: 64, vertices: 64 }],
    ['meshes/obj/assimp/cube_with_vertexcolors.obj', { triangles: 12, vertices: 8, coloured: true }],
    ['meshes/obj/assimp/number_formats.obj', { triangles: 1 }],
    ['meshes/malformed/derived/obj_renamed.stl', { triangles: 12, format: 'obj' }],
  ])('%s', async (name, facts) => {
    expect((await converted(name)).facts).toMatchObject(facts);
  });

  test.each<[string, MeshRefusalCode]>([
    ['crash-30d6d0f7c529b3b66b4131700b7a4580cd7082df.ply', 'truncated'],
    ['derived/glb_renamed.ply', 'not_a_mesh'],
    ['derived/truncated.glb', 'not_a_mesh'],
    ['derived/truncated.obj', 'truncated'],
    ['derived/truncated_ascii.stl', 'truncated'],
    ['derived/truncated_binary.ply', 'truncated'],
    ['derived/truncated_binary.stl', 'truncated'],
    ['derived/truncated_header_only.stl', 'truncated'],
    ['empty.ply', 'empty'],
    ['format-missing.ply', 'truncated'],
    ['incomplete-face-specification.ply', 'truncated'],
    ['invalid-relative-vertex-index.obj', 'index_out_of_range'],
    ['malformed.obj', 'index_out_of_range'],
    ['ply_empty_header.ply', 'no_triangles'],
    ['test-nan.obj', 'not_finite'],
    ['unsupported-face-size.ply', 'truncated'],
    ['../ply/trimesh/points_bin.ply', 'no_triangles'],
    ['../stl/trimesh/empty.stl', 'no_triangles'],
    ['../obj/trimesh/empty.obj', 'not_a_mesh'],
    ['../zip/cube_with_materials_notexture.zip', 'not_a_mesh'],
  ])('%s is refused: %s', async (name, code) => {
    expect(await convertMesh(readSample(`meshes/malformed/${name}`))).toMatchObject({ refused: code });
  });

  const all = ['meshes', 'scans', 'setups', 'dicom'].flatMap(sampleNames);
  test(`all ${all.length} samples are either converted or refused`, async () => {
    const outcomes = await Promise.all(all.map(async (name) => isMeshRefusal(await convertMesh(readSample(name)))));
    expect(outcomes.filter((refused) => !refused).length).toBeGreaterThan(80);
  });
});

function readByThree(name: string): BufferGeometry {
  const bytes = readSample(name);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  if (name.endsWith('.ply')) return new PLYLoader().parse(buffer);
  if (name.endsWith('.stl')) return new STLLoader().parse(buffer);
  return (new OBJLoader().parse(bytes.toString()).children[0] as Mesh).geometry;
}

/** Coordinates as a viewer shows them, the node's place and scale included. */
async function readGlbByThree(glb: Uint8Array): Promise<BufferGeometry> {
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder);
  const buffer = glb.buffer.slice(glb.byteOffset, glb.byteOffset + glb.byteLength) as ArrayBuffer;
  const { scene } = await loader.parseAsync(buffer, '');
  scene.updateMatrixWorld(true);
  const mesh = scene.getObjectByProperty('isMesh', true) as Mesh;
  const places = mesh.geometry.getAttribute('position');
  const world = Array.from({ length: places.count }, (_, vertex) =>
    new Vector3().fromBufferAttribute(places, vertex).applyMatrix4(mesh.matrixWorld).toArray(),
  );
  return mesh.geometry.clone().setAttribute('position', new Float32BufferAttribute(world.flat(), 3));
}

/** How far the farthest vertex of the one is from its nearest in the other. */
function worstDistance(original: BufferGeometry, shown: BufferGeometry): number {
  const cell = 0.05;
  const cells = new Map<string, number[]>();
  const places = original.getAttribute('position');
  const point = new Vector3();
  const other = new Vector3();
  const keyOf = (x: number, y: number, z: number) => `${x} ${y} ${z}`;
  for (let vertex = 0; vertex < places.count; vertex += 1) {
    point.fromBufferAttribute(places, vertex);
    const key = keyOf(...(point.toArray().map((value) => Math.floor(value / cell)) as [number, number, number]));
    cells.set(key, [...(cells.get(key) ?? []), vertex]);
  }
  let worst = 0;
  const near = [-1, 0, 1];
  const drawn = shown.getAttribute('position');
  for (let vertex = 0; vertex < drawn.count; vertex += 1) {
    point.fromBufferAttribute(drawn, vertex);
    const [x, y, z] = point.toArray().map((value) => Math.floor(value / cell)) as [number, number, number];
    let best = Number.POSITIVE_INFINITY;
    for (const dx of near) {
      for (const dy of near) {
        for (const dz of near) {
          for (const candidate of cells.get(keyOf(x + dx, y + dy, z + dz)) ?? []) {
            best = Math.min(best, other.fromBufferAttribute(places, candidate).distanceTo(point));
          }
        }
      }
    }
    worst = Math.max(worst, best);
  }
  return worst;
}
