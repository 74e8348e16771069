/** Charts of what became of nuclei. */
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  createImage,
  explainMatches,
  findOutlines,
  InputError,
  kindScoresChart,
  matchErrorsChart,
  matchNuclei,
  matchOutlinesChart,
  modelGalleryChart,
} from "#karyon";
import { FATE_STYLES, FATES } from "../../src/charts/fates.ts";
import { outlinePaths } from "../../src/charts/outline_paths.ts";

const OPTIONS = { split: "test" };
/** A square of two pixels at 2, 1. */
const SQUARE = [[2, 1], [4, 1], [4, 3], [2, 3]] as const;
const nucleus = { fate: "merged", polygons: [[SQUARE]] } as const;
const pathOf = (markup: string) => markup.match(/<path d="([^"]*)"/)?.[1];
const window = (x: number, y: number, width: number, height: number) =>
  ({ x, y, width, height }) as const;

Deno.test("outlinePaths() goes round a nucleus along the edges of its pixels", () => {
  assertEquals(pathOf(outlinePaths([nucleus], window(0, 0, 9, 9), 2)), "M2 1h2v2h-2v-2");
  assertEquals(pathOf(outlinePaths([nucleus], window(1, 1, 9, 9), 2)), "M1 0h2v2h-2v-2");
});

Deno.test("outlinePaths() leaves open what the window cuts, and out what is beside it", () => {
  // The right half of the square, then its upper half.
  assertEquals(
    pathOf(outlinePaths([nucleus], window(3, 0, 5, 5), 1)),
    "M0 1h1v2h-1",
  );
  assertEquals(
    pathOf(outlinePaths([nucleus], window(0, 0, 5, 2), 1)),
    "M2 1h2v1M2 2v-1",
  );
  assertEquals(outlinePaths([nucleus], window(5, 0, 3, 5), 1), "");
});

Deno.test("outlinePaths() keeps lines and dashes as wide on the page at any scale", () => {
  const wide = outlinePaths([nucleus], window(0, 0, 9, 9), 4);
  assertStringIncludes(wide, 'transform="scale(4.0000)"');
  assertStringIncludes(wide, 'stroke-width="0.450" stroke-dasharray="1.750 0.750"');
});

Deno.test("every fate has a colour and dashes of its own", () => {
  const styles = FATES.map((fate) => FATE_STYLES[fate]);
  assertEquals(new Set(styles.map(({ colour }) => colour)).size, 6);
  assertEquals(new Set(styles.map(({ dash }) => dash)).size, 6);
});

Deno.test("the fates of explainMatches() are those that the charts know", () => {
  const match = matchNuclei(Int32Array.of(1, 1, 2, 2), Int32Array.of(5, 5, 5, 5));
  const { errors } = explainMatches(match);
  assertEquals(Object.keys(errors).sort(), FATES.toSorted());
  const { alt } = matchErrorsChart([{ model: "m", nuclei: 2, ...errors }], {
    ...OPTIONS,
    n: 1,
  });
  assertStringIncludes(alt, "m: 0 matched, 2 merged, 0 split");
});

Deno.test("matchOutlinesChart() names only fates that it draws, and counts them", async () => {
  const labels = Int32Array.of(0, 1, 0, 2, 2, 0);
  const [one, two] = findOutlines(labels, 3, 2);
  const { svg, alt, caption } = await matchOutlinesChart([{
    title: "<x>",
    image: createImage(3, 2, 4, 16),
    pictures: [{
      name: "unet",
      nuclei: [
        { fate: "matched", polygons: one!.polygons },
        { fate: "missed", polygons: two!.polygons },
      ],
    }, { name: "blind", nuclei: [] }],
  }], OPTIONS);
  assertStringIncludes(alt, "<x> (unet: 1 matched, 1 missed; blind: no nuclei)");
  assertStringIncludes(svg, "missed (annotated outline)");
  assertEquals(svg.includes(">invented<"), false);
  assertStringIncludes(svg, "&lt;x&gt;");
  assertStringIncludes(caption, "at an IoU of 0.5; test (n = 1)");
});

