import { assertEquals } from "@std/assert";
import { createImage, findLoneChannel, prepareImage } from "#karyon";

Deno.test("findLoneChannel() finds the one colour that says anything", () => {
  for (
    const [values, expected] of [
      [[0, 0, 7, 0, 0, 0], 2],
      [[0, 0, 0, 9, 0, 0], 0],
      [[0, 0, 7, 0, 1, 0], undefined],
      [[0, 0, 0, 0, 0, 0], undefined],
    ] as const
  ) {
    const image = createImage(2, 1, 3);
    image.data.set(values);
    assertEquals(findLoneChannel(image), expected);
  }
  const gray = createImage(2, 1, 1);
  gray.data.set([0, 9]);
  assertEquals(findLoneChannel(gray), undefined);
});

Deno.test("findLoneChannel() does not take alpha for a colour", () => {
  const image = createImage(1, 1, 4);
  image.data.set([0, 7, 0, 255]);
  assertEquals(findLoneChannel(image), 1);
});

Deno.test("a picture in one colour is fed to a network as its gray one", () => {
  const gray = createImage(5, 5, 1), blue = createImage(5, 5, 3);
  for (let i = 0; i < 25; i++) gray.data[i] = blue.data[3 * i + 2] = 9 * i;
  for (const normalization of ["none", "stretch", "stretch-channels"] as const) {
    const shape = { size: 5, normalization };
    assertEquals(prepareImage(blue, shape), prepareImage(gray, shape));
  }
});
