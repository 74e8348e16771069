import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { groupByImage } from "../../src/dataset/layout.ts";

const files = (...names: string[]) => ({
  path: "set.zip",
  names: names.sort(),
  read: () => Promise.reject(new Error("not read")),
  close: () => Promise.resolve(),
});

Deno.test("groupByImage() leaves folders around and what macOS adds away", () => {
  const groups = groupByImage(files(
    "set/1a/images/1a.png",
    "set/1a/masks/x.png",
    "set/readme.txt",
    "__MACOSX/set/1a/images/._1a.png",
    "__MACOSX/set/1a/masks/._x.png",
  ));
  assertEquals([...groups], [
    ["1a", { image: "set/1a/images/1a.png", masks: ["set/1a/masks/x.png"] }],
  ]);
});

Deno.test("groupByImage() refuses two images of one ImageId, and none at all", () => {
  assertThrows(
    () => groupByImage(files("a/images/a.png", "a/images/b.png")),
    InputError,
    'set.zip: Expected one image of "a"',
  );
  assertThrows(() => groupByImage(files("notes.txt")), InputError, "found notes.txt");
});
