import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import sharp from "sharp";
import {
  createImage,
  InputError,
  labelColor,
  measuredAgreementChart,
  nucleusMapsChart,
  splittingStepsChart,
} from "#karyon";

const SPLIT = { split: "test" };
const OPTIONS = { ...SPLIT, what: "areas in pixels", of: "matched nuclei" };

/** The pictures of a chart as red, green and blue of each pixel. */
async function picturesOf(svg: string): Promise<number[][][]> {
  const urls = [...svg.matchAll(/base64,([\w+/=]+)/g)].map(([, data]) => data!);
  return await Promise.all(urls.map(async (url) => {
    const pixels = await sharp(Uint8Array.fromBase64(url)).toColourspace("srgb")
      .removeAlpha().raw().toBuffer();
    return Array.from(
      { length: pixels.length / 3 },
      (_, i) => [...pixels.subarray(3 * i, 3 * i + 3)],
    );
  }));
}

const MAPS = {
  title: "row",
  image: createImage(3, 1, 1),
  maps: { nucleus: Float32Array.of(0, 0.5, 1), border: Float32Array.of(1, 0, 0) },
};

Deno.test("nucleusMapsChart() paints every map that the model has from 0 to 1", async () => {
  const { svg, caption, alt } = await nucleusMapsChart([MAPS], SPLIT);
  const [, nucleus, border] = await picturesOf(svg);
  // The ends of matplotlib's inferno.
  assertEquals([nucleus![0], nucleus![2]], [[0, 0, 4], [252, 255, 164]]);
  assertEquals([border![0], border![2]], [[252, 255, 164], [0, 0, 4]]);
  assertStringIncludes(caption, "nucleus and border; test (n = 1)");
  assertStringIncludes(alt, "beside 2 maps");
});

Deno.test("nucleusMapsChart() draws what was annotated where that is known", async () => {
  const alone = await nucleusMapsChart([MAPS], SPLIT);
  const labelled = { ...MAPS, labels: Int32Array.of(0, 1, 1) };
  const { svg } = await nucleusMapsChart([labelled], SPLIT);
  assertEquals((await picturesOf(alone.svg)).length, 3);
  assertEquals((await picturesOf(svg)).length, 4);
  assertStringIncludes(svg, ">annotated<");
});

Deno.test("nucleusMapsChart() names the map that is none", async () => {
  const draw = (nucleus: Float32Array) =>
    nucleusMapsChart([{ ...MAPS, maps: { nucleus } }], SPLIT);
  await assertRejects(
    () => draw(new Float32Array(2)),
    InputError,
    'the map nucleus of "row" to be 3 values in 0..1 but found 2 values',
  );
  await assertRejects(() => draw(Float32Array.of(0, 2, 0)), InputError, "found 2");
  await assertRejects(() => draw(Float32Array.of(0, NaN, 0)), InputError, "found NaN");
  await assertRejects(() => nucleusMapsChart([], SPLIT), InputError, "found none");
});

const STEPS = {
  title: "by hand",
  image: createImage(4, 1, 1),
  mask: Uint8Array.of(1, 1, 1, 0),
  heights: Float32Array.of(2, 1, 4, 0),
  heightName: "depth",
  seeds: Int32Array.of(1, 1, 2, 0),
  labels: Int32Array.of(1, 1, 2, 0),
};

Deno.test("splittingStepsChart() paints mask, heights, seeds and nuclei", async () => {
  const { svg, alt, caption } = await splittingStepsChart([STEPS], SPLIT);
  const [, mask, heights, seeds, labels] = await picturesOf(svg);
  const black = [0, 0, 0], white = [255, 255, 255];
  assertEquals(mask, [white, white, white, black]);
  assertEquals([heights![2], heights![3]], [[252, 255, 164], [0, 0, 4]]);
  const [first, second] = [1, 2].map((label) => [...labelColor(label)]);
  // A lone pixel is drawn as a plus, but over no other seed.
  assertEquals(seeds, [first, first, second, second]);
  // Where two nuclei meet, a black line parts them for those who see no colours.
  assertEquals(labels, [first, black, second, black]);
  assertStringIncludes(alt, "by hand: 2 seeds, 2 nuclei");
  assertStringIncludes(caption, "test (n = 1 crop)");
});

Deno.test("splittingStepsChart() shows where the mask has no seed", async () => {
  const seeds = Int32Array.of(0, 3, 3, 0);
  const { svg } = await splittingStepsChart([{ ...STEPS, seeds }], SPLIT);
  const [, , , painted] = await picturesOf(svg);
  const seed = [...labelColor(3)];
  assertEquals(painted, [[85, 85, 85], seed, seed, [0, 0, 0]]);
});

Deno.test("splittingStepsChart() names the part that does not fit", async () => {
  const draw = (change: Partial<typeof STEPS>) => () =>
    splittingStepsChart([{ ...STEPS, ...change }], SPLIT);
  await assertRejects(
    draw({ seeds: new Int32Array(3) }),
    InputError,
    'the seeds of "by hand" to hold 4 pixels but found 3',
  );
  await assertRejects(
    draw({ heights: Float32Array.of(0, -1, 0, 0) }),
    InputError,
    "at least 0 but found -1",
  );
  await assertRejects(
    draw({ heights: Float32Array.of(Infinity, 0, 0, 0) }),
    InputError,
    "found Infinity",
  );
  await assertRejects(() => splittingStepsChart([], SPLIT), InputError, "found none");
});

const row = (truth: number, measured: number) => ({ kind: "gray", truth, measured });

Deno.test("measuredAgreementChart() gives Bland and Altman's bias and limits", () => {
  // Differences 0, 2, 4: mean 2, standard deviation 2; 2 +- 1.96 x 2.
  const rows = [row(10, 10), row(20, 22), row(30, 34)];
  const { caption, svg } = measuredAgreementChart(rows, OPTIONS);
  assertStringIncludes(caption, "bias +2 (line), limits of agreement −1.92 to +5.92");
  assertStringIncludes(caption, "test (n = 3 matched nuclei)");
  assertStringIncludes(svg, "gray (n = 3)");
});

Deno.test("measuredAgreementChart() takes differences in percent of the mean", () => {
  // (90 - 110) / 100 both times.
  const rows = [row(110, 90), row(1100, 900)];
  const { caption } = measuredAgreementChart(rows, { ...OPTIONS, relative: true });
  assertStringIncludes(caption, "bias −20 % (line), limits of agreement −20 to −20 %");
});

Deno.test("measuredAgreementChart() thins out many dots, not the numbers", () => {
  const rows = Array.from({ length: 3001 }, (_, i) => row(10, i % 2 === 0 ? 10 : 12));
  const { caption, svg } = measuredAgreementChart(rows, OPTIONS);
  assertStringIncludes(caption, "n = 3001 matched nuclei); one dot for each 3 of a kind");
  assertStringIncludes(svg, "gray (n = 3001)");
});

Deno.test("measuredAgreementChart() refuses what cannot be compared", () => {
  const draw = (rows: ReturnType<typeof row>[], relative = false) => () =>
    measuredAgreementChart(rows, { ...OPTIONS, relative });
  assertThrows(draw([]), InputError, "measuredAgreementChart: Expected a table");
  assertThrows(draw([row(1, 1)]), InputError, "at least 2 rows but found 1");
  assertThrows(draw([row(1, NaN), row(1, 1)]), InputError, "found NaN in row 0");
  assertThrows(
    draw([row(1, 1), row(0, 1)], true),
    InputError,
    '"truth" above 0 but found 0',
  );
});
