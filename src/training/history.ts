/** What one epoch came to; one row of the history. */
export interface EpochRow {
  /** Counted from 1. */
  epoch: number;
  /** The recipe's loss, mean over the training images as they were trained. */
  loss: number;
  /** Two-class Mean IoU over the training images as they were trained. */
  mean_iou: number;
  /** Binary cross-entropy, whatever the recipe's loss: mean over the validation images. */
  val_loss: number;
  /** Two-class Mean IoU over the validation images after the epoch. */
  val_mean_iou: number;
  /** Foreground IoU, the mean over the validation images after the epoch. */
  val_foreground_iou: number;
  /** Of the epoch's last step. */
  learning_rate: number;
  /** Wall time of the epoch. */
  seconds: number;
}

/** Every epoch of a training, in order. */
export type History = readonly EpochRow[];

/**
 * The epoch whose weights are kept: the highest validation Mean IoU, and of
 * equals (a network that still finds nothing) the lowest validation loss.
 *
 * @returns undefined for an empty history
 *
 * @example
 * ```ts
 * import { bestEpoch } from "#karyon";
 * if (bestEpoch([]) !== undefined) throw new Error();
 * ```
 */
export function bestEpoch(history: History): EpochRow | undefined {
  let best: EpochRow | undefined;
  for (const row of history) {
    const ahead = best === undefined ? 1 : row.val_mean_iou - best.val_mean_iou;
    if (ahead > 0 || (ahead === 0 && row.val_loss < best!.val_loss)) best = row;
  }
  return best;
}

/** Whether the validation loss has not fallen for `patience` epochs; never if null. */
export function isExhausted(history: History, patience: number | null): boolean {
  if (patience === null) return false;
  let lowest = Infinity, at = 0;
  history.forEach(({ val_loss }, i) => {
    if (val_loss < lowest) [lowest, at] = [val_loss, i];
  });
  return history.length - 1 - at >= patience;
}
