import "./software.ts";
import { runSuite } from "../suite/run_suite.ts";

// The engine has started on the software adapter by now, where there is one.
await runSuite("webgpu");
