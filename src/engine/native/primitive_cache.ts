/** Something that was built in oneDNN and has to be given back. */
export interface Built {
  destroy(): void;
}

/**
 * What was built, by what it computes and on which shapes. Building it compiles
 * machine code, which takes milliseconds; the least recently used one goes when
 * there are too many, as when every image has a size of its own.
 */
export class PrimitiveCache {
  readonly #primitives = new Map<string, Built>();
  /** How many were built so far. */
  built = 0;

  constructor(readonly limit: number) {}

  /** @param key names one kind of thing: what was built under it has that type */
  get<Thing extends Built>(key: string, build: () => Thing): Thing {
    const found = this.#primitives.get(key) as Thing | undefined;
    if (found) {
      // A Map remembers the order of insertion: the first is the oldest.
      this.#primitives.delete(key);
      this.#primitives.set(key, found);
      return found;
    }
    const made = build();
    this.built++;
    this.#primitives.set(key, made);
    if (this.#primitives.size > this.limit) {
      const [oldest, thing] = this.#primitives.entries().next().value!;
      this.#primitives.delete(oldest);
      thing.destroy();
    }
    return made;
  }
}
