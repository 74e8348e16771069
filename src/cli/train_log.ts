import plot from "simple-ascii-chart";
import { bestEpoch, type History } from "../mod.ts";
import { note } from "./output.ts";

function drawCurve(history: History): string {
  if (history.length < 2 || !Deno.stderr.isTerminal()) return "";
  const line = (key: "mean_iou" | "val_mean_iou") =>
    history.map((row): [number, number] => [row.epoch, row[key]]);
  return plot(
    [line("mean_iou"), line("val_mean_iou")],
    {
      width: 60,
      height: 10,
      title: "Mean IoU by epoch",
      color: Deno.noColor ? undefined : ["ansiBlue", "ansiYellow"],
      legend: { position: "bottom", series: ["train", "validation"] },
    } as Parameters<typeof plot>[1],
  );
}

/** What an epoch came to, in a line. */
function describeEpoch(history: History): string {
  const row = history.at(-1)!, best = bestEpoch(history)!;
  return [
    `epoch ${row.epoch}: loss ${row.loss.toFixed(4)}`,
    `learning rate ${row.learning_rate.toPrecision(2)}`,
    `validation loss ${row.val_loss.toFixed(4)}`,
    `Mean IoU ${row.val_mean_iou.toFixed(4)}`,
    `foreground IoU ${row.val_foreground_iou.toFixed(4)}`,
    `best so far epoch ${best.epoch} with ${best.val_mean_iou.toFixed(4)}`,
    `${row.seconds.toFixed(0)} s`,
  ].join(", ");
}

/**
 * Tells a person how a training goes, on the terminal and in `training.log` beside
 * its checkpoints, which keeps the lines of all runs: with time and memory, so that
 * a slow or a growing one shows.
 */
export function trainLog(folder: string) {
  const write = (line: string) => {
    const memory = `${Math.round(Deno.memoryUsage().rss / 2 ** 20)} MB`;
    const stamp = new Date().toISOString().slice(0, 19);
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(`${folder}/training.log`, `${stamp} ${memory} ${line}\n`, {
      append: true,
    });
  };
  return {
    /** A sentence about the whole training. */
    say(sentence: string): void {
      note(sentence);
      write(sentence);
    },
    onEpoch(history: History): void {
      const line = describeEpoch(history);
      note(`\n${drawCurve(history)}${line}`);
      write(line);
    },
  };
}
