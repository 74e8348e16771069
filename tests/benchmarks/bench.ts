/**
 * Times every engine beside PyTorch, Keras and ONNX Runtime, as far as they are
 * installed: training, inference, single convolutions, start-up.
 *
 * Ratios are of images a second, ours divided by PyTorch's: above 1 is faster
 * than PyTorch. Measure on a machine that does nothing else.
 *
 * @module
 */
import { Command } from "commander";
import { fileURLToPath } from "node:url";
import { engineNames, InputError, messageOf, writeBeside } from "#karyon";
import { runBenchmark } from "./run_benchmark.ts";
import { replaceBetweenMarkers } from "./readme.ts";
import { summarize } from "./summary.ts";
import { peerNames } from "./subjects.ts";
import { reportOf } from "./report.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const RESULTS = fileURLToPath(new URL("results.json", import.meta.url));

/** Names separated by commas, each one of those that there are. */
function parseNames<Name extends string>(known: readonly Name[]) {
  return (text: string): readonly Name[] =>
    text.split(",").filter(Boolean).map((name) => {
      const found = known.find((one) => one === name);
      if (found) return found;
      throw new InputError(`Expected names among ${known.join(", ")} but found ${name}`);
    });
}

function parseNatural(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(`Expected an integer greater than 0 but found ${text}`);
}

/** The figures as a file and in the README, in the project's format. */
async function publish(results: string, report: string): Promise<void> {
  const text = `${report}\n\n[All figures](tests/benchmarks/results.json)`;
  const page = replaceBetweenMarkers(await Deno.readTextFile(README), text, README);
  await writeBeside(RESULTS, results);
  await writeBeside(README, page);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", README, RESULTS] })
    .spawn().status;
}

const program = new Command("bench")
  .description("Times the engines beside PyTorch, Keras and ONNX Runtime.")
  .option("--all", "every case, not only the quick ones (an hour and more)")
  .option("--only <text>", "every case with this in its name, such as unet/16/batch-4")
  .option(
    "--engines <names>",
    "separated by commas",
    parseNames(engineNames),
    engineNames.filter((name) => name !== "cpu"),
  )
  .option("--peers <names>", "separated by commas", parseNames(peerNames), peerNames)
  .option(
    "--python <path>",
    "a Python that has the peers",
    Deno.env.get("KARYON_PYTHON") ?? "python3",
  )
  .option("--rounds <count>", "turns that each takes", parseNatural, 7)
  .option(
    "--threads <count>",
    "for everybody",
    parseNatural,
    navigator.hardwareConcurrency,
  )
  .option("--json", "print one JSON object")
  .option("--update-readme", "write the tables into README.md and results.json")
  .action(async (options) => {
    const measured = await runBenchmark({
      ...options,
      onProgress: (line) => console.error(line),
    });
    const results = `${JSON.stringify(summarize(measured), null, 2)}\n`;
    const report = reportOf(measured);
    console.log(options.json ? results.trimEnd() : report);
    if (measured.failures.length > 0) Deno.exit(1);
    if (options.updateReadme) await publish(results, report);
  });

if (import.meta.main) {
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    console.error(error instanceof InputError ? `bench: ${messageOf(error)}` : error);
    Deno.exit(1);
  }
}
