import { isBusy } from "./machine.ts";
import { formatNumber, markdownTable } from "./tables.ts";
import type { Predicting } from "./predicting.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-US");

/** How long it takes from files to tables, as Markdown. */
export function predictingReport(predicting: Predicting): string {
  const { machine, model, engine, one, many, large, after } = predicting;
  const rows = [
    [
      `one image of ${one.side} x ${one.side}: from file to CSV, start-up included`,
      `${formatNumber(one.seconds)} s`,
      whole(one.nuclei),
    ],
    [
      `${whole(many.images)} drawn images (${
        formatNumber(many.megapixels)
      } megapixels): masks, labels, overlays, CSV, a page`,
      `${formatNumber(many.seconds)} s (${
        formatNumber(many.images / many.seconds)
      } images/s)`,
      whole(many.nuclei),
    ],
    ...(large
      ? [[
        `one image of ${whole(large.width)} x ${
          whole(large.height)
        } in parts, from file to labels${
          large.peak_megabytes === null
            ? ""
            : `; memory at most ${whole(large.peak_megabytes)} MB`
        }`,
        `${whole(large.seconds)} s`,
        whole(large.nuclei),
      ]]
      : []),
    [
      `of the ${one.side} x ${one.side}: from mask to CSV (watershed by distance, measurements)`,
      `${formatNumber(after.seconds)} s`,
      whole(after.nuclei),
    ],
    ...(after.peer_seconds === null ? [] : [[
      `the same with ${after.peer}`,
      `${formatNumber(after.peer_seconds)} s (Karyon is ${
        formatNumber(after.ratio_to_scikit_image!)
      } times as fast)`,
      whole(after.peer_nuclei!),
    ]]),
  ];
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Deno ${machine.deno}, ${machine.date}. ${
      isBusy(machine) ? `The machine was busy (load ${machine.load}). ` : ""
    }${engine}, model \`${model}\`.`,
    markdownTable(["", "time", "nuclei"], rows),
  ].join("\n\n");
}
