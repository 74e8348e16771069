/** Work that is done one piece after the other, for as long as there is any. */
export interface Lane {
  /** Begins, unless it is at it. */
  wake(): void;
  /** Settles when there is nothing left to do. */
  idle(): Promise<void>;
}

/**
 * Pieces are asked for one at a time, so that each is chosen by what is wanted at that
 * moment: of a slider that moves on meanwhile, only the latest value is ever computed.
 *
 * @param next what to do now; none where there is nothing
 * @param treat does it, and changes what `next` says; it must not throw
 */
export function createLane<T>(
  next: () => T | undefined,
  treat: (piece: T) => Promise<void>,
): Lane {
  let going: Promise<void> | undefined;
  async function drain() {
    // What wakes it sets several things at once; they are all set after this.
    await Promise.resolve();
    for (let piece = next(); piece !== undefined; piece = next()) await treat(piece);
    going = undefined;
  }
  return {
    wake() {
      going ??= drain();
    },
    async idle() {
      await going;
    },
  };
}
