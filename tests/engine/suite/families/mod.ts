import type { Case } from "../case.ts";
import { binary } from "./binary.ts";
import { convolution } from "./convolution.ts";
import { depthwise } from "./depthwise.ts";
import { fused } from "./fused.ts";
import { hazards } from "./hazards.ts";
import { logical } from "./logical.ts";
import { softmaxAndLosses } from "./losses.ts";
import { moving } from "./moving.ts";
import { wholeNetworks } from "./networks.ts";
import { normalisation } from "./normalisation.ts";
import { optimisers } from "./optimisers.ts";
import { pooling } from "./pooling.ts";
import { matrixProducts } from "./products.ts";
import { reductions } from "./reductions.ts";
import { resizing } from "./resizing.ts";
import { transposed } from "./transposed.ts";
import { unary } from "./unary.ts";

/** All cases, by family. */
export const families: Readonly<Record<string, readonly Case[]>> = {
  convolution,
  "transposed convolution": transposed,
  "depthwise convolution": depthwise,
  pooling,
  normalisation,
  "matrix products": matrixProducts,
  resizing,
  unary,
  binary,
  reductions,
  moving,
  "comparisons, selection and casts": logical,
  "softmax and losses": softmaxAndLosses,
  "fused kernels": fused,
  optimisers,
  hazards,
  "whole networks": wholeNetworks,
};
