import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  createImage,
  describeChannels,
  type Image,
  toFloat,
  toRgb,
} from "../../src/images/mod.ts";
import { anyImage, image8 } from "./samples.ts";

Deno.test("describeChannels() tells gray in RGB from colour", () => {
  const gray = image8(2, 1, 3, [5, 5, 5, 9, 9, 9]);
  assertEquals(describeChannels(gray), {
    kind: "rgb",
    grayInRgb: true,
    alphaUsed: false,
    depth: 8,
  });
  for (let at = 3; at < 6; at++) {
    const colour = image8(2, 1, 3, [5, 5, 5, 9, 9, 9]);
    colour.data[at] = 8;
    assertEquals(describeChannels(colour).grayInRgb, false);
  }
});

Deno.test("describeChannels() finds the one pixel that is not opaque", () => {
  const opaque = image8(2, 1, 4, [1, 1, 1, 255, 2, 2, 2, 255]);
  assertEquals(describeChannels(opaque).alphaUsed, false);
  const clear = image8(2, 1, 4, [1, 1, 1, 255, 2, 2, 2, 254]);
  assertEquals(describeChannels(clear), {
    kind: "rgba",
    grayInRgb: true,
    alphaUsed: true,
    depth: 8,
  });
});

Deno.test("describeChannels() knows that 255 of 16 bits is not opaque", () => {
  const image: Image = {
    ...image8(1, 1, 2, []),
    data: Uint16Array.of(7, 255),
    depth: 16,
  };
  assertEquals(describeChannels(image), {
    kind: "gray-alpha",
    grayInRgb: false,
    alphaUsed: true,
    depth: 16,
  });
});

Deno.test("describeChannels() does not call a file of one channel gray in RGB", () => {
  assertEquals(describeChannels(createImage(2, 2, 1)), {
    kind: "gray",
    grayInRgb: false,
    alphaUsed: false,
    depth: 8,
  });
});

Deno.test("toRgb() repeats gray, drops alpha and keeps colours", () => {
  const rgbOf = (
    channels: Image["channels"],
    values: number[],
  ) => [...toRgb(image8(2, 1, channels, values)).data];
  assertEquals(rgbOf(1, [4, 5]), [4, 4, 4, 5, 5, 5]);
  assertEquals(rgbOf(2, [4, 0, 5, 9]), [4, 4, 4, 5, 5, 5]);
  assertEquals(rgbOf(3, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]);
  assertEquals(rgbOf(4, [1, 2, 3, 0, 4, 5, 6, 9]), [1, 2, 3, 4, 5, 6]);
});

Deno.test("toRgb() keeps size and depth, and changing its pixels leaves the image alone", () => {
  fc.assert(fc.property(anyImage(), (image) => {
    const before = [...image.data];
    const rgb = toRgb(image);
    rgb.data.fill(1);
    assertEquals([...image.data], before);
    assertEquals(
      [
        rgb.width,
        rgb.height,
        rgb.channels,
        rgb.depth,
        rgb.alpha,
        rgb.data.length,
      ],
      [
        image.width,
        image.height,
        3,
        image.depth,
        false,
        image.width * image.height * 3,
      ],
    );
  }));
});

Deno.test("toFloat() divides by 255 for 8 bits and by 65535 for 16", () => {
  assertEquals([...toFloat(image8(3, 1, 1, [0, 51, 255]))], [
    0,
    Math.fround(0.2),
    1,
  ]);
  const deep = createImage(3, 1, 1, 16);
  deep.data.set([0, 255, 65535]);
  assertEquals([...toFloat(deep)], [0, Math.fround(255 / 65535), 1]);
});

Deno.test("createImage() is black and opaque, and rejects sizes that are no sizes", () => {
  assertEquals([...createImage(1, 2, 4).data], [0, 0, 0, 255, 0, 0, 0, 255]);
  assertEquals([...createImage(2, 1, 1, 16).data], [0, 0]);
  assertThrows(
    () => createImage(0.5, 1, 1),
    RangeError,
    "Expected width to be an integer greater than 0 but found 0.5",
  );
  assertThrows(() => createImage(1, 0, 1), RangeError, "Expected height");
});
