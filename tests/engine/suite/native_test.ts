import { runSuite } from "./run_suite.ts";

await runSuite("native");
