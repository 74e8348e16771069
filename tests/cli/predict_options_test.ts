import { assertEquals, assertThrows } from "@std/assert";
import { Command, CommanderError } from "commander";
import { createImage, measureNuclei, nucleusColumns, summarizeNuclei } from "#karyon";
import { formatNames, usualFormats } from "../../src/cli/predict_formats.ts";
import { PREDICT_HELP } from "../../src/cli/predict_help.ts";
import { addPredictOptions } from "../../src/cli/predict_options.ts";

function parse(...args: string[]): Record<string, unknown> {
  const command = new Command("predict").exitOverride().configureOutput({
    writeErr: () => {},
  });
  return addPredictOptions(command)
    .parse(["--out", "x", ...args], { from: "user" })
    .opts();
}

Deno.test("predict writes the usual four formats unless told otherwise", () => {
  const options = parse();
  assertEquals(options["formats"], [...usualFormats]);
  assertEquals([options["threshold"], options["minArea"]], [undefined, undefined]);
  assertEquals(options["megapixels"], 16);
  assertEquals(parse("--formats", "all")["formats"], [...formatNames]);
  assertEquals(parse("--formats", "csv, mask,csv")["formats"], ["mask", "csv"]);
});

Deno.test("predict takes numbers with their ranges", () => {
  const { threshold, pixelSize, tile, minArea } = parse(
    ...["--threshold", "0.4", "--pixel-size", "0.65", "--tile", "512", "--min-area", "9"],
  );
  assertEquals([threshold, pixelSize, tile, minArea], [0.4, 0.65, 512, 9]);
});

Deno.test("predict's help names every column of its tables", () => {
  const image = createImage(2, 1, 1);
  const rows = measureNuclei(Int32Array.of(1, 0), image, { pixelSize: 1 });
  const columns = [
    ...nucleusColumns(image),
    ...nucleusColumns({ channels: 3 }).filter((column) => column.endsWith("_red")),
    ...Object.keys(summarizeNuclei(rows, { width: 2, height: 1, pixelSize: 1 })),
  ];
  const words = new Set(PREDICT_HELP.split(/[^a-z0-9_]+/));
  assertEquals(columns.filter((column) => !words.has(column)), []);
  assertEquals(PREDICT_HELP.split("\n").filter((line) => line.length > 90), []);
});

for (
  const [args, words] of [
    [["--formats", "mask,gif"], "all or some of mask,labels"],
    [["--formats", ","], "all or some of mask,labels"],
    [["--threshold", "1"], "above 0 and below 1"],
    [["--threshold", "half"], "above 0 and below 1"],
    [["--pixel-size", "0"], "a number above 0"],
    [["--pixel-size", " "], "a number above 0"],
    [["--pixel-size", "Infinity"], "a number above 0"],
    [["--tile", "8"], "at least 32"],
    [["--min-area", "1.5"], "at least 1"],
    [["--megapixels", "0"], "--megapixels to be a whole number of at least 1"],
    [["--megapixels", "0.1"], "--megapixels to be a whole number of at least 1"],
  ] as const
) {
  Deno.test(`predict ${args.join(" ")} is wrong use`, () => {
    assertThrows(() => parse(...args), CommanderError, words);
  });
}
