/** Prints figures with their targets and remembers misses. */
export class Figures {
  private misses = 0;

  /** A figure without a target. */
  tell(name: string, value: number | string, unit = ''): void {
    this.line('      ', name, value, unit, '');
  }

  atMost(name: string, value: number, most: number, unit: string): void {
    this.judge(name, value, value <= most, `≤ ${most} ${unit}`, unit);
  }

  atLeast(name: string, value: number, least: number, unit: string): void {
    this.judge(name, value, value >= least, `≥ ${least} ${unit}`, unit);
  }

  /** Whether every target was met. */
  met(): boolean {
    return this.misses === 0;
  }

  private judge(name: string, value: number, good: boolean, target: string, unit: string): void {
    if (!good) this.misses += 1;
    this.line(good ? 'met   ' : 'MISSED', name, value, unit, target);
  }

  private line(mark: string, name: string, value: number | string, unit: string, target: string): void {
    const shown =
      typeof value === 'number' ? (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 0)) : value;
    console.log(`  ${mark}  ${name.padEnd(62)} ${`${shown} ${unit}`.padStart(16)}  ${target}`);
  }
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share) - 1, sorted.length - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
