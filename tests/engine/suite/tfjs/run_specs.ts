/**
 * Runs TensorFlow.js's own specifications on one engine and prints, as JSON,
 * how many passed and which failed: `run_specs.ts ENGINE`.
 *
 * They are written for Jasmine and import TensorFlow.js's sources by relative
 * paths without endings, which only its own build resolves. So each is run as
 * the body of a function, and gets what it would import as arguments.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import jasmineRequire from "jasmine-core";
import { type EngineName, type Precision } from "#karyon";
import { start } from "../start.ts";
import { readSpec, specFiles } from "./spec_files.ts";

/** The parts of Jasmine that are used, which ships no types of its own. */
interface Jasmine {
  readonly describe: (name: string, body: () => void) => void;
  readonly beforeEach: (body: () => void) => void;
  readonly afterEach: (body: () => void) => void;
  readonly jasmine: {
    DEFAULT_TIMEOUT_INTERVAL: number;
    getEnv(): {
      configure(options: Record<string, unknown>): void;
      addReporter(reporter: Record<string, (result: SpecResult) => void>): void;
      execute(): Promise<unknown>;
    };
  };
}

interface SpecResult {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

/** What came of the specifications on one engine. */
export interface Report {
  readonly passed: number;
  /** By full name, the first thing that was wrong. */
  readonly failed: Record<string, string>;
  /** Specifications that import what is not at hand. */
  readonly left: string[];
}

interface Constraints {
  readonly predicate?: (environment: { readonly isDataSync: boolean }) => boolean;
}

const [engine, precision = "float32"] = Deno.args as [EngineName, Precision?];
await start(engine, precision);
tf.env().set("IS_TEST", true);

const jasmine = (jasmineRequire as { noGlobals(): Jasmine }).noGlobals();
Object.assign(globalThis, jasmine);
const runner = jasmine.jasmine.getEnv();
runner.configure({ random: false, forbidDuplicateNames: false });
const environment = { name: engine, isDataSync: engine !== "webgpu" };

/** What "../jasmine_util" exports, for one engine. */
const jasmineUtil = {
  ALL_ENVS: {},
  BROWSER_ENVS: { predicate: () => false },
  CHROME_ENVS: { predicate: () => false },
  NODE_ENVS: { predicate: () => false },
  SYNC_BACKEND_ENVS: { predicate: () => environment.isDataSync },
  describeWithFlags(
    name: string,
    constraints: Constraints,
    body: (chosen: typeof environment) => void,
  ) {
    if (constraints.predicate?.(environment) === false) return;
    jasmine.describe(name, () => {
      jasmine.beforeEach(() => tf.engine().startScope());
      jasmine.afterEach(() => {
        tf.engine().endScope();
        tf.disposeVariables();
      });
      body(environment);
    });
  },
};

/** What specifications import, by the last part of the path; others are `tf`'s. */
const modules: Record<string, object> = {
  jasmine_util: jasmineUtil,
  test_util: tf.test_util,
  reduce_util: tf.backend_util,
};

/** Runs a file's text as a function; undefined where it imports other things. */
async function evaluate(file: string, result = ""): Promise<object | undefined> {
  const bindings: string[] = [];
  let isKnown = true;
  const text = (await readSpec(file)).replaceAll(/^export /gm, "");
  const body = text.replaceAll(
    /^import (.+) from '(.+)';$/gm,
    (_, names: string, path: string) => {
      const name = path.replace(/^.*\//, "");
      const source = modules[name] ?? tf;
      const asked = names.startsWith("{") ? names.match(/\w+(?= as)|\w+/g)! : [];
      isKnown &&= asked.every((part) => part in source);
      const target = names.replace(/^\* as /, "").replaceAll(" as ", ": ");
      bindings.push(`const ${target} = modules[${JSON.stringify(name)}] ?? all;`);
      return "";
    },
  );
  if (!isKnown) return undefined;
  const source = `${bindings.join("\n")}${body}\nreturn { ${result} };`;
  return new Function("modules", "all", source)(modules, tf);
}

modules["identity_pool_test"] =
  (await evaluate("identity_pool_test.js", "identityPoolTest"))!;

const report: Report = { passed: 0, failed: {}, left: [] };
let passed = 0;
for (const file of await specFiles()) {
  if (!await evaluate(file)) report.left.push(file);
}
jasmine.jasmine.DEFAULT_TIMEOUT_INTERVAL = 20_000;
runner.addReporter({
  specDone: ({ fullName, status, failedExpectations }) => {
    if (status === "passed") passed++;
    if (status !== "failed") return;
    const [line] = (failedExpectations[0]?.message ?? "").split("\n");
    report.failed[fullName] = line!.slice(0, 200);
  },
});
await runner.execute();
console.log(JSON.stringify({ ...report, passed }));
Deno.exit(0);
