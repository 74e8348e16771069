import { assertEquals, assertRejects } from "@std/assert";
import {
  compareResults,
  exportResults,
  type Output,
  readResults,
} from "../../src/notebook/mod.ts";
import { maskTimes, namesTime } from "../../src/notebook/result_times.ts";
import { tableOutput } from "../../src/notebook/table_data.ts";
import { withFolder } from "../support/temporary.ts";
import { code, notebookOf, prose } from "./made_up.ts";

type Shown = Record<string, unknown>;

const HTML = "<table><tr><th>x</th></tr></table>";

const results = (...shown: [data: Shown, karyon?: Shown][]) => {
  const outputs = shown.map(([data, karyon]): Output => ({
    output_type: "display_data",
    data,
    metadata: karyon === undefined ? {} : { karyon },
  }));
  const notebook = notebookOf(prose("# Scores"), { ...code("shown;"), id: "c", outputs });
  return exportResults([{ name: "04", files: "04_files", notebook, seconds: 2 }]);
};

const table = (rows: Record<string, string | number>[]): [Shown] => [
  { "text/html": HTML, ...tableOutput(rows) },
];

const figure = (alt: string, svg: string): [Shown, Shown] => [
  { "image/svg+xml": svg },
  { role: "figure", caption: "Dice (n = 2)", alt },
];

const places = (...given: Parameters<typeof compareResults>) =>
  compareResults(...given).map(({ place, before, after }) => [place, before, after]);

Deno.test("exportResults() holds tables, figures and words of each notebook", () => {
  const [one] = results(
    table([{ a: 1 / 3, b: "x" }]),
    figure("two dots", "<svg/>"),
    [{ "text/markdown": "Dice **0.9**" }],
  ).notebooks;
  assertEquals([one!.name, one!.title, one!.ok], ["04", "Scores", true]);
  assertEquals(one!.tables, [{
    name: "table-1",
    cell: "c",
    files: ["04_files/table-1.csv"],
    columns: ["a", "b"],
    rows: [[1 / 3, "x"]],
  }]);
  const { sha256, ...rest } = one!.figures[0]!;
  assertEquals(rest, {
    name: "figure-1",
    cell: "c",
    caption: "Dice (n = 2)",
    files: ["04_files/figure-1.svg"],
    alt: "two dots",
  });
  assertEquals(sha256.length, 64);
  assertEquals(one!.texts, [{ cell: "c", text: "Dice **0.9**" }]);
});

Deno.test("compareResults() names each cell that differs, with both values", () => {
  const a = table([{ dice: 0.5, n: 1 }, { dice: 0.6, n: 2 }]);
  const b = table([{ n: 1, dice: 0.5, more: 1 }, { n: 2, dice: 0.7, more: 1 }, {
    n: 3,
    dice: 1,
    more: 1,
  }]);
  assertEquals(places(results(a), results(a)), []);
  assertEquals(places(results(a), results(b)), [
    ["table-1, column more", undefined, "more"],
    ["table-1, row 2, dice", 0.6, 0.7],
    ["table-1, row 3", undefined, [3, 1, 1]],
  ]);
});

Deno.test("compareResults() finds other pictures, alt texts, words and what one side lacks", () => {
  const a = results(figure("0.5", "<svg/>"), [{ "text/markdown": "Dice 0.5" }]);
  const b = results(figure("0.5", "<svg />"), [{ "text/markdown": "Dice 0.6" }]);
  assertEquals(places(a, b).map(([place]) => place), [
    "figure-1, picture",
    "words of cell c",
  ]);
  assertEquals(places(results(figure("0.5", "")), results(figure("0.6", ""))), [
    ["figure-1, alt text", "0.5", "0.6"],
  ]);
  assertEquals(places(results(table([{ a: 1 }])), results()), [
    ["table-1", ["a"], undefined],
  ]);
  assertEquals(places(results(), exportResults([])), [["notebook", "Scores", undefined]]);
});

Deno.test("compareResults() passes over times unless it is told otherwise", () => {
  const made = (time: number) =>
    results(
      table([{ dice: 1, fastest_ms: time }]),
      table([{ measure: "seconds", value: time }]),
      figure(`U-Net: ${time} ms`, `<svg width="${time}"/>`),
      [{ "text/markdown": `Done in ${time} s on 2026-11-0${time}.` }],
    );
  assertEquals(places(made(3), made(4)), []);
  assertEquals(places(made(3), made(4), { times: true }).map(([place]) => place), [
    "table-1, row 1, fastest_ms",
    "table-2, row 1, value",
    "figure-1, alt text",
    "words of cell c",
  ]);
});

Deno.test("compareResults() passes over what a cell tagged timed shows", () => {
  const timed = (ratio: number) => {
    const said: [Shown][] = [
      [{ "text/markdown": `It takes ${ratio} of the time.` }],
      table([{ ratio }]),
    ];
    const shown = said.map(([data]): Output => ({
      output_type: "display_data",
      data,
      metadata: {},
    }));
    shown.push({
      output_type: "display_data",
      data: { "image/svg+xml": `<svg id="${ratio}"/>` },
      metadata: { karyon: { role: "figure", caption: "Ratios", alt: `${ratio}` } },
    });
    const cell = { ...code("shown;"), id: "c", outputs: shown };
    const notebook = notebookOf({ ...cell, metadata: { tags: ["timed"] } });
    return exportResults([{ name: "05", files: "05_files", notebook, seconds: 2 }]);
  };
  assertEquals(places(timed(0.5), timed(0.6)), []);
  assertEquals(
    places(timed(0.5), timed(0.6), { times: true }).map(([place]) => place),
    ["table-1, row 1, ratio", "figure-1, alt text", "words of cell c"],
  );
  const without = {
    ...timed(0.5),
    notebooks: [{ ...timed(0.5).notebooks[0]!, figures: [] }],
  };
  assertEquals(places(timed(0.5), without), [["figure-1", "Ratios", undefined]]);
});

Deno.test("durations and dates are told from other numbers", () => {
  assertEquals(maskTimes("3 min 20 s, 12.5 ms, 2h"), "· ·, ·, ·");
  assertEquals(maskTimes("2026-11-23T21:55:49.683Z or 2026-11-23 21:55 UTC"), "· or ·");
  const kept = "0.5 mIoU, 12 samples, 3 sets, 40 megapixels, v1.2 s";
  assertEquals(maskTimes(kept), kept);
  assertEquals(["ms", "ms_per_image", "time (s)", "speed"].map(namesTime), [
    true,
    true,
    true,
    true,
  ]);
  assertEquals(["images", "dice", "timesteps", "mean"].map(namesTime), [
    false,
    false,
    false,
    false,
  ]);
});

Deno.test("readResults() reads a folder's results and says what else it found", () =>
  withFolder(async (folder) => {
    await assertRejects(() => readResults(folder), Error, "found no file");
    const file = `${folder}/results.json`;
    for (
      const [text, words] of [
        ["{", "results.json but found"],
        ["{}", "at schema"],
        [
          JSON.stringify({ schema: "karyon-results", version: 99, notebooks: [] }),
          "at version",
        ],
      ] as const
    ) {
      await Deno.writeTextFile(file, text);
      await assertRejects(() => readResults(file), Error, words);
    }
    const whole = results(table([{ a: 1 }]), figure("x", "<svg/>"));
    await Deno.writeTextFile(file, JSON.stringify(whole));
    assertEquals(await readResults(`${folder}/`), whole);
  }));
