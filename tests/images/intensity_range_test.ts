import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  applyIntensityRange,
  createImage,
  type Image,
  measureIntensityRange,
  undoIntensityRange,
} from "#karyon";
import { anyImage } from "./samples.ts";

function deep(values: readonly number[], channels: Image["channels"] = 1): Image {
  const image = createImage(values.length / channels, 1, channels, 16);
  image.data.set(values);
  return image;
}

Deno.test("undoIntensityRange() gives back every gray level, whatever the range", () => {
  const range = fc.record({
    black: fc.integer({ min: 0, max: 65534 }),
    span: fc.integer({ min: 1, max: 65535 }),
  });
  fc.assert(fc.property(anyImage(), range, (image, { black, span }) => {
    const given = { black, white: black + span, percentiles: [0, 1] } as const;
    const values = applyIntensityRange(image, given);
    assertEquals([...undoIntensityRange(values, given)], [...image.data]);
  }));
});

Deno.test("a measured range can be undone, and has its white above its black", () => {
  fc.assert(fc.property(anyImage(), (image) => {
    const range = measureIntensityRange(image);
    assert(range.white > range.black && range.black >= 0);
    assertEquals(
      [...undoIntensityRange(applyIntensityRange(image, range), range)],
      [...image.data],
    );
  }));
});

Deno.test("measureIntensityRange() finds the levels that a sorted list has at the shares", () => {
  const values = fc.array(fc.integer({ min: 0, max: 65535 }), {
    minLength: 2,
    maxLength: 300,
  });
  fc.assert(fc.property(values, (list) => {
    const sorted = list.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (list.length - 1))]!;
    fc.pre(at(0.9) > at(0.1));
    assertEquals(measureIntensityRange(deep(list), [0.1, 0.9]), {
      black: at(0.1),
      white: at(0.9),
      percentiles: [0.1, 0.9],
    });
  }));
});

Deno.test("measureIntensityRange() does not look at alpha", () => {
  const image = deep([500, 0, 600, 65535, 700, 9], 2);
  const { black, white } = measureIntensityRange(image, [0, 1]);
  assertEquals([black, white], [500, 700]);
});

Deno.test("measureIntensityRange() goes on to the whole range, then to the depth's", () => {
  const values = Array<number>(1000).fill(40);
  const of = (list: number[]) => {
    const { black, white } = measureIntensityRange(deep(list));
    return [black, white];
  };
  assertEquals(of([...values, 3000]), [40, 3000]);
  assertEquals(of(values), [0, 65535]);
  const { black, white } = measureIntensityRange(createImage(2, 2, 3));
  assertEquals([black, white], [0, 255]);
});

Deno.test("measureIntensityRange() rejects shares that are no range", () => {
  for (const [low, high] of [[0.5, 0.5], [-0.1, 1], [0, 1.1], [NaN, 1]] as const) {
    assertThrows(
      () => measureIntensityRange(deep([1, 2]), [low, high]),
      RangeError,
      `the first below the second, but found ${low} and ${high}`,
    );
  }
});
