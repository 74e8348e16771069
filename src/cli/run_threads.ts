/** How notebooks that run at once share the machine. */
import { availableParallelism } from "node:os";

/**
 * So many notebooks run at once: two where there are two processors. More would gain
 * little, as a kernel computes on several itself, and each takes about a gigabyte.
 */
export const usualJobs = (): number => Math.min(2, availableParallelism());

/**
 * What the environment says to each of so many kernels: an equal share of the
 * processors, unless a person has chosen. Always the same on one machine, as the last
 * digits of what is computed may depend on it.
 */
export function shareThreads(
  kernels: number,
  environment: { get(name: string): string | undefined } = Deno.env,
  processors: number = availableParallelism(),
): Record<string, string> {
  const chosen = ["KARYON_THREADS", "OMP_NUM_THREADS"]
    .some((name) => environment.get(name));
  if (chosen || kernels < 2) return {};
  return { KARYON_THREADS: String(Math.max(1, Math.floor(processors / kernels))) };
}
