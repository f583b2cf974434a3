const lookAgain = 12;
/** After this long one goes on without the graphics card's word. Milliseconds. */
const longest = 1000;

/** Tells when the graphics card has done all that it was told before. */
export class Fence {
  private readonly gl: WebGL2RenderingContext;
  private readonly since = performance.now();
  private sync: WebGLSync | null;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    this.sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  get passed(): boolean {
    const { gl, sync } = this;
    if (!sync) return true;
    const done =
      gl.isContextLost() ||
      performance.now() - this.since > longest ||
      gl.getSyncParameter(sync, gl.SYNC_STATUS) === gl.SIGNALED;
    if (done) {
      gl.deleteSync(sync);
      this.sync = null;
    }
    return done;
  }
}

/** Waits until the graphics card has done all it was told, without holding up the page. */
export async function finished(gl: WebGL2RenderingContext): Promise<void> {
  const fence = new Fence(gl);
  while (!fence.passed) await new Promise((done) => setTimeout(done, lookAgain));
}
