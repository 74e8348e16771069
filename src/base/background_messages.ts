/** What a worker and the thread that started it say to each other. */
import type { PackedError } from "./pack_error.ts";

/** Functions of the starting thread that the worker may call. */
export type Listeners = Readonly<Record<string, (...values: never[]) => unknown>>;

/** From the starting thread. */
export type ToWorker =
  | { readonly kind: "job"; readonly job: unknown }
  | { readonly kind: "answer"; readonly call: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly call: number }
  | { readonly kind: "stop" };

/** From the worker. */
export type FromWorker =
  | {
    readonly kind: "call";
    readonly call: number;
    readonly name: string;
    readonly values: readonly unknown[];
  }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly error: PackedError };
