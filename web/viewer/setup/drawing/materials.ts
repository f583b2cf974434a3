import { Color, DoubleSide, type IUniform, MeshStandardMaterial } from 'three';
import type { BodyTable } from './body-table.ts';

/** Where a body stands is read from the table by the row that each vertex names. */
const bodyDeclarations = /* glsl */ `
attribute vec4 about;
uniform sampler2D bodies;
varying vec3 vAbout;
varying vec4 vTint;
vec3 turnedBy(vec4 turn, vec3 point) {
  return point + 2.0 * cross(turn.xyz, cross(turn.xyz, point) + turn.w * point);
}
`;
const bodyNormal = /* glsl */ `
int bodyRow = int(about.x + 0.5);
vec4 bodyPlace = texelFetch(bodies, ivec2(0, bodyRow), 0);
vec4 bodyTurn = texelFetch(bodies, ivec2(1, bodyRow), 0);
vTint = texelFetch(bodies, ivec2(2, bodyRow), 0);
vAbout = vec3((about.y - 48.0) / 96.0, about.z / 25.0, about.w);
vec3 objectNormal = turnedBy(bodyTurn, normal);
`;
// A body that isn't shown shrinks to a point, of which nothing is drawn.
const bodyPosition = /* glsl */ `
vec3 transformed = bodyPlace.w > 0.5 ? turnedBy(bodyTurn, position) + bodyPlace.xyz : vec3(0.0);
`;

/** Enamel: warmer and darker towards the neck, cooler and clearer at the edge, dust in the fissures. */
const enamel = /* glsl */ `
float neck = smoothstep(1.5, 8.5, vAbout.y);
float edge = 1.0 - smoothstep(0.0, 2.6, vAbout.y);
vec3 tone = mix(vec3(0.83, 0.765, 0.655), vec3(0.76, 0.635, 0.465), neck);
tone = mix(tone, vec3(0.77, 0.77, 0.745), edge * 0.55);
float depth = clamp(vAbout.x * 0.42, -0.08, 0.42);
tone *= vec3(1.0 - depth * 0.85, 1.0 - depth, 1.0 - depth * 1.2);
diffuseColor.rgb = mix(tone, vTint.rgb, vTint.a);
`;
// Light that goes in and comes out again elsewhere: rims glow softly instead of falling into the dark.
const enamelGlow = /* glsl */ `
float rim = 1.0 - clamp(dot(normal, normalize(vViewPosition)), 0.0, 1.0);
totalEmissiveRadiance += diffuseColor.rgb * vec3(0.16, 0.115, 0.08) * rim * rim;
`;
const gum = /* glsl */ `
float deep = smoothstep(3.0, 10.2, vAbout.y);
vec3 tone = mix(vec3(0.69, 0.325, 0.315), vec3(0.56, 0.175, 0.18), deep);
float depth = clamp(vAbout.x * 0.5, -0.12, 0.45);
tone *= vec3(1.0 - depth * 0.8, 1.0 - depth, 1.0 - depth);
diffuseColor.rgb = tone;
`;
const gumGlow = /* glsl */ `
float rim = 1.0 - clamp(dot(normal, normalize(vViewPosition)), 0.0, 1.0);
totalEmissiveRadiance += diffuseColor.rgb * vec3(0.14, 0.07, 0.06) * rim * rim;
`;
const plain = /* glsl */ `
diffuseColor.rgb = mix(diffuseColor.rgb * (1.0 - clamp(vAbout.x * 0.4, -0.1, 0.4)), vTint.rgb, vTint.a);
`;

/** A ghost lies a hair behind: where both are in the same place, the solid one is seen. Millimetres. */
const ghostBehind = /* glsl */ `
#include <project_vertex>
mvPosition.z -= 0.12;
gl_Position = projectionMatrix * mvPosition;
`;

type Tissue = { paint: string; glow: string; roughness: number; colour?: string };
export const tissues = {
  enamel: { paint: enamel, glow: enamelGlow, roughness: 0.3 },
  gum: { paint: gum, glow: gumGlow, roughness: 0.42 },
  attachment: { paint: plain, glow: '', roughness: 0.5, colour: '#2f9e8f' },
  ghost: { paint: plain, glow: '', roughness: 0.6, colour: '#3f6fd8' },
} satisfies Record<string, Tissue>;
export type TissueName = keyof typeof tissues;

/** How bodies of this tissue look, placed by this table. */
export function tissueMaterial(name: TissueName, table: BodyTable): MeshStandardMaterial {
  const { paint, glow, roughness, colour = '#ffffff' }: Tissue = tissues[name];
  const material = new MeshStandardMaterial({ color: new Color(colour), roughness, side: DoubleSide });
  const bodies: IUniform = { value: table.texture };
  material.onBeforeCompile = (shader) => {
    shader.uniforms.bodies = bodies;
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${bodyDeclarations}`)
      .replace('#include <beginnormal_vertex>', bodyNormal)
      .replace('#include <begin_vertex>', bodyPosition)
      .replace('#include <project_vertex>', name === 'ghost' ? ghostBehind : '#include <project_vertex>');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vAbout;\nvarying vec4 vTint;')
      .replace('#include <color_fragment>', paint)
      .replace('#include <emissivemap_fragment>', glow);
  };
  material.customProgramCacheKey = () => `midline-${name}`;
  return material;
}
