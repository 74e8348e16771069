import { InputError } from "../base/mod.ts";

/** How the learning rate moves over a training; shares are 0..1. */
export type Schedule =
  /** The same rate throughout. */
  | { readonly kind: "constant" }
  /** Up in a straight line, then down along half a cosine. */
  | {
    readonly kind: "cosine";
    /** Share of the steps that the way up takes. */
    readonly warmup: number;
    /** What is left of the rate at the last step. */
    readonly final: number;
  }
  /** Up and down again, each along half a cosine. */
  | {
    readonly kind: "one-cycle";
    /** Share of the steps that the way up takes. */
    readonly warmup: number;
    /** What there is of the rate at the first step. */
    readonly start: number;
    /** What is left of the rate at the last step. */
    readonly final: number;
  };

/** From 1 to 0 along half a cosine, where `way` goes from 0 to 1. */
const fall = (way: number) => (1 + Math.cos(Math.PI * way)) / 2;

const between = (from: number, to: number, way: number) => to + (from - to) * fall(way);

function expectShares(schedule: Schedule): void {
  for (const [name, value] of Object.entries(schedule)) {
    if (name !== "kind" && !(value >= 0 && value <= 1)) {
      throw new InputError(
        `Expected ${name} of the schedule ${schedule.kind} to be in 0..1 but found ${value}`,
      );
    }
  }
}

/**
 * The learning rate of one step of a training.
 *
 * - `constant`: `base`.
 * - `cosine`: with w warm-up steps, `base (step + 1) / (w + 1)` up to step w,
 *   where it is `base`; then along half a cosine to `final base` at the last step.
 *   Source: Loshchilov, Hutter, "SGDR", 2017, without restarts.
 * - `one-cycle`: from `start base` to `base` and on to `final base`, the peak at
 *   step `warmup totalSteps - 1`. Source: Smith, Topin, "Super-Convergence", 2018,
 *   as PyTorch's `OneCycleLR` moves the rate; Adam's means decay as ever.
 *
 * @param base the highest rate, above 0
 * @param step counted from 0; a step past the end has the last step's rate
 * @param totalSteps of the whole training, at least 1
 * @throws {InputError} if a number is out of range
 *
 * @example
 * ```ts
 * import { learningRateAt } from "#karyon";
 * const schedule = { kind: "cosine", warmup: 0, final: 0 } as const;
 * const rates = [0, 1, 2].map((step) => learningRateAt(schedule, 0.1, step, 3));
 * if (rates[0] !== 0.1 || Math.abs(rates[1]! - 0.05) > 1e-9) throw new Error();
 * if (rates[2] !== 0) throw new Error();
 * ```
 */
export function learningRateAt(
  schedule: Schedule,
  base: number,
  step: number,
  totalSteps: number,
): number {
  if (!(base > 0 && Number.isFinite(base))) {
    throw new InputError(`Expected a learning rate above 0 but found ${base}`);
  }
  if (!(Number.isInteger(totalSteps) && totalSteps > 0 && step >= 0)) {
    throw new InputError(
      `Expected a step of at least 0, of 1 or more steps, but found step ${step} of ${totalSteps}`,
    );
  }
  expectShares(schedule);
  const last = totalSteps - 1, at = Math.min(step, last);
  switch (schedule.kind) {
    case "constant":
      return base;
    case "cosine": {
      const peak = Math.min(Math.round(schedule.warmup * totalSteps), last);
      if (at < peak) return base * (at + 1) / (peak + 1);
      const way = last > peak ? (at - peak) / (last - peak) : 0;
      return between(base, schedule.final * base, way);
    }
    case "one-cycle": {
      const peak = Math.max(schedule.warmup * totalSteps - 1, 0);
      if (at < peak) return between(schedule.start * base, base, at / peak);
      const way = last > peak ? (at - peak) / (last - peak) : 0;
      return between(base, schedule.final * base, way);
    }
  }
}
