import type { Command } from "commander";
import {
  bringLibrary,
  describeLibrary,
  findLibrary,
  type LibraryDescription,
} from "../mod.ts";
import { type CommonOptions, note, print } from "./output.ts";
import { progressBar } from "./progress.ts";
import { stopSignal } from "./stop_signal.ts";

interface NativeCommandOptions extends CommonOptions {
  readonly bring?: boolean;
  readonly from?: string;
}

/** The library that is there, if it has the bytes that it should have. */
async function findIntact(): Promise<LibraryDescription | undefined> {
  const { library, reasons } = findLibrary();
  for (const reason of reasons) note(`Note: ${reason}`);
  if (!library) return undefined;
  const description = await describeLibrary(library);
  if (description.intact) return description;
  note(`Note: ${library.path} is not as it was brought; bringing it anew.`);
  return undefined;
}

async function bring(from: string | undefined): Promise<LibraryDescription> {
  note("Bringing oneDNN 3 into the project's folder .cache/onednn.");
  const stop = stopSignal("Stopping; nothing is left behind.");
  const bar = progressBar("bringing");
  const library = await bringLibrary({
    ...(from === undefined ? {} : { from }),
    onProgress: bar.update,
    signal: stop.signal,
  }).finally(() => {
    bar.stop();
    stop.release();
  });
  const first = findLibrary().library;
  if (first && first.path !== library.path) {
    note(
      `Note: ${first.path} (${first.origin}) is used before the one that was brought.`,
    );
  }
  return await describeLibrary(library);
}

async function run(options: NativeCommandOptions): Promise<void> {
  const found = options.bring ? undefined : await findIntact();
  const description = found ?? await bring(options.from);
  const { path, version, isa, threads, origin, checksum } = description;
  print(options, { ...description }, [
    `oneDNN ${version} (${isa}), ${threads} thread${threads === 1 ? "" : "s"}`,
    `${path} (${origin})${checksum ? `, sha256 ${checksum.slice(0, 16)}…` : ""}`,
    "Next: deno task karyon info",
  ]);
}

/** Adds `karyon native`. */
export function addNative(program: Command): void {
  program.command("native")
    .description("find oneDNN, the library of the fastest engine, or bring it")
    .option("--bring", "bring it even where one is found")
    .option("--from <dir>", "a folder that has its wheel, in place of the network")
    .option("--json", "print one JSON object")
    .action(run);
}
