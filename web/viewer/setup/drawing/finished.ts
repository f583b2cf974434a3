const lookAgain = 12;
const longest = 1000;

/** Waits until the graphics card has done all it was told, without holding up the page. */
export async function finished(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.flush();
  if (!fence) return;
  const start = performance.now();
  while (!gl.isContextLost() && performance.now() - start < longest) {
    await new Promise((done) => setTimeout(done, lookAgain));
    if (gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED) break;
  }
  gl.deleteSync(fence);
}
