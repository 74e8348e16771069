import { assert, assertEquals } from "@std/assert";
import { exploreSamples, statisticsTable, syntheticSamples } from "#karyon";

/**
 * The statistics of the contest's 670 training images without the one whose masks
 * are bad, as `statisticsTable()` has them.
 */
const REAL: Readonly<Record<string, number>> = {
  "width": 320,
  "height": 256,
  "size": 0.0819,
  "foreground": 0.139,
  "nuclei per image": 27,
  "nuclei per megapixel": 256,
  "nucleus area": 258,
  "spread of area": 0.493,
  "touching nuclei": 0.227,
  "contrast": 0.711,
  "separation": 3.32,
  "edge sharpness": 0.242,
  "texture in nuclei": 0.209,
  "noise": 0.00223,
  "sharpness": 0.0157,
  "texture": 0.0061,
  "brightness": 0.164,
  "saturation": 0.0467,
  "white on black": 546 / 670,
  "purple on purple": 70 / 670,
  "purple on white": 38 / 670,
  "black on white": 16 / 670,
};

Deno.test("no statistic of the synthetic set is off the real set's by a factor of two", async () => {
  async function* samples() {
    yield* syntheticSamples("train");
  }
  const table = statisticsTable(await exploreSamples(samples(), "train"));
  const known = table.filter(({ statistic }) => statistic in REAL);
  assertEquals(known.length, Object.keys(REAL).length);
  for (const { statistic, value } of known) {
    const ratio = value! / REAL[statistic]!;
    assert(ratio > 0.5 && ratio < 2, `${statistic}: ${value} is ${ratio} times as much`);
  }
  const kinds = table.filter(({ summary }) => summary === "share");
  assertEquals(kinds.length, 4, "a kind that the real set lacks");
});
