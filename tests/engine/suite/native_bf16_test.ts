import { runSuite } from "./run_suite.ts";

await runSuite("native", {
  precision: "bf16",
  bounds: { values: 0.02, gradients: 0.05, kinks: 0.3, networks: 0.1 },
  curve: 0.05,
});
