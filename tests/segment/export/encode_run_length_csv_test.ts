import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { encodeRunLengthCsv, InputError, runLengthDecode } from "#karyon";
import { anyLabels, labelsFrom } from "./shapes.ts";

Deno.test("encodeRunLengthCsv() writes a row a nucleus, and one for an image without any", () => {
  const csv = encodeRunLengthCsv([
    { id: "first", ...labelsFrom("1.", "12", "..") },
    { id: "empty", ...labelsFrom("..") },
    { id: "a, b", ...labelsFrom("1") },
  ]);
  assertEquals(csv.split("\n"), [
    "ImageId,EncodedPixels",
    "first,1 2",
    "first,5 1",
    "empty,",
    '"a, b",1 1',
    "",
  ]);
});

Deno.test("encodeRunLengthCsv() keeps every pixel of every nucleus", () => {
  fc.assert(fc.property(anyLabels(), ({ labels, width, height }) => {
    const csv = encodeRunLengthCsv([{ id: "image", labels, width, height }]);
    const rows = parse(csv, { columns: true }) as Record<string, string>[];
    const present = [...new Set(labels)].filter((label) => label > 0).sort();
    assertEquals(rows.length, Math.max(present.length, 1));
    present.forEach((label, i) =>
      assertEquals(
        runLengthDecode(rows[i]!["EncodedPixels"]!, width, height),
        Uint8Array.from(labels, (other) => other === label ? 1 : 0),
      )
    );
  }));
});

Deno.test("encodeRunLengthCsv() refuses an image that occurs twice", () => {
  const image = { id: "twice", ...labelsFrom("1") };
  assertThrows(
    () => encodeRunLengthCsv([image, image]),
    InputError,
    "Expected each image once but found twice again",
  );
});
