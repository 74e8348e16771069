/** Files that change while a person works on them. */

/** Editors write a file in several steps. */
const PAUSE_MS = 150;

/**
 * Calls back when files below some folders have changed, not while an earlier call runs.
 *
 * @returns after the signal has been given
 */
export async function onChange(
  folders: readonly string[],
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  const watcher = Deno.watchFs([...folders]);
  const close = () => watcher.close();
  signal.addEventListener("abort", close, { once: true });
  let running = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { kind } of watcher) {
    if (kind === "access") continue;
    clearTimeout(timer);
    timer = setTimeout(() => running = running.then(act), PAUSE_MS);
  }
  clearTimeout(timer);
  await running;
}
