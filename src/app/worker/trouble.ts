/** Errors as the page tells of them. */
import { messageOf } from "../../base/mod.ts";
import type { Trouble } from "../segmenter.ts";

/** What may be thrown at the page. */
export class TroubleError extends Error {
  override readonly name = "TroubleError";

  constructor(readonly code: Trouble["code"], message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Every code; a record, so that none is forgotten. */
const CODES: Readonly<Record<Trouble["code"], true>> = {
  "not-an-image": true,
  "too-large": true,
  corrupt: true,
  unsupported: true,
  "no-engine": true,
  "out-of-memory": true,
  "model-unreachable": true,
  stopped: true,
  fault: true,
};

/** How browsers and engines say that memory has run out. */
const NO_MEMORY =
  /out of memory|no memory left|memory is full|allocation failed|array length|could not allocate|tensors of at most/i;

/** How the engine `webgpu` says that it cannot go on. */
const NO_GPU = /WebGPU|GPU device|GPU has|this adapter can hold/;

/** Whether another engine may do what this one could not. */
export const isOfGpu = (error: unknown): boolean => NO_GPU.test(messageOf(error));

/** An error in the page's terms; one that has a code keeps it. */
export function troubleOf(error: unknown): Trouble {
  const message = messageOf(error);
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === "string" && Object.hasOwn(CODES, code)) {
    return { code: code as Trouble["code"], message };
  }
  if (NO_MEMORY.test(message)) return { code: "out-of-memory", message };
  return { code: "fault", message };
}
