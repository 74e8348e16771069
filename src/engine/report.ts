/** What one kernel did since the report was last cleared. */
export interface KernelTime {
  /** TensorFlow.js's name of the kernel, such as "Conv2D". */
  readonly kernel: string;
  /** Whether the engine's own code ran, or TensorFlow.js's JavaScript. */
  readonly ran: "native" | "javascript";
  readonly calls: number;
  readonly milliseconds: number;
  /** Of the time that all kernels took, 0..1. */
  readonly share: number;
}

interface Count {
  calls: number;
  milliseconds: number;
}

const counts = {
  native: new Map<string, Count>(),
  javascript: new Map<string, Count>(),
};

/** Adds one call of a kernel to the report. */
export function countKernel(
  ran: KernelTime["ran"],
  kernel: string,
  milliseconds: number,
): void {
  const count = counts[ran].get(kernel);
  if (count) {
    count.calls++;
    count.milliseconds += milliseconds;
  } else {
    counts[ran].set(kernel, { calls: 1, milliseconds });
  }
}

/**
 * Says which kernels the engine `native` ran since the report was cleared, by
 * itself and in JavaScript, the longest first. Other engines leave it empty.
 *
 * @example
 * ```ts
 * import { clearEngineReport, engineReport } from "#karyon";
 * clearEngineReport();
 * if (engineReport().length !== 0) throw new Error("not cleared");
 * ```
 */
export function engineReport(): KernelTime[] {
  const rows = (["native", "javascript"] as const).flatMap((ran) =>
    Array.from(counts[ran], ([kernel, count]) => ({ kernel, ran, ...count }))
  );
  const total = rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return rows
    .map((row) => ({ ...row, share: total > 0 ? row.milliseconds / total : 0 }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** Starts the report anew. */
export function clearEngineReport(): void {
  counts.native.clear();
  counts.javascript.clear();
}
