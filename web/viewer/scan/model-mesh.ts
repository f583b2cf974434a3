import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, MeshStandardMaterial, Uint16BufferAttribute } from 'three';
import type { Surface } from '../three/surface.ts';

/** A surface as three.js draws it, with both its colourings at hand. */
export class ModelMesh {
  readonly mesh: Mesh<BufferGeometry, MeshStandardMaterial>;
  readonly surface: Surface;
  private readonly plaster: BufferAttribute;
  private readonly painted: BufferAttribute | null;

  constructor(surface: Surface) {
    this.surface = surface;
    this.plaster = new Uint16BufferAttribute(surface.plaster, 4, true);
    this.painted = surface.painted && new Uint16BufferAttribute(surface.painted, 4, true);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(surface.positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(surface.normals, 3));
    geometry.setAttribute('color', this.plaster);
    geometry.setIndex(new BufferAttribute(surface.indices, 1));
    geometry.boundingBox = null;
    const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.52, side: DoubleSide });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
  }

  paint(scanned: boolean): void {
    this.mesh.geometry.setAttribute('color', (scanned && this.painted) || this.plaster);
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
