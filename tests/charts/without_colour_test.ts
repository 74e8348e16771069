/** Charts are printed in gray, and read by people who see no colours. */
import { assert, assertEquals, assertGreater, assertGreaterOrEqual } from "@std/assert";
import { AGREEMENT, seriesDash, seriesSymbol } from "../../src/charts/palette.ts";
import { examples } from "./examples.ts";

/** The lightness that a printer makes of a colour, 0..255 (ITU-R BT.601). */
function grayOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    parseInt(colour.slice(at, at + 2), 16)
  );
  return 0.299 * red! + 0.587 * green! + 0.114 * blue!;
}

/** The swatches of a chart's legend: their label, and their drawing. */
function swatches(svg: string): { label: string; drawing: string }[] {
  const entry =
    /<g transform="translate\(\d+,\d+\)">((?:(?!<text).)*)<text x="22" fill="#222222">([^<]*)</g;
  return [...svg.matchAll(entry)].map(([, drawing, label]) => ({
    drawing: drawing!,
    label: label!,
  }));
}

const COLOUR = /#[0-9a-f]{6}/g;
/** Two grays beside each other that are told apart with ease. */
const STEP = 50;

for (const [name, make] of Object.entries(examples)) {
  Deno.test(`the legend of ${name} can be read without colour`, async () => {
    const keys = swatches((await make()).svg);
    keys.forEach((key, index) => {
      for (const other of keys.slice(0, index)) {
        if (key.drawing.replace(COLOUR, "") !== other.drawing.replace(COLOUR, "")) {
          continue;
        }
        // The same shape: then the lightness has to differ.
        const [a, b] = [key, other].map(({ drawing }) =>
          grayOf(drawing.match(COLOUR)![0])
        );
        assertGreater(Math.abs(a! - b!), STEP, `"${key.label}", "${other.label}"`);
      }
    });
  });
}

Deno.test("some legends have entries that this looks at", async () => {
  const names = ["per_image", "learning_curves", "intensities", "gallery", "drift"];
  for (const name of names) {
    const keys = swatches((await examples[name]!()).svg);
    assertGreaterOrEqual(keys.length, 2, name);
  }
});

Deno.test("agreement and disagreement differ in lightness", () => {
  const grays = Object.values(AGREEMENT).map(grayOf).sort((a, b) => a - b);
  grays.slice(1).forEach((gray, index) => assertGreater(gray - grays[index]!, STEP));
});

Deno.test("the first six series have other shapes and dashes each", () => {
  const first = [0, 1, 2, 3, 4, 5];
  assertEquals(new Set(first.map(seriesSymbol)).size, 6);
  assertEquals(new Set(first.map(seriesDash)).size, 6);
});

Deno.test("no text is smaller than ten pixels", async () => {
  for (const [name, make] of Object.entries(examples)) {
    const sizes = [...(await make()).svg.matchAll(/font-size="([\d.]+)"/g)]
      .map(([, size]) => Number(size));
    assert(sizes.length > 0 && Math.min(...sizes) >= 10, name);
  }
});
