import { assertEquals } from "@std/assert";
import { pairByName } from "../../../src/dataset/own/pair.ts";
import { roleOf } from "../../../src/dataset/own/roles.ts";

/** A line an image: its id and the files of its masks; then what is left. */
function pair(...names: string[]): string[] {
  const { images, alone, ambiguous } = pairByName(
    names.sort().map((name) => roleOf(name, name)),
  );
  return [
    ...images.map(({ id, truth }) =>
      `${id}: ` +
      (truth?.kind === "whole"
        ? truth.name
        : truth?.kind === "nuclei"
        ? `[${truth.names.join(" ")}]`
        : "none")
    ),
    ...alone.map(({ name }) => `alone ${name}`),
    ...ambiguous.map(({ id, names }) => `ambiguous ${id} ${names.join(" ")}`),
  ];
}

Deno.test("masks are found by name, exact names first", () => {
  assertEquals(pair("images/a.tif", "images/b.tif", "masks/a.png", "masks/b_mask.png"), [
    "a: masks/a.png",
    "b: masks/b_mask.png",
  ]);
  // The mask of a_2 is no candidate for a.
  assertEquals(pair("a.png", "a_2.png", "a_mask.png", "a_2_mask.png"), [
    "a: a_mask.png",
    "a_2: a_2_mask.png",
  ]);
  assertEquals(pair("images/im_1.png", "gt/IM_1_GT.PNG"), ["im_1: gt/IM_1_GT.PNG"]);
  assertEquals(pair("images/img-7.png", "Ground Truth/mask-7.png"), [
    "img-7: Ground Truth/mask-7.png",
  ]);
});

Deno.test("masks in folders with another name than their images' are found", () => {
  assertEquals(pair("photos/a.png", "photos/b.png", "masks/a.png"), [
    "a: masks/a.png",
    "b: none",
  ]);
  assertEquals(pair("a.png", "masks/a.png", "annotations/masks/b.png"), [
    "a: masks/a.png",
    "alone annotations/masks/b.png",
  ]);
});

Deno.test("names that several folders use stay apart, with their folders in the ids", () => {
  assertEquals(
    pair("p1/images/a.png", "p1/masks/a.png", "p2/images/a.png", "p2/masks/a.png"),
    ["p1/a: p1/masks/a.png", "p2/a: p2/masks/a.png"],
  );
  assertEquals(
    pair("images/p1/a.png", "images/p2/a.png", "labels/p2/a.png", "labels/p1/a.png"),
    ["p1/a: labels/p1/a.png", "p2/a: labels/p2/a.png"],
  );
});

Deno.test("files of single nuclei are found beside their image", () => {
  assertEquals(pair("s/x/images/i.png", "s/x/masks/1.png", "s/x/masks/2.png"), [
    "x: [s/x/masks/1.png s/x/masks/2.png]",
  ]);
  assertEquals(
    pair("x/images/i.png", "x/masks/1.png", "y/images/i.png", "y/masks/1.png"),
    ["x: [x/masks/1.png]", "y: [y/masks/1.png]"],
  );
  assertEquals(pair("x/x.png", "x/masks/1.png", "y/y.png"), [
    "x: [x/masks/1.png]",
    "y: none",
  ]);
  assertEquals(pair("images/a.png", "masks/a/1.png", "masks/b/1.png"), [
    "a: [masks/a/1.png]",
    "alone masks/b/1.png",
  ]);
});

Deno.test("what does not pair is left over, and nothing is guessed", () => {
  assertEquals(pair("images/a.png", "images/b.png", "masks/c.png"), [
    "a: none",
    "b: none",
    "alone masks/c.png",
  ]);
  assertEquals(pair("images/a.png", "masks/b.png"), ["a: none", "alone masks/b.png"]);
});

Deno.test("two candidates are told, but a label image is better than a plain mask", () => {
  assertEquals(pair("a.png", "a_mask.png", "a_seg.png"), [
    "a: a_mask.png",
    "ambiguous a a_mask.png a_seg.png",
  ]);
  assertEquals(pair("a.png", "a_labels.png", "a_mask.png"), ["a: a_labels.png"]);
  assertEquals(pair("images/a.png", "images/a.tif", "masks/a.png"), [
    "a: masks/a.png",
    "ambiguous a images/a.png images/a.tif",
  ]);
});
