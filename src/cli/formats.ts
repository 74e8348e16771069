import { type Command, InvalidArgumentError } from "commander";
import {
  compareFormats,
  type FormatName,
  type FormatRow,
  formats,
  heldOutSplit,
  InputError,
  listModels,
  openDataset,
  readFormatScores,
  readStoredModel,
  recordFormatScores,
} from "../mod.ts";
import { FORMAT_MARKERS, formatsForReadme, formatTable } from "./format_markdown.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  print,
  startEngine,
  wholeNumber,
} from "./output.ts";
import { progressBar } from "./progress.ts";
import { updateReadme } from "./update_readme.ts";

interface FormatsCommandOptions extends CommonOptions {
  readonly data: string;
  readonly split: "test" | "validation";
  readonly limit?: number;
  readonly only?: readonly FormatName[];
  readonly record?: boolean;
  readonly onlyTimes?: boolean;
  readonly updateReadme?: boolean;
}

const NAMES: readonly FormatName[] = formats.map(({ name }) => name);

function formatName(value: string, before: FormatName[] = []): FormatName[] {
  const name = NAMES.find((name) => name === value);
  if (name) return [...before, name];
  throw new InvalidArgumentError(`Expected one of "${NAMES.join('", "')}".`);
}

/** New times, with the scores that were recorded before. */
async function withOldScores(rows: readonly FormatRow[]): Promise<FormatRow[]> {
  const old = (await readFormatScores())?.rows ?? [];
  return rows.map(({ model, format, engine, ms_per_image, time_ratio }) => {
    const before = old.find((row) => row.model === model && row.format === format);
    if (before) return { ...before, engine, ms_per_image, time_ratio };
    throw new InputError(
      `Expected recorded scores of ${model} in ${format} but found none: leave --only-times out`,
    );
  });
}

/** Scores and times anew. */
async function compare(
  models: readonly string[],
  options: FormatsCommandOptions,
): Promise<FormatRow[]> {
  const { split, limit, only, record, onlyTimes } = options;
  if (record && (limit !== undefined || only || split !== "test")) {
    throw new InputError(
      "Expected --record with all formats on all test images but found --limit, --only or --split",
    );
  }
  note((await startEngine(options)).sentence);
  const dataset = await openDataset(options.data);
  const part = split === "test"
    ? { set: dataset.test, ids: dataset.test.ids }
    : heldOutSplit(dataset).validation;
  const rows: FormatRow[] = [];
  for (const name of models) {
    const bar = progressBar(name);
    const model = await readStoredModel(name);
    rows.push(
      ...await compareFormats({
        model,
        dataset,
        set: part.set,
        // Somewhere a format has to begin; of times alone, one image is enough.
        ids: part.ids.slice(0, onlyTimes ? 1 : limit),
        ...(only ? { names: only } : {}),
        onProgress: bar.update,
      }).finally(bar.stop),
    );
  }
  const told = onlyTimes ? await withOldScores(rows) : rows;
  if (record) {
    const path = await recordFormatScores({
      data: dataset.description,
      checksum: await dataset.checksum(),
      split,
      rows: told,
    });
    note(`Written into ${path}.`);
  }
  await dataset.close();
  return told;
}

/** The shipped models that were not made of another by a format that is compared. */
async function listOriginals(): Promise<string[]> {
  const names = await listModels();
  const types = await Promise.all(
    names.map(async (name) => (await readStoredModel(name)).card.weights.type),
  );
  return names.filter((_, i) => types[i] === "float32" || types[i] === "float16");
}

async function run(names: string[], options: FormatsCommandOptions): Promise<void> {
  const isOld = names.length === 0 && options.updateReadme && !options.record;
  const models = names.length > 0 ? names : await listOriginals();
  const rows = isOld ? [] : await compare(models, options);
  if (options.updateReadme) {
    const scores = await readFormatScores();
    if (!scores) {
      throw new InputError("Expected a comparison to write but found none: add --record");
    }
    await updateReadme([[FORMAT_MARKERS, formatsForReadme(scores.rows)]]);
    if (isOld) rows.push(...scores.rows);
  }
  print(options, { rows }, [formatTable(rows)]);
}

/** Adds `karyon formats`. */
export function addFormats(program: Command): void {
  program.command("formats [models...]")
    .description(
      "compare float32, float16, uint16, uint8 and 8-bit computation: bytes, scores, time",
    )
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .option("--split <name>", "test, or the validation images of held-out", "test")
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .option("--only <format>", `${NAMES.join("; ")} (may be repeated)`, formatName)
    .option("--record", "keep the rows in data/scores/formats_dsb2018.json")
    .option(
      "--only-times",
      "measure times anew, on a quiet machine, beside the scores that were recorded",
    )
    .option(
      "--update-readme",
      "write what is kept there into README.md; without models or --record, no more than that",
    )
    .addOption(engineOption())
    .option("--json", "print one JSON object")
    .action(run);
}
