/** Ports that come free, peers that come up, a parent that goes. */

const START_SECONDS = 60;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Listens as soon as a port is free: after a restart its last user may still be ending. */
export async function listenPatiently(
  hostname: string,
  port: number,
): Promise<Deno.TcpListener> {
  for (let attempt = 0;; attempt++) {
    try {
      return Deno.listen({ hostname, port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse) || attempt === 200) throw error;
      await pause(50);
    }
  }
}

/** Ports that were free a moment ago, all different. */
export function freePorts(hostname: string, count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname, port: 0 }),
  );
  const ports = listeners.map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}

/** Connects as soon as the kernel listens. */
export async function reachPatiently<T>(connect: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + START_SECONDS * 1000;;) {
    try {
      return await connect();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(20);
    }
  }
}

/**
 * Resolves when the process that has started this one is gone, which Windows hides.
 *
 * @param expected that process as Jupyter names it: it may go before we look
 */
export async function parentGone(
  expected = Deno.env.get("JPY_PARENT_PID"),
): Promise<void> {
  const parent = Deno.ppid;
  // The first process takes in orphans; where it is Jupyter, we are none.
  if (parent === 1 && expected !== undefined && expected !== "1") return;
  while (Deno.ppid === parent) await pause(1000);
}
