type Numbers = Float64Array | Uint32Array | Uint8Array;

/** A typed array that grows as it is filled. */
export class GrowingNumbers<Kind extends Numbers> {
  length = 0;
  private values: Kind;
  private readonly make: new (
    length: number,
  ) => Kind;

  constructor(make: new (length: number) => Kind, room = 1024) {
    this.make = make;
    this.values = new make(room);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.values[place]!;
  }

  /** What was pushed, without a copy. */
  filled(): Kind {
    return this.values.subarray(0, this.length) as Kind;
  }

  private grow(): void {
    const larger = new this.make(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
