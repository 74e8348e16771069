import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { isSolution, parseSolution } from "../../src/dataset/solution.ts";

Deno.test("parseSolution() collects the codes of each image, with the size they are meant for", () => {
  const solutions = parseSolution(
    "ImageId,EncodedPixels,Height,Width,Usage\n" +
      "a,1 2,3,4,Public\nb,5 1,6,7,Private\na,9 1,3,4,Public\n",
    "a.csv",
  );
  assertEquals([...solutions], [
    ["a", { size: { width: 4, height: 3 }, codes: ["1 2", "9 1"] }],
    ["b", { size: { width: 7, height: 6 }, codes: ["5 1"] }],
  ]);
});

Deno.test("parseSolution() takes columns in any order and case, marks of Windows, and no sizes", () => {
  const solutions = parseSolution(
    '\ufeffencodedpixels, ImageID\r\n"1 2",a\r\n\r\n,b\n',
    "a.csv",
  );
  assertEquals([...solutions], [["a", { codes: ["1 2"] }], ["b", { codes: [] }]]);
});

Deno.test("parseSolution() leaves ignored rows out, with sizes or without", () => {
  const solutions = parseSolution(
    "ImageId,EncodedPixels,Height,Width,Usage\n" +
      "a,1 2,3,4,Ignored\nb,1 2,,,ignored\nc,1 2,3,4,Private\n",
    "a.csv",
    { sizes: "required" },
  );
  assertEquals([...solutions.keys()], ["c"]);
});

for (
  const [what, text, words] of [
    ["an image without a name", "ImageId,EncodedPixels\na,1 2\n,1 2\n", "line 3"],
    ["no codes", "ImageId,Other\na,1\n", "EncodedPixels"],
    ["a size of letters", "ImageId,EncodedPixels,Height,Width\na,1 2,x,4\n", "line 2"],
    ["one of two sizes", "ImageId,EncodedPixels,Height\na,1 2,3\n", "Height and Width"],
    ["an open quote", 'ImageId,EncodedPixels\na,"1 2\n', "Expected a CSV but found"],
  ] as const
) {
  Deno.test(`parseSolution() refuses a table with ${what}`, () => {
    const error = assertThrows(() => parseSolution(text, "a.csv"), InputError, words);
    assertEquals(error.path, "a.csv");
  });
}

Deno.test("parseSolution() refuses a table without sizes where they are required", () => {
  const text = "ImageId,EncodedPixels\na,1 2\n";
  assertThrows(
    () => parseSolution(text, "a.csv", { sizes: "required" }),
    InputError,
    "line 2",
  );
});

Deno.test("isSolution() knows such a table by its first line", () => {
  assertEquals(isSolution("Usage,imageid,EncodedPixels\n"), true);
  assertEquals(isSolution("nucleus,area\n1,2 ImageId EncodedPixels\n"), false);
  assertEquals(isSolution(""), false);
});
