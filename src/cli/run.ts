import { type Command, InvalidArgumentError } from "commander";
import { InputError } from "../base/mod.ts";
import {
  type CommonOptions,
  engineOption,
  passEngineOn,
  precisionOption,
  print,
} from "./output.ts";
import { runNotebooks, summary } from "./run_notebooks.ts";
import { stopSignal } from "./stop_signal.ts";

interface RunCommandOptions extends CommonOptions {
  readonly parameter: Record<string, unknown>;
  readonly out?: string;
  readonly deno?: string;
}

/** Takes `name=value`; the value is JSON where it can be, else text. */
function collect(
  given: string,
  collected: Record<string, unknown>,
): Record<string, unknown> {
  const at = given.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError("Expected name=value.");
  }
  const text = given.slice(at + 1);
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Plain text, such as a folder's name.
  }
  return { ...collected, [given.slice(0, at)]: value };
}

async function run(paths: string[], options: RunCommandOptions): Promise<void> {
  const { out, deno, parameter } = options;
  const stop = stopSignal("Stopping; what has run is kept.");
  const results = await runNotebooks(paths, {
    parameters: () => Promise.resolve(parameter),
    ...(out === undefined ? {} : { out }),
    ...(deno === undefined ? {} : { deno }),
    signal: stop.signal,
  });
  stop.release();
  print(options, {
    notebooks: results.map(({ path, ok, seconds, error }) => ({
      path,
      ok,
      seconds,
      ...(error ? { error } : {}),
    })),
  }, summary(results, out));
  const failed = results.filter(({ ok }) => !ok).length;
  if (failed > 0) throw new InputError(`${failed} of ${results.length} notebooks failed`);
}

/** Adds `karyon run`. */
export function addRun(program: Command): void {
  program.command("run <notebook...>")
    .description("execute notebooks from top to bottom in a kernel of their own")
    .option(
      "-p, --parameter <name=value>",
      "a value for the cell tagged parameters; paths are seen from the notebook's folder",
      collect,
      {},
    )
    .option("--out <dir>", "where executed notebooks and pages go")
    .option("--deno <path>", "the Deno binary whose kernel runs them")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action((paths: string[], options: RunCommandOptions) => {
      passEngineOn(options);
      return run(paths, options);
    });
}
