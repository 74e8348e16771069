import { assertEquals } from "@std/assert";
import type { Sample } from "../../src/dataset/mod.ts";
import { exploreSamples } from "../../src/explore/mod.ts";
import { createImage } from "../../src/images/mod.ts";

async function* stream(...samples: Sample[]): AsyncGenerator<Sample> {
  for (const sample of samples) yield await Promise.resolve(sample);
}

Deno.test("exploreSamples() measures an image with labels", async () => {
  const image = createImage(5, 2, 4);
  for (let pixel = 0; pixel < 10; pixel++) {
    image.data.set([10, 10, 10], pixel * 4);
  }
  image.data.set([110, 110, 110], 0);
  const labels = Int32Array.of(1, 1, 0, 2, 2, 1, 0, 0, 2, 2);
  const [facts] = await exploreSamples(
    stream({ id: "a", image, labels }),
    "train",
  );
  assertEquals(facts, {
    id: "a",
    split: "train",
    kind: "rgba",
    gray_in_rgb: true,
    alpha_used: false,
    width: 5,
    height: 2,
    depth: 8,
    // Alpha, 255 everywhere, is no brightness.
    brightest: 110,
    mean: 20,
    foreground: 0.7,
    nuclei: 2,
    median_area: 3.5,
    look: "white on black",
  });
});

Deno.test("exploreSamples() leaves unknown what an image without a mask cannot tell", async () => {
  const image = createImage(2, 1, 1, 16);
  image.data.set([100, 40000]);
  const [facts] = await exploreSamples(stream({ id: "b", image }), "own");
  assertEquals(facts?.foreground, null);
  assertEquals(facts?.nuclei, null);
  assertEquals(facts?.median_area, null);
  assertEquals(facts?.look, null);
  assertEquals([facts?.kind, facts?.depth, facts?.brightest], [
    "gray",
    16,
    40000,
  ]);
});

Deno.test("an image with a mask but no labels has a foreground and no count", async () => {
  const mask = Uint8Array.of(0, 1, 1, 1);
  const sample = { id: "c", image: createImage(2, 2, 3), mask };
  const [facts] = await exploreSamples(stream(sample), "own");
  assertEquals([facts?.foreground, facts?.nuclei], [0.75, null]);
});

Deno.test("an image with labels but no nucleus has 0 of them and no area", async () => {
  const sample = {
    id: "d",
    image: createImage(2, 2, 3),
    labels: new Int32Array(4),
  };
  const [facts] = await exploreSamples(stream(sample), "own");
  assertEquals([facts?.foreground, facts?.nuclei, facts?.median_area], [
    0,
    0,
    null,
  ]);
});

Deno.test("exploreSamples() keeps the order and one row an image", async () => {
  const image = createImage(1, 1, 1);
  const facts = await exploreSamples(
    stream({ id: "z", image }, { id: "a", image }),
    "s",
  );
  assertEquals(facts.map(({ id, split }) => [id, split]), [["z", "s"], [
    "a",
    "s",
  ]]);
});
