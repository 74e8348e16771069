import type { ConvolutionJob, Job, NetworkJob, ProductJob } from "./jobs.ts";
import { nameOf } from "./jobs.ts";

/** Height and width of the images, in pixels. */
const SIZE = 256;

const networks: readonly NetworkJob[] =
  (["unet", "unet-batch-norm", "unet-plus-plus"] as const).flatMap((network) =>
    [16, 64].flatMap((filters) =>
      [4, 1].flatMap((batch) =>
        (["f32", "bf16"] as const).flatMap((precision) =>
          (["training", "inference"] as const).map((work) => (
            {
              kind: "network",
              network,
              filters,
              batch,
              size: SIZE,
              precision,
              work,
            } as const
          ))
        )
      )
    )
  );

/** Convolutions of the U-Nets with 16 and 64 filters, from wide maps to deep ones. */
const convolutions: readonly ConvolutionJob[] = [
  { size: 256, inputs: 16, outputs: 16 },
  { size: 256, inputs: 64, outputs: 64 },
  { size: 64, inputs: 64, outputs: 64 },
  { size: 32, inputs: 128, outputs: 128 },
].flatMap((shape) =>
  (["f32", "bf16"] as const).flatMap((precision) =>
    (["forward", "input-gradient", "filter-gradient"] as const).map((pass) => (
      { kind: "convolution", pass, batch: 4, precision, ...shape } as const
    ))
  )
);

const products: readonly ProductJob[] = (["f32", "bf16"] as const).map((precision) => (
  { kind: "product", size: 2048, precision } as const
));

/** Everything that can be timed. */
export const cases: readonly Job[] = [...products, ...convolutions, ...networks];

/** What is timed unless more is asked for, by the parts of its name. */
const QUICK = [
  /^product/,
  /^convolution\/(256\/16-16|32\/)/,
  /^unet\/16\/batch-4/,
  /^unet-batch-norm\/16\/batch-4\/f32\/training/,
];

/** What is timed besides where a graphics card computes. */
const QUICK_GPU = [/^unet\/64\/batch-4\/f32/];

/** What to time. */
export interface Choice {
  /** Every case. */
  readonly all?: boolean;
  /** Every case with this text in its name. */
  readonly only?: string;
  /** Whether a graphics card takes part. */
  readonly gpu?: boolean;
}

/** The cases of a choice, in the table's order. */
export function chooseCases({ all, only, gpu }: Choice): readonly Job[] {
  if (only !== undefined) return cases.filter((job) => nameOf(job).includes(only));
  if (all) return cases;
  const quick = gpu ? [...QUICK, ...QUICK_GPU] : QUICK;
  return cases.filter((job) => quick.some((pattern) => pattern.test(nameOf(job))));
}
