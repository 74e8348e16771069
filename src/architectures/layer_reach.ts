/** Places on one axis of a map, the first and the last included. */
export type Interval = readonly [first: number, last: number];

/** One axis of a layer that slides a window over its input. */
export interface Window {
  /** Length of the kernel or pool. */
  readonly kernel: number;
  readonly stride: number;
  /** From one weight of the kernel to the next. */
  readonly dilation: number;
  /** Whether TensorFlow's padding "same" is on, or none is. */
  readonly isPadded: boolean;
}

/** Where every place is looked at. */
export const EVERYWHERE: Interval = [-Infinity, Infinity];

/**
 * How many places of padding stand before the first one, as TensorFlow's "same"
 * has it: an odd number in all leaves the larger half at the end.
 *
 * @param length of the axis that the window slides over
 */
function paddingBefore(
  length: number,
  { kernel, stride, dilation, isPadded }: Window,
): number {
  if (!isPadded) return 0;
  const steps = Math.ceil(length / stride);
  const span = (kernel - 1) * dilation + 1;
  return Math.floor(Math.max(0, (steps - 1) * stride + span - length) / 2);
}

/** The input's places that a convolution or pool looks at for some of its own. */
export function reachOfWindow(
  [first, last]: Interval,
  window: Window,
  inputLength: number,
): Interval {
  const { kernel, stride, dilation } = window;
  const padding = paddingBefore(inputLength, window);
  return [first * stride - padding, last * stride - padding + (kernel - 1) * dilation];
}

/** The same for a transposed convolution, where the window slides over the output. */
export function reachOfTransposedWindow(
  [first, last]: Interval,
  window: Window,
  outputLength: number,
): Interval {
  const { kernel, stride } = window;
  const padding = paddingBefore(outputLength, window);
  return [
    Math.ceil((first + padding - (kernel - 1)) / stride),
    Math.floor((last + padding) / stride),
  ];
}

/**
 * The same for a map enlarged by a whole factor. TensorFlow.js's bilinear layer
 * has the old grid, whose place i lies at i / factor: between two places, it
 * needs both.
 */
export function reachOfUpsampling(
  [first, last]: Interval,
  factor: number,
  isBilinear: boolean,
): Interval {
  const end = last / factor;
  return [Math.floor(first / factor), isBilinear ? Math.ceil(end) : Math.floor(end)];
}