Deno.test("matchOutlinesChart() refuses no picture, and windows that leave the image", async () => {
  const item = {
    title: "x",
    image: createImage(4, 3, 1),
    pictures: [{ name: "a", nuclei: [] }],
  };
  await assertRejects(
    () => matchOutlinesChart([], OPTIONS),
    InputError,
    "Expected images with one or more pictures each but found no image",
  );
  await assertRejects(
    () => matchOutlinesChart([{ ...item, pictures: [] }], OPTIONS),
    InputError,
    "but found x",
  );
  for (
    const one of [window(1, 0, 4, 3), window(0, 0, 0, 1), window(-1, 0, 2, 2), {
      ...window(0, 0, 2, 2),
      x: 0.5,
    }]
  ) {
    await assertRejects(
      () => matchOutlinesChart([{ ...item, window: one }], OPTIONS),
      InputError,
      `of "x" to be whole pixels of an image of 4 x 3 but found ${one.width} x`,
    );
  }
});

Deno.test("matchErrorsChart() takes shares of the true nuclei", () => {
  const errors = { matched: 3, merged: 0, split: 0, misdrawn: 0, missed: 1, invented: 6 };
  const row = { model: "m", nuclei: 4, ...errors };
  const { svg, caption } = matchErrorsChart([row], { ...OPTIONS, n: 2 });
  for (const words of ["3 (75.0 %)", "1 (25.0 %)", "6 (150.0 %)"]) {
    assertStringIncludes(svg, `>${words}<`);
  }
  assertStringIncludes(caption, "in % of the 4 true ones; m on test (n = 2)");
  const none = { ...row, nuclei: 0, matched: 0, missed: 0, invented: 0 };
  assertStringIncludes(matchErrorsChart([none], { ...OPTIONS, n: 1 }).svg, "0 (0.0 %)");
});

Deno.test("kindScoresChart() says n of each kind, and draws intervals that are known", () => {
  const scope = { ...OPTIONS, n: 4, metric: "AP" };
  const row = { kind: "a", model: "m", score: 0.5, images: 3 };
  const other = { ...row, kind: "b", images: 1, score: 0 };
  const plain = kindScoresChart([row, other], scope);
  assertStringIncludes(plain.svg, ">a (n = 3)<");
  assertStringIncludes(plain.alt, "a (3 images): m 0.500; b (1 image): m 0.000");
  assertEquals(plain.caption.includes("intervals"), false);
  const known = kindScoresChart([{ ...row, low: 0.4, high: 0.6 }, other], scope);
  assertStringIncludes(known.caption, "lines are 95 % intervals");
});

Deno.test("The charts of fates name the column that they cannot draw", () => {
  const scope = { ...OPTIONS, n: 1, metric: "AP" };
  const score = { kind: "a", model: "m", score: NaN, images: 3 };
  assertThrows(
    () => kindScoresChart([score], scope),
    InputError,
    'kindScoresChart: Expected the columns "kind", "model", "score"',
  );
  assertThrows(() => kindScoresChart([], scope), InputError, "found no row");
  assertThrows(
    () => matchErrorsChart([], scope),
    InputError,
    '"invented" but found no row',
  );
});

Deno.test("modelGalleryChart() gives a note that leaves the name no room its own line", async () => {
  const prediction = new Uint8Array(4);
  const gallery = (note: string) =>
    modelGalleryChart([{
      title: "x",
      image: createImage(2, 2, 1),
      predictions: [{ model: "a-model-with-a-long-name", prediction, note }],
    }], OPTIONS);
  const [brief, long] = [await gallery("0.5"), await gallery("IoU 0.50, AP 0.50")];
  assertEquals(long.height, brief.height + 14);
  assertStringIncludes(long.svg, ">a-model-with-a-long-name<");
  assertStringIncludes(
    long.svg,
    'y="27" font-size="11" fill="#767676">IoU 0.50, AP 0.50<',
  );
});
