import { assert, assertEquals } from "@std/assert";
import type { Trouble } from "../../../../src/app/segmenter.ts";
import {
  adviseOnNone,
  troubleOf,
  wordTrouble,
} from "../../../../src/app/page/plain/trouble_words.ts";

const CODES: readonly Trouble["code"][] = [
  "not-an-image",
  "too-large",
  "corrupt",
  "unsupported",
  "no-engine",
  "out-of-memory",
  "model-unreachable",
  "stopped",
  "fault",
];

Deno.test("every trouble has words of its own and a way on", () => {
  const words = CODES.map((code) => wordTrouble({ code }));
  assertEquals(new Set(words.map(({ title }) => title)).size, CODES.length);
  assertEquals(new Set(words.map(({ short }) => short)).size, CODES.length);
  assert(words.every(({ title }) => !title.endsWith(".")));
  assert(words.every(({ advice }) => /^[A-Z`].+\.$/.test(advice)));
});

Deno.test("what is wrong with a file is not tried again as it is", () => {
  const again = CODES.filter((code) => wordTrouble({ code }).retry);
  assertEquals(again, CODES.slice(4));
});

Deno.test("an error with a code keeps it, others are told apart by what they are", () => {
  const coded = Object.assign(new Error("Too many pixels"), { code: "too-large" });
  assertEquals(troubleOf(coded), { code: "too-large", message: "Too many pixels" });
  assertEquals(
    troubleOf(new RangeError("Array buffer allocation failed")).code,
    "out-of-memory",
  );
  assertEquals(troubleOf(new RangeError("Invalid digits")).code, "fault");
  const stranger = Object.assign(new Error("x"), { code: "toString" });
  assertEquals(troubleOf(stranger), { code: "fault", message: "x" });
  assertEquals(troubleOf("gone"), { code: "fault", message: "gone" });
  assertEquals(troubleOf(undefined), { code: "fault", message: "undefined" });
});

Deno.test("advice on no nuclei names only what can still be lowered", () => {
  const high = adviseOnNone({ threshold: 0.5, minArea: 30 });
  const low = adviseOnNone({ threshold: 0.1, minArea: 0 });
  assertEquals([high.length, low.length], [4, 2]);
  assert(!low.some((advice) => advice.startsWith("Lower")));
  const [first] = adviseOnNone({ threshold: 0.5, minArea: 1000 }, { minArea: 1000 });
  assert(first!.includes("is set to 1,000 px"));
});
