/** Collects a statement's parameters. The same value is sent once. */
export class Values {
  readonly list: unknown[] = [];
  private readonly known = new Map<string, string>();

  /** The placeholder of a value, cast to its type. */
  add(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.known.get(key);
    if (known) return known;
    this.list.push(value);
    const placeholder = `$${this.list.length}::${type}`;
    this.known.set(key, placeholder);
    return placeholder;
  }
}
