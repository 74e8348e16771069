/** Images for the tests of this folder. */
import fc from "fast-check";
import type { Image } from "../../src/images/mod.ts";

/** Random images of all channel counts and depths. */
export function anyImage(): fc.Arbitrary<Image> {
  return fc.record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    channels: fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<Image["channels"]>,
    depth: fc.constantFrom(8, 16) as fc.Arbitrary<Image["depth"]>,
  }).chain(({ width, height, channels, depth }) => {
    const length = width * height * channels;
    const size = { minLength: length, maxLength: length };
    const alpha = channels === 2 || channels === 4;
    const data: fc.Arbitrary<Uint8Array | Uint16Array> = depth === 8
      ? fc.uint8Array(size)
      : fc.uint16Array(size);
    return data.map((data) => ({
      data,
      width,
      height,
      channels,
      depth,
      alpha,
    }));
  });
}

/** An image of 8 bits from its values. */
export function image8(
  width: number,
  height: number,
  channels: Image["channels"],
  values: readonly number[],
): Image {
  const data = Uint8Array.from(values);
  const alpha = channels === 2 || channels === 4;
  return { data, width, height, channels, depth: 8, alpha };
}
