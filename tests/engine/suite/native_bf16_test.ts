import { runSuite } from "./run_suite.ts";

await runSuite("native", {
  precision: "bf16",
  bounds: {
    values: 0.02,
    gradients: 0.05,
    kinks: 0.3,
    // So far the gradients move on cpu too where weights and inputs are changed
    // by what bf16 rounds off, 1/256: one ReLU or maximum that goes the other
    // way changes a whole path of so small a network.
    networks: 0.9,
    predictions: 0.05,
  },
  curve: 0.05,
});
