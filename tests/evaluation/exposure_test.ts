import { assertEquals } from "@std/assert";
import { type Exposure, exposureOf } from "#karyon";
import { CARD } from "../support/tiny_model.ts";

const CASES: readonly (readonly [string, string, Exposure])[] = [
  ["held-out", "test", "unseen"],
  ["held-out", "validation", "chosen on"],
  ["held-out", "train", "trained on"],
  ["case-study", "test", "chosen on"],
  // The published split trains on all of train, of which validation is a part.
  ["case-study", "validation", "trained on"],
  ["case-study", "train", "trained on"],
];

for (const [protocol, split, expected] of CASES) {
  Deno.test(`a model trained by ${protocol}, scored on ${split}: ${expected}`, () => {
    const training = { ...CARD.training, protocol, checksum: "abc" };
    assertEquals(exposureOf({ training }, { checksum: "abc", split }), expected);
    assertEquals(exposureOf({ training }, { checksum: "def", split }), "unseen");
  });
}

Deno.test("a model that was trained on from another knows what that one knew", () => {
  const held = { ...CARD.training, protocol: "held-out", checksum: "abc" };
  const from = { name: "a", parameters: 1, epochs: 1, seconds: 1, checksum: "abc" };
  const after = (protocol: string) =>
    exposureOf(
      { training: { ...held, from: { ...from, protocol } } },
      { checksum: "abc", split: "test" },
    );
  assertEquals([after("held-out"), after("case-study")], ["unseen", "chosen on"]);
  const other = { ...held, checksum: "def", from: { ...from, protocol: "case-study" } };
  assertEquals(
    exposureOf({ training: other }, { checksum: "abc", split: "validation" }),
    "trained on",
  );
});
