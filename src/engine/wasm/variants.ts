import type { Variant } from "./kernel_module.ts";

/** Every binary of the kernels, with the file that it is kept in. */
export const VARIANTS: Readonly<Record<Variant, URL>> = {
  relaxed: new URL("kernels/relaxed.wasm", import.meta.url),
  plain: new URL("kernels/plain.wasm", import.meta.url),
};
