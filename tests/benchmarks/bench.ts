/**
 * Times every engine beside PyTorch, Keras and ONNX Runtime, as far as they are
 * installed: training, inference, single convolutions, start-up; and the reading of
 * images beside Pillow and NumPy; how long a training takes until it is good; what a
 * visitor of the page waits for.
 *
 * Ratios are of images a second, ours divided by PyTorch's: above 1 is faster
 * than PyTorch. Measure on a machine that does nothing else.
 *
 * @module
 */
import { Command, Option } from "commander";
import { fileURLToPath } from "node:url";
import { engineNames, InputError, messageOf, writeBeside } from "#karyon";
import { READING, runBenchmark } from "./run_benchmark.ts";
import { READING_MARKERS, replaceBetweenMarkers } from "./readme.ts";
import { summarize } from "./summary.ts";
import { peerNames } from "./subjects.ts";
import { readingReport, reportOf } from "./report.ts";
import type { Measured } from "./results.ts";
import { benchPredicting, PREDICTING, publishPredicting } from "./predicting_command.ts";
import { benchPage, PAGE, publishPage } from "./page_command.ts";
import { benchQuality, publishQuality, QUALITY } from "./time_to_quality_command.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const DATA = fileURLToPath(new URL("../../data/dsb2018", import.meta.url));
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

const formatPublished = () =>
  new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", README, RESULTS] })
    .spawn().status;

/** The figures as a file and in the README, in the project's format. */
async function publish(measured: Measured, only: string | undefined): Promise<void> {
  const all = summarize(measured);
  const { reading, readings } = all;
  // Of all other figures, those of before stay.
  const before = JSON.parse(await Deno.readTextFile(RESULTS));
  const results = only === READING
    ? { ...before, reading, readings }
    : { ...all, quality: before.quality, predicting: before.predicting, app: before.app };
  let page = await Deno.readTextFile(README);
  const report = readingReport(measured);
  if (report) page = replaceBetweenMarkers(page, report, README, READING_MARKERS);
  if (only !== READING) {
    const text = `${reportOf(measured)}\n\n[All figures](tests/benchmarks/results.json)`;
    page = replaceBetweenMarkers(page, text, README);
  }
  await writeBeside(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeBeside(README, page);
  await formatPublished();
}

const program = new Command("bench")
  .description(
    "Times the engines beside PyTorch, Keras and ONNX Runtime, and reading beside Pillow.",
  )
  .option("--all", "every case, not only the quick ones (an hour and more)")
  .option(
    "--only <text>",
    "every case with this in its name, such as unet/16/batch-4; or reading, quality, predicting, or app",
  )
  .option(
    "--data <dirs>",
    "folders with the contest's data, to time reading on; separated by commas",
    (text: string): readonly string[] => text.split(",").filter(Boolean),
    [DATA],
  )
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
  .addOption(
    new Option("--engine <name>", "quality: Karyon's").choices(engineNames)
      .default("native"),
  )
  .addOption(
    new Option("--precision <name>", "quality: of both sides").choices(["f32", "bf16"])
      .default("bf16"),
  )
  .option("--epochs <count>", "quality: at most (default: the recipe's)", parseNatural)
  .option("--seeds <count>", "quality: trainings of each side", parseNatural, 1)
  .option("--limit <count>", "quality: at most so many images a part", parseNatural)
  .option("--model <name>", "predicting: with which model", "karyon-small")
  .option("--images <count>", "predicting: how many", parseNatural, 1000)
  .option(
    "--large <pixels>",
    "predicting: the side of the large one, 0 for none",
    Number,
    20000,
  )
  .option(
    "--threads <count>",
    "for everybody",
    parseNatural,
    navigator.hardwareConcurrency,
  )
  .option("--json", "print one JSON object")
  .option("--update-readme", "write the tables into README.md and results.json")
  .action(async (options) => {
    if (options.only === QUALITY) {
      const quality = await benchQuality(options);
      if (!options.updateReadme) return;
      await publishQuality(quality, README, RESULTS);
      await formatPublished();
      return;
    }
    if (options.only === PREDICTING) {
      const predicting = await benchPredicting(options);
      if (!options.updateReadme) return;
      await publishPredicting(predicting, README, RESULTS);
      await formatPublished();
      return;
    }
    if (options.only === PAGE) {
      const times = await benchPage(options);
      if (!options.updateReadme) return;
      await publishPage(times, README, RESULTS);
      await formatPublished();
      return;
    }
    const measured = await runBenchmark({
      ...options,
      onProgress: (line) => console.error(line),
    });
    const tables = options.only === READING ? [] : [reportOf(measured)];
    const report = [...tables, readingReport(measured) ?? []].flat();
    console.log(
      options.json ? JSON.stringify(summarize(measured), null, 2) : report.join("\n\n"),
    );
    if (measured.failures.length > 0) Deno.exit(1);
    if (options.updateReadme) await publish(measured, options.only);
  });

if (import.meta.main) {
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    console.error(error instanceof InputError ? `bench: ${messageOf(error)}` : error);
    Deno.exit(1);
  }
}
