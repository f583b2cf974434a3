import { BufferGeometry, Float32BufferAttribute, Group, LineBasicMaterial, LineSegments } from 'three';

/** On a light and on a dark ground. */
export const gridColours = { light: '#8b9ba7', dark: '#5d6d7a' };

const reach = 100;

/** Squares of 10 mm over the models, always level with the screen and true to size at any depth; every fifth line is stronger. */
export class Grid {
  readonly group = new Group();
  private readonly parts: LineSegments<BufferGeometry, LineBasicMaterial>[];

  constructor() {
    const fine: number[] = [];
    const strong: number[] = [];
    for (let at = -reach; at <= reach; at += 10) {
      (at % 50 === 0 ? strong : fine).push(at, -reach, 0, at, reach, 0, -reach, at, 0, reach, at, 0);
    }
    this.parts = [fine, strong].map((points, index) => {
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new Float32BufferAttribute(points, 3));
      const material = new LineBasicMaterial({
        transparent: true,
        opacity: index === 0 ? 0.35 : 0.75,
        depthTest: false,
      });
      const lines = new LineSegments(geometry, material);
      lines.renderOrder = -1;
      return lines;
    });
    this.group.add(...this.parts);
    this.group.visible = false;
  }

  colour(colour: string): void {
    for (const { material } of this.parts) material.color.set(colour);
  }

  dispose(): void {
    for (const { geometry, material } of this.parts) {
      geometry.dispose();
      material.dispose();
    }
  }
}
