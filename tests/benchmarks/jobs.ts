/** How values are kept while they are computed: float32 or bfloat16. */
export type Precision = "f32" | "bf16";

/** One step of a whole network on a batch of square RGB images. */
export interface NetworkJob {
  readonly kind: "network";
  readonly network: "unet" | "unet-batch-norm" | "unet-plus-plus";
  /** Of the first block; three blocks, each with twice as many as the one above. */
  readonly filters: number;
  readonly batch: number;
  /** Height and width of the images, in pixels. */
  readonly size: number;
  readonly precision: Precision;
  readonly work: "training" | "inference";
}

/** One pass of one 3 x 3 convolution, stride 1, padded to the same size. */
export interface ConvolutionJob {
  readonly kind: "convolution";
  readonly pass: "forward" | "input-gradient" | "filter-gradient";
  readonly batch: number;
  readonly size: number;
  /** Channels that go in and come out. */
  readonly inputs: number;
  readonly outputs: number;
  readonly precision: Precision;
}

/** The product of two square matrices: what a machine can compute at most. */
export interface ProductJob {
  readonly kind: "product";
  readonly size: number;
  readonly precision: Precision;
}

/** What can be timed. */
export type Job = NetworkJob | ConvolutionJob | ProductJob;

/** By what a network is trained: stock TensorFlow.js, or Karyon's own step. */
export type TrainingStep = "stock" | "karyon";

/**
 * A job's name, of parts that `--only` looks for: `unet/16/batch-4/f32/training`.
 */
export function nameOf(job: Job): string {
  switch (job.kind) {
    case "network": {
      const { network, filters, batch, precision, work } = job;
      return `${network}/${filters}/batch-${batch}/${precision}/${work}`;
    }
    case "convolution": {
      const { size, inputs, outputs, batch, precision, pass } = job;
      return `convolution/${size}/${inputs}-${outputs}/batch-${batch}/${precision}/${pass}`;
    }
    case "product":
      return `product/${job.size}/${job.precision}`;
  }
}

/**
 * Floating-point operations of one step, a multiplication and an addition
 * counting as two. The padding's products with zero count too, as is usual.
 */
export function operationsOf(job: ConvolutionJob | ProductJob): number {
  if (job.kind === "product") return 2 * job.size ** 3;
  return 2 * job.batch * job.size ** 2 * 3 * 3 * job.inputs * job.outputs;
}
