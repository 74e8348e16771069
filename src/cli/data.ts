import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { fetchDsb2018 } from "../mod.ts";
import { type CommonOptions, note, print } from "./output.ts";
import { progressBar } from "./progress.ts";
import { stopSignal } from "./stop_signal.ts";

/** From wherever the command is called, in the project. */
const DSB2018 = fileURLToPath(new URL("../../data/dsb2018", import.meta.url));

interface DataCommandOptions extends CommonOptions {
  readonly from?: string;
  readonly to: string;
  readonly stage2?: boolean;
}

async function run(options: DataCommandOptions): Promise<void> {
  const { from, to, stage2 } = options;
  const stop = stopSignal("Stopping; the same command goes on from here.");
  const bar = progressBar("getting");
  const parts = await fetchDsb2018({
    to,
    ...(from === undefined ? {} : { from }),
    ...(stage2 ? { stage2 } : {}),
    onProgress: bar.update,
    signal: stop.signal,
  }).finally(() => {
    bar.stop();
    stop.release();
  });
  for (const { name, asPublished } of parts) {
    if (asPublished === false) {
      note(`Note: ${name} is whole, but not the content that Karyon was tested with.`);
    }
  }
  print(options, { folder: to, parts }, [
    ...parts.map(({ name, status, images, masks, checksum }) =>
      `${name}: ${status}, ${images} images, ${masks} masks, sha256 ${
        checksum.slice(0, 16)
      }…`
    ),
    `In ${to}. Next: deno task report --data ${to}`,
  ]);
}

/** Adds `karyon data`. */
export function addData(program: Command): void {
  program.command("data")
    .description(
      "get the 2018 Data Science Bowl's images, from their publisher or a folder",
    )
    .option("--from <dir>", "a folder that has the zips, in place of the network")
    .option("--to <dir>", "where they go", DSB2018)
    .option("--stage2", "also the 3,019 images of stage 2, without masks")
    .option("--json", "print one JSON object")
    .action(run);
}
