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
  readonly #things = new Map<string, { readonly thing: Built; used: number }>();
  #clock = 0;
  /** How many were built so far. */
  built = 0;

  constructor(readonly limit: number) {}

  /** @param key names one kind of thing: what was built under it has that type */
  get<Thing extends Built>(key: string, build: () => Thing): Thing {
    const used = ++this.#clock;
    const found = this.#things.get(key);
    if (found) {
      found.used = used;
      return found.thing as Thing;
    }
    const thing = build();
    this.built++;
    this.#things.set(key, { thing, used });
    if (this.#things.size > this.limit) this.#forgetOldest();
    return thing;
  }

  #forgetOldest(): void {
    let oldest = "", first = Infinity;
    for (const [key, { used }] of this.#things) {
      if (used < first) [oldest, first] = [key, used];
    }
    this.#things.get(oldest)?.thing.destroy();
    this.#things.delete(oldest);
  }
}
