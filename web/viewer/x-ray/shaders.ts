export const vertexShader = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/**
 * Draws the picture at its place: samples are averaged where they are smaller than a screen pixel and interpolated where they
 * are larger, and only then turned into brightness, as film does.
 */
export function fragmentShader(kind: 'grey16' | 'rgb8'): string {
  const grey = kind === 'grey16';
  return `#version 300 es
precision highp float;
precision highp int;
uniform highp ${grey ? 'usampler2D' : 'sampler2D'} picture;
uniform sampler2D curve;
uniform bool curved;
uniform bool inverted;
uniform vec2 screen;
uniform vec2 corner;
uniform float scale;
uniform float aspect;
uniform int turns;
uniform vec2 window;
out vec4 colour;

vec3 sampleAt(ivec2 at) {
  at = clamp(at, ivec2(0), textureSize(picture, 0) - 1);
  return ${grey ? 'vec3(float(texelFetch(picture, at, 0).r))' : 'texelFetch(picture, at, 0).rgb * 255.0'};
}

vec3 between(vec2 at) {
  vec2 low = floor(at - 0.5);
  vec2 share = at - 0.5 - low;
  ivec2 first = ivec2(low);
  vec3 above = mix(sampleAt(first), sampleAt(first + ivec2(1, 0)), share.x);
  vec3 below = mix(sampleAt(first + ivec2(0, 1)), sampleAt(first + ivec2(1, 1)), share.x);
  return mix(above, below, share.y);
}

vec3 average(vec2 at, vec2 covered) {
  ivec2 count = ivec2(clamp(ceil(covered), 1.0, 8.0));
  vec3 sum = vec3(0.0);
  for (int y = 0; y < count.y; y++) {
    for (int x = 0; x < count.x; x++) {
      vec2 part = (vec2(x, y) + 0.5) / vec2(count) - 0.5;
      sum += sampleAt(ivec2(floor(at + part * covered)));
    }
  }
  return sum / float(count.x * count.y);
}

float shown(float value) {
  float share = clamp(value * window.x + window.y, 0.0, 1.0);
  float bright = curved ? texture(curve, vec2((share * 255.0 + 0.5) / 256.0, 0.5)).r : share;
  return inverted ? 1.0 - bright : bright;
}

void main() {
  vec2 size = vec2(textureSize(picture, 0));
  vec2 whole = vec2(size.x, size.y * aspect);
  vec2 seen = (vec2(gl_FragCoord.x, screen.y - gl_FragCoord.y) - corner) / scale;
  if (turns == 1) seen = vec2(seen.y, whole.y - seen.x);
  else if (turns == 2) seen = whole - seen;
  else if (turns == 3) seen = vec2(whole.x - seen.y, seen.x);
  vec2 at = seen / vec2(1.0, aspect);
  if (any(lessThan(at, vec2(0.0))) || any(greaterThanEqual(at, size))) {
    colour = vec4(0.0, 0.0, 0.0, 1.0);
    return;
  }
  vec2 covered = 1.0 / (scale * vec2(1.0, aspect));
  vec3 value = max(covered.x, covered.y) > 1.0 ? average(at, covered) : between(at);
  colour = vec4(shown(value.r), shown(value.g), shown(value.b), 1.0);
}`;
}
