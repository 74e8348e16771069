/** The event that Karyon's kernel raises when somebody presses a notebook's stop button. */
export const INTERRUPT = "karyon.interrupt";

/**
 * Calls a function when the notebook's stop button is pressed.
 *
 * Deno's kernel never answers again when awaited work is interrupted, so
 * Karyon's kernel raises an event in its place, and long work stops itself.
 *
 * @param stop makes the work stop soon; must not throw
 * @returns what ends the listening
 *
 * @example
 * ```ts
 * import { onInterrupt } from "#karyon";
 * const stop = new AbortController();
 * const release = onInterrupt(() => stop.abort());
 * // ... work that looks at stop.signal ...
 * release();
 * ```
 */
export function onInterrupt(stop: () => void): () => void {
  const listener = (event: { preventDefault(): void }) => {
    // Tells the kernel that something here does stop.
    event.preventDefault();
    stop();
  };
  addEventListener(INTERRUPT, listener);
  return () => removeEventListener(INTERRUPT, listener);
}
