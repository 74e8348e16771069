import { isBusy } from "./machine.ts";
import type { Bytes, PageTimes } from "./page.ts";
import { formatNumber, markdownTable } from "./tables.ts";

const kilobytes = ({ plain, packed }: Bytes) =>
  `${formatNumber(plain / 1000)} kB (${formatNumber(packed / 1000)} by gzip)`;

const seconds = (value: number) => `${formatNumber(value)} s`;

/** `256 x 256`, thousands apart. */
const sizeOf = (side: number) =>
  [side, side].map((it) => it.toLocaleString("en-US")).join(" x ");

/** What a visitor of the page waits for, as Markdown. */
export function pageReport(times: PageTimes): string {
  const { machine, browser, model, engine, visits, start, before, first, next } = times;
  const largest = next.at(-1) ?? first;
  const rows = [
    ["fetched until the page is shown", kilobytes(start.bytes)],
    ["fetched before the model, engine included", kilobytes(before)],
    ["until the page is shown", seconds(start.seconds)],
    [
      `first image, ${
        sizeOf(first.side)
      }: from drop to ${first.nuclei} nuclei, model fetched and built`,
      seconds(first.seconds),
    ],
    ...next.map(({ side, nuclei, seconds: taken }) => [
      `${side === first.side ? "the next one" : "an image"} of ${
        sizeOf(side)
      }: from drop to ${nuclei.toLocaleString("en-US")} nuclei`,
      seconds(taken),
    ]),
    ...(times.stop === null
      ? []
      : [[`Stop, amid the one of ${sizeOf(largest.side)}`, seconds(times.stop)]]),
  ];
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, ${browser}, ${machine.date}. ${
      isBusy(machine) ? `The machine was busy (load ${machine.load}). ` : ""
    }${engine} Model \`${model}\`, drawn images, a server on the same computer; medians of ${visits} first visits, larger images once.`,
    markdownTable(["", ""], rows),
  ].join("\n\n");
}
