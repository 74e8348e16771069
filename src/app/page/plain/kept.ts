/**
 * Large arrays by name, the longest unused of them given up where they need more than a
 * budget; they can be asked for again.
 */
export class Kept<T extends { readonly byteLength: number }> {
  readonly #budget: number;
  readonly #values = new Map<string, T>();
  #bytes = 0;

  /** @param budget bytes */
  constructor(budget: number) {
    this.#budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Using a value makes it the last to be given up. */
  get(name: string): T | undefined {
    const value = this.#values.get(name);
    if (value !== undefined) {
      this.#values.delete(name);
      this.#values.set(name, value);
    }
    return value;
  }

  /** The newest value stays, even where it alone is above the budget. */
  set(name: string, value: T): void {
    this.delete(name);
    this.#values.set(name, value);
    this.#bytes += value.byteLength;
    for (const other of this.#values.keys()) {
      if (this.#bytes <= this.#budget || other === name) break;
      this.delete(other);
    }
  }

  delete(name: string): void {
    this.#bytes -= this.#values.get(name)?.byteLength ?? 0;
    this.#values.delete(name);
  }
}
