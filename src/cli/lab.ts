import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError } from "../base/mod.ts";
import { findJupyterLab } from "./jupyter_environment.ts";
import { kernelSpec, writeKernelSpec } from "./kernel.ts";
import { note, wholeNumber } from "./output.ts";

const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

const CACHE = fileURLToPath(new URL("../../.cache", import.meta.url));

interface LabCommandOptions {
  readonly port: number;
  readonly browser: boolean;
  readonly allowRoot?: boolean;
}

/** JupyterLab's environment: the project's kernel comes before any other of its name. */
async function withKernel(): Promise<Record<string, string>> {
  const data = join(CACHE, "jupyter_data");
  await writeKernelSpec(data, kernelSpec());
  const others = Deno.env.get("JUPYTER_PATH");
  return { JUPYTER_PATH: others ? [data, others].join(delimiter) : data };
}

async function run(
  folder: string,
  { port, browser, allowRoot }: LabCommandOptions,
): Promise<void> {
  const program = await findJupyterLab(join(CACHE, "jupyter"));
  const lab = new Deno.Command(program, {
    args: [
      `--port=${port}`,
      ...(browser ? [] : ["--no-browser"]),
      ...(allowRoot ? ["--allow-root"] : []),
      // Ctrl-C ends it; it would ask first, and few see the question in time.
      "--ServerApp.answer_yes=True",
      ".",
    ],
    cwd: folder,
    env: await withKernel(),
  });
  note(`JupyterLab starts on ${folder}; Ctrl-C here ends it.`);
  const child = lab.spawn();
  // The terminal sends Ctrl-C to both; this end waits for the other's.
  const wait = () => {};
  const end = () => child.kill("SIGTERM");
  Deno.addSignalListener("SIGINT", wait);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", end);
  const { success, code, signal } = await child.status;
  Deno.removeSignalListener("SIGINT", wait);
  if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGTERM", end);
  if (!success && signal === null) {
    throw new InputError(`Expected JupyterLab to end well but found exit code ${code}`);
  }
}

/** Adds `karyon lab`. */
export function addLab(program: Command): void {
  program.command("lab")
    .description("open the notebooks in JupyterLab, installed into .cache if need be")
    .argument("[dir]", "the folder of notebooks", NOTEBOOKS)
    .option("--port <number>", "where it listens", wholeNumber("--port", 1), 8888)
    .option("--no-browser", "open no browser, only say where it is")
    .option("--allow-root", "start as root too, as containers may need")
    .action(run);
}
