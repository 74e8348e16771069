import { Command, CommanderError } from "commander";
import { InputError, messageOf, version } from "../base/mod.ts";
import { addApp } from "./app.ts";
import { addCheck } from "./check.ts";
import { addData } from "./data.ts";
import { addDiff } from "./diff.ts";
import { addEvaluate } from "./evaluate.ts";
import { addExplore } from "./explore.ts";
import { addExport } from "./export.ts";
import { addFormats } from "./formats.ts";
import { addGallery } from "./gallery.ts";
import { addInfo } from "./info.ts";
import { addKernel } from "./kernel.ts";
import { addLab } from "./lab.ts";
import { addModels } from "./models.ts";
import { addNative } from "./native.ts";
import { addPredict } from "./predict.ts";
import { addQuantize } from "./quantize.ts";
import { addReport } from "./report.ts";
import { addRun } from "./run.ts";
import { addSplit } from "./split.ts";
import { addTrain } from "./train.ts";
import { addTune } from "./tune.ts";

/** Exit codes: 0 done, 1 failed, 2 wrong use. */
const FAILED = 1, WRONG_USE = 2;

/** What a person can mend, so that no stack trace helps: files, options, Ctrl-C. */
function isExpected(error: unknown): boolean {
  return error instanceof InputError ||
    (error instanceof DOMException && error.name === "AbortError") ||
    Object.values(Deno.errors).some((kind) => error instanceof kind);
}

/** All commands. */
export function makeProgram(): Command {
  const program = new Command("karyon")
    .description("Nucleus segmentation in microscopy images.")
    .version(version)
    .exitOverride((error) => {
      throw error;
    });
  for (
    const add of [
      addInfo,
      addCheck,
      addExplore,
      addSplit,
      addData,
      addNative,
      addTrain,
      addTune,
      addPredict,
      addEvaluate,
      addModels,
      addQuantize,
      addExport,
      addFormats,
      addGallery,
      addApp,
      addRun,
      addReport,
      addDiff,
      addKernel,
      addLab,
    ]
  ) add(program);
  return program;
}

/**
 * Runs one command line.
 *
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await makeProgram().parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
    console.error(isExpected(error) ? `karyon: ${messageOf(error)}` : error);
    return FAILED;
  }
}

if (import.meta.main) {
  // `deno task` runs in the project's folder; paths are seen from the person's.
  const folder = Deno.env.get("INIT_CWD");
  if (folder) Deno.chdir(folder);
  Deno.exit(await main(Deno.args));
}
