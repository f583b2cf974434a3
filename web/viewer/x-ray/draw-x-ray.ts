import type { Placement, Size } from '../picture/placement.ts';
import type { Brightness } from './brightness.ts';
import type { XRay } from './load-x-ray.ts';
import { fragmentShader, vertexShader } from './shaders.ts';

export type Drawing = NonNullable<ReturnType<typeof startDrawing>>;

/** Draws one X-ray on one canvas; null where the browser has no WebGL 2. */
export function startDrawing(canvas: HTMLCanvasElement, xRay: XRay) {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, powerPreference: 'low-power' });
  if (!gl) return null;
  const program = link(gl, xRay.header.kind);
  if (!program) return null;
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL’s, not React’s
  gl.useProgram(program);
  const at = (name: string) => gl.getUniformLocation(program, name);
  upload(gl, xRay);
  gl.uniform1i(at('picture'), 0);
  gl.uniform1i(at('curve'), 1);
  let curve: readonly number[] | undefined;

  return {
    /** `turns`: by how many quarters clockwise. */
    draw(place: Placement, room: Size, brightness: Brightness, turns: number): void {
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const [width, height] = [Math.round(room.width * ratio), Math.round(room.height * ratio)];
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.viewport(0, 0, width, height);
      const { slope, intercept, aspect } = xRay.header;
      const { low, high, inverted } = brightness;
      if (brightness.curve && brightness.curve !== curve) uploadCurve(gl, brightness.curve);
      curve = brightness.curve ?? curve;
      gl.uniform1i(at('curved'), brightness.curve ? 1 : 0);
      gl.uniform1i(at('inverted'), inverted ? 1 : 0);
      gl.uniform2f(at('screen'), width, height);
      gl.uniform2f(at('corner'), place.x * ratio, place.y * ratio);
      gl.uniform1f(at('scale'), place.scale * ratio);
      gl.uniform1f(at('aspect'), aspect);
      gl.uniform1i(at('turns'), turns);
      gl.uniform2f(at('window'), slope / (high - low), (intercept - low) / (high - low));
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    /** Gives the graphics memory back at once; browsers allow few drawings at a time. */
    end: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function link(gl: WebGL2RenderingContext, kind: 'grey16' | 'rgb8'): WebGLProgram | null {
  const program = gl.createProgram();
  const parts = [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader(kind)],
  ] as const;
  for (const [type, source] of parts) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

function upload(gl: WebGL2RenderingContext, xRay: XRay): void {
  startTexture(gl, 0, gl.NEAREST);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const { width, height } = xRay.header;
  if ('bitmap' in xRay) {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, xRay.bitmap);
  } else if (xRay.samples instanceof Uint16Array) {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16UI, width, height, 0, gl.RED_INTEGER, gl.UNSIGNED_SHORT, xRay.samples);
  } else {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, width, height, 0, gl.RGB, gl.UNSIGNED_BYTE, xRay.samples);
  }
  startTexture(gl, 1, gl.LINEAR);
  uploadCurve(gl, [0, 255]);
}

function startTexture(gl: WebGL2RenderingContext, unit: number, filter: number): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, filter);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
}

function uploadCurve(gl: WebGL2RenderingContext, curve: readonly number[]): void {
  gl.activeTexture(gl.TEXTURE1);
  const bytes = Uint8Array.from(curve);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, bytes.length, 1, 0, gl.RED, gl.UNSIGNED_BYTE, bytes);
}
