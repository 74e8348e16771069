import type { WasmBackend } from "./backend.ts";
import { borrowKernels } from "./borrow_kernels.ts";
import {
  replaceConvolutionGradients,
  replaceConvolutions,
} from "./convolution_kernels.ts";
import { replaceCopies } from "./copy_kernels.ts";
import { replaceDepthwiseGradients } from "./depthwise_kernels.ts";
import { replaceElementwise } from "./elementwise_kernels.ts";
import { replacePoolGradient } from "./pool_kernels.ts";
import { replaceProducts } from "./product_kernels.ts";
import { replaceSums } from "./sum_kernels.ts";
import type { Team } from "./team.ts";
import { replaceTile } from "./tile_kernel.ts";

/** What Karyon computes in TensorFlow.js's place. */
const REPLACEMENTS = [
  replaceConvolutions,
  replaceConvolutionGradients,
  replaceDepthwiseGradients,
  replacePoolGradient,
  replaceCopies,
  replaceElementwise,
  replaceSums,
  replaceProducts,
  replaceTile,
];

/** Puts the team's kernels into the place of TensorFlow.js's, for good. */
export function installKernels(backend: WasmBackend, team: Team): void {
  borrowKernels(backend);
  for (const replace of REPLACEMENTS) replace(backend, team);
}
