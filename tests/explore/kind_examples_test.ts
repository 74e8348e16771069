import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import {
  channelExamples,
  type ImageFacts,
  imageKindExamples,
} from "../../src/explore/mod.ts";
import { FACTS } from "./facts_row.ts";

const TABLE: ImageFacts[] = [
  { ...FACTS, id: "a" },
  { ...FACTS, id: "b" },
  { ...FACTS, id: "c", gray_in_rgb: false, alpha_used: true },
  { ...FACTS, id: "d", kind: "gray", gray_in_rgb: false, depth: 16, look: null },
  { ...FACTS, id: "e", split: "test", kind: "gray-alpha", gray_in_rgb: false },
];

Deno.test("channelExamples() says what channels are used for, with ids", () => {
  const rows = channelExamples(TABLE, 1);
  assertEquals(
    rows.map(({ split, kind, images, share }) => [split, kind, images, share]),
    [
      ["train", "rgba, gray inside, opaque", 2, 0.5],
      ["train", "gray, 16 bit", 1, 0.25],
      ["train", "rgba, colour, alpha used", 1, 0.25],
      ["test", "gray-alpha, opaque", 1, 1],
    ],
  );
  assertEquals(rows.map(({ examples }) => examples), ["a", "d", "c", "e"]);
});

Deno.test("imageKindExamples() counts images without a mask as not known", () => {
  const rows = imageKindExamples(TABLE);
  assertEquals(rows.map(({ kind, examples }) => [kind, examples]), [
    ["white on black", "a, b, c"],
    ["not known", "d"],
    ["white on black", "e"],
  ]);
});

Deno.test("a number of examples is not negative", () => {
  assertThrows(() => channelExamples(TABLE, -1), InputError, "found -1");
});
