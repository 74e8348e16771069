import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  type Augmentation,
  augmentationExamples,
  augmentImage,
  seededRandom,
} from "#karyon";
import { tiles } from "./made_up.ts";

const SOURCE = tiles(40, 40);
const OPTIONS = { size: 40, seed: 1, together: 2 };
const AUGMENTATION: Augmentation = {
  squeeze: 0.5,
  flip: true,
  quarterTurns: true,
  rotate: 20,
  zoom: [0.5, 1],
  stretch: 1.3,
  elastic: { share: 0, sigma: 3, grid: 3 },
  gray: { share: 0 },
  invert: { share: 0 },
  mixChannels: { share: 0, amount: 0.5 },
  channelGain: { share: 0, range: [0.5, 0.6] },
  gamma: { share: 0, range: [0.5, 2] },
  contrast: { share: 0, range: [0.5, 1] },
  brightness: { share: 0, range: [-0.1, 0.1] },
  blur: { share: 0, range: [1, 2] },
  noise: { share: 0, range: [0, 0.1] },
};

const examples = () => augmentationExamples(SOURCE, AUGMENTATION, OPTIONS);

Deno.test("augmentationExamples() shows each change of a recipe, and none that it has not", () => {
  const titles = examples().map(({ items }) => items.map(({ title }) => title));
  assertEquals(titles, [
    [
      "whole image",
      "at its own scale",
      "mirrored",
      "turned by 90°",
      "turned by up to 20°",
      "zoom 0.5",
      "stretched up to 1.3",
      "with a grid",
      "elastic, sigma 3, 3x3",
    ],
    [
      "gray",
      "inverted",
      "mixed, 0.5",
      "channels x 0.5 to 0.6",
      "gamma 0.5",
      "gamma 2",
      "contrast 0.5",
      "brightness −0.1",
      "brightness +0.1",
      "blur, sigma 2",
      "noise, sigma 0.1",
    ],
    ["draw 1", "draw 2"],
  ]);
  const [shape, ...rest] = augmentationExamples(SOURCE, {}, { ...OPTIONS, together: 0 });
  assertEquals(shape!.items.map(({ title }) => title), ["whole image"]);
  assertEquals(rest, []);
});

Deno.test("augmentationExamples() shows colours whatever their share, and moves nothing for them", () => {
  const [shape, colour] = examples();
  const [whole] = shape!.items;
  assertEquals(whole!.image.data, SOURCE.pixels);
  for (const { title, image, mask, labels } of colour!.items) {
    assertNotEquals(image.data, whole!.image.data, title);
    assertEquals([mask, labels], [whole!.mask, whole!.labels], title);
  }
});

Deno.test("augmentationExamples() chooses draws that show their change", () => {
  const [shape] = examples();
  const [whole, ...others] = shape!.items;
  const named = (title: string) => others.find((item) => item.title === title)!;
  const mirrored = SOURCE.labels.map((_, i) =>
    SOURCE.labels[40 * Math.floor(i / 40) + 39 - i % 40]!
  );
  assertEquals(named("mirrored").labels, mirrored);
  for (const title of ["turned by 90°", "turned by up to 20°", "zoom 0.5"]) {
    assertNotEquals(named(title).mask, whole!.mask, title);
  }
  // The grid is drawn on the image alone, and bends with it.
  assertEquals(named("with a grid").mask, whole!.mask);
  assertNotEquals(named("with a grid").image, whole!.image);
  assertNotEquals(named("elastic, sigma 3, 3x3").mask, whole!.mask);
});

Deno.test("augmentationExamples() draws all together as a training does", () => {
  const [, , together] = examples();
  const drawn = augmentImage(SOURCE, 40, AUGMENTATION, seededRandom(1, 1));
  assertEquals(together!.items[1]!.mask, drawn.mask);
  assert(
    together!.items[1]!.image.data.every((value, i) =>
      Math.abs(value - 255 * drawn.pixels[i]!) <= 0.5
    ),
  );
  assertEquals(examples(), examples());
});
