/** The worker of `openAugmentedBatches()`; it needs no tensors. */
import { serveBackground } from "../../base/mod.ts";
import type { SourceImage } from "../source_image.ts";
import {
  type AugmentedShape,
  type BatchArrays,
  type BatchPlan,
  fillBatch,
} from "./fill_batch.ts";

/** What a worker gets; all arrays lie in shared memory. */
export interface AugmentJob {
  readonly sources: readonly SourceImage[];
  readonly shape: AugmentedShape;
  readonly slots: readonly BatchArrays[];
}

/** A batch to fill, and which slot takes it. */
export interface AugmentTask extends BatchPlan {
  readonly slot: number;
}

/** What a worker calls. */
export type AugmentListeners = {
  /** The next task, or undefined at the end. */
  readonly take: () => Promise<AugmentTask | undefined>;
  readonly filled: (slot: number) => void;
};

serveBackground<AugmentJob, AugmentListeners>(async (job, { call }) => {
  const { sources, shape, slots } = job;
  for (let task = await call("take"); task; task = await call("take")) {
    fillBatch(sources, shape, task, slots[task.slot]!);
    call("filled", task.slot);
  }
});
