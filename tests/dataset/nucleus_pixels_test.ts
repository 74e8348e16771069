import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { eachNucleusPixel } from "../../src/dataset/nucleus_pixels.ts";

Deno.test("eachNucleusPixel() finds every pixel above 0, wherever the array begins", () => {
  fc.assert(fc.property(
    fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 128, 255), { maxLength: 80 }),
    fc.nat(5),
    fc.boolean(),
    (values, offset, wide) => {
      const whole = wide
        ? new Uint16Array(values.length + offset)
        : new Uint8Array(values.length + offset);
      whole.set(values, offset);
      const found: number[] = [];
      const data = whole.subarray(offset);
      eachNucleusPixel({ data, channels: 1 }, (pixel) => found.push(pixel));
      assertEquals(found, values.flatMap((value, i) => value > 0 ? [i] : []));
    },
  ));
});

for (
  const [channels, values, found] of [
    [2, [0, 255, 3, 0, 0, 0], [1]],
    [3, [0, 0, 0, 0, 9, 0, 0, 0, 7], [1, 2]],
    [4, [0, 0, 0, 255, 0, 0, 1, 0, 0, 0, 0, 9], [1]],
  ] as const
) {
  Deno.test(`eachNucleusPixel() looks at the colours of ${channels} channels alone`, () => {
    const pixels: number[] = [];
    const data = Uint8Array.from(values);
    eachNucleusPixel({ data, channels }, (pixel) => pixels.push(pixel));
    assertEquals(pixels, [...found]);
  });
}
