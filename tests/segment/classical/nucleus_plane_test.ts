import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { createImage } from "../../../src/images/mod.ts";
import { nucleusPlane, separateHematoxylin } from "../../../src/segment/mod.ts";
import { drawDiscs, scikitImage } from "./made_up.ts";

Deno.test("separateHematoxylin() is scikit-image's, in optical density", () => {
  const { colours, hematoxylin } = scikitImage;
  const image = createImage(colours.length, 1, 3);
  image.data.set(colours.flat());
  const amounts = separateHematoxylin(image);
  // scikit-image counts in units of -log10(1e-6) = 6.
  hematoxylin.forEach((amount, i) => assertAlmostEquals(amounts[i]!, 6 * amount, 1e-6));
  assertGreater(Math.max(...hematoxylin), 0.1);
});

Deno.test("separateHematoxylin() undoes what the stain does to light", () => {
  const image = createImage(2, 1, 4, 16);
  const amounts = [0.3, 1.2];
  amounts.forEach((amount, pixel) =>
    [0.65, 0.7, 0.29].forEach((density, channel) =>
      image.data[4 * pixel + channel] = Math.round(65535 * 10 ** (-amount * density))
    )
  );
  const found = separateHematoxylin(image);
  amounts.forEach((amount, i) => assertAlmostEquals(found[i]!, amount, 1e-3));
});

Deno.test("nucleusPlane() takes brightness on dark ground, darkness on bright ground", () => {
  const disc = [10, 8, 4] as const;
  const glowing = nucleusPlane(drawDiscs(20, 16, [[...disc, 90]]));
  const dark = nucleusPlane(drawDiscs(20, 16, [[...disc, 90]], { ground: 200 }));
  assertEquals([glowing.source, dark.source], ["brightness", "darkness"]);
  for (const { values } of [glowing, dark]) {
    assertAlmostEquals(values[8 * 20 + 10]!, 1, 1e-5);
    assertAlmostEquals(values[0]!, 0, 1e-5);
  }
});

Deno.test("nucleusPlane() takes hematoxylin where bright ground has nuclei in colour", () => {
  const image = drawDiscs(20, 16, [[10, 8, 6, 0]], { ground: 230, channels: 4 });
  for (let i = 0; i < image.data.length; i += 4) {
    if (image.data[i] === 0) image.data.set([90, 60, 150], i);
  }
  const { source, values } = nucleusPlane(image);
  assertEquals(source, "hematoxylin");
  assertAlmostEquals(values[8 * 20 + 10]!, 1, 1e-5);
  assertAlmostEquals(values[0]!, 0, 1e-5);
  assertEquals(nucleusPlane(image, { source: "brightness" }).values[0], 1);
});

Deno.test("nucleusPlane() measures 16 bits by what the camera used of them", () => {
  const image = createImage(30, 10, 1, 16);
  image.data.fill(3000).fill(400, 0, 60); // twelve bits, dark marks
  assertEquals(nucleusPlane(image).source, "darkness");
  image.data.fill(400).fill(3000, 0, 60);
  assertEquals(nucleusPlane(image).source, "brightness");
});

Deno.test("nucleusPlane() leaves alpha out", () => {
  const gray = drawDiscs(9, 9, [[4, 4, 3, 80]]);
  const image = createImage(9, 9, 2);
  gray.data.forEach((value, i) => image.data[2 * i] = value);
  assertEquals(nucleusPlane(image).values, nucleusPlane(gray).values);
});
