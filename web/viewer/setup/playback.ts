/** Moves the shown stage over time: glides to a stage, or plays from one to the last. Tells each step and each whole stage passed. */
export class Playback {
  /** Where the teeth stand now; between stages too. */
  at = 0;
  /** Whether it has stood anywhere yet. */
  started = false;
  private frame = 0;
  private running = false;
  private readonly onMove: (at: number) => void;

  constructor(onMove: (at: number) => void) {
    this.onMove = onMove;
  }

  get playing(): boolean {
    return this.running;
  }

  /** In so many milliseconds; at once with 0. */
  glide(to: number, milliseconds: number): void {
    this.stop();
    const from = this.at;
    const start = performance.now();
    const step = () => {
      const share = milliseconds > 0 ? Math.min((performance.now() - start) / milliseconds, 1) : 1;
      this.move(from + (to - from) * share * (2 - share));
      this.frame = share < 1 ? requestAnimationFrame(step) : 0;
    };
    step();
  }

  play(last: number, stagesPerSecond: number, onStage: (stage: number) => void, onEnd: () => void): void {
    this.stop();
    this.running = true;
    if (this.at >= last) this.move(0);
    let before = performance.now();
    let told = Math.round(this.at);
    onStage(told);
    const step = (now: number) => {
      // After a long pause, as in a hidden tab, it goes on from where it was.
      const passed = Math.min(Math.max(now - before, 0), 100);
      before = now;
      this.move(Math.min(this.at + (passed / 1000) * stagesPerSecond, last));
      const whole = Math.floor(this.at + 1e-6);
      if (whole !== told) onStage(whole);
      told = whole;
      if (!this.running) return;
      if (this.at < last) this.frame = requestAnimationFrame(step);
      else {
        this.stop();
        onEnd();
      }
    };
    this.frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.running = false;
  }

  /** Tells once more where the teeth stand. */
  again(): void {
    this.onMove(this.at);
  }

  private move(at: number): void {
    this.started = true;
    this.at = at;
    this.onMove(at);
  }
}
