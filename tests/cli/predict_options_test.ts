import { assertEquals, assertThrows } from "@std/assert";
import { Command, CommanderError } from "commander";
import { formatNames, usualFormats } from "../../src/cli/predict_formats.ts";
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
  ] as const
) {
  Deno.test(`predict ${args.join(" ")} is wrong use`, () => {
    assertThrows(() => parse(...args), CommanderError, words);
  });
}
