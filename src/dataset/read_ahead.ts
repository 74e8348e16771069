/** How many are read at once: files are decoded on other threads. */
const AHEAD = 8;

/** Reads one after the other, in order, a few ahead. */
export async function* readAhead<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  let next = 0;
  try {
    while (next < items.length || pending.length > 0) {
      while (next < items.length && pending.length < AHEAD) {
        pending.push(read(items[next++]!));
      }
      yield await pending.shift()!;
    }
  } finally {
    // A reader who leaves early must not leave an unhandled rejection behind.
    await Promise.allSettled(pending);
  }
}
