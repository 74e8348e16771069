import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildKaryonSmall, InputError, layerTable, useEngine } from "#karyon";

const convolution = (from: number, to: number, size = 3) => (size ** 2 * from + 1) * to;
/** A dense layer down to an eighth and one back. */
const squeeze = (width: number) => {
  const hidden = Math.floor(width / 8);
  return (width + 1) * hidden + (hidden + 1) * width;
};

/** Counted by the docstring's words, level by level. */
function countByHand(filters: number): number {
  const [a, b, c, d, e] = [1, 1.5, 2, 2.5, 3].map((times) => filters * times) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const unit = (width: number) => 2 * convolution(width, width);
  const down = convolution(3, a) + convolution(a, b) + convolution(b, c) +
    convolution(c, d) + convolution(d, e);
  const encoder = convolution(a, a) + unit(b) + unit(c) + squeeze(c) +
    2 * (unit(d) + squeeze(d)) + unit(e) + squeeze(e);
  const up = convolution(e, d, 2) + convolution(d, c, 2) + convolution(c, b, 2) +
    convolution(b, a, 2) + convolution(a, 8, 2);
  const decoder = unit(d) + unit(c) + convolution(b, b) + convolution(a, a);
  return down + encoder + up + decoder + convolution(8 + 3, 16) + convolution(16, 1, 1);
}

for (const filters of [32, 48]) {
  Deno.test(`buildKaryonSmall() of ${filters} filters has the parameters counted by hand`, async () => {
    await useEngine("wasm");
    const model = buildKaryonSmall({ filters });
    assertEquals(model.countParams(), countByHand(filters));
    model.dispose();
  });
}

Deno.test("a bottleneck narrows units between their convolutions, to sixteens where it can", async () => {
  await useEngine("wasm");
  const between = (filters: number) => {
    const model = buildKaryonSmall({ filters, bottleneck: 0.45 });
    const widths = model.layers.filter(({ name }) => /coder_[2-5]_1_a$/.test(name))
      .map(({ outputShape }) => outputShape.at(-1));
    model.dispose();
    return widths;
  };
  // 0.45 of 48, 64, 80 and 96 are 21.6, 28.8, 36 and 43.2; then back up: 80 and 64.
  assertEquals(between(32), [16, 32, 32, 48, 32, 32]);
  assertEquals(between(1), [1, 1, 1, 1, 1, 1]);
  for (const bottleneck of [0, 1.1, NaN]) {
    assertThrows(() => buildKaryonSmall({ bottleneck }), InputError, "bottleneck");
  }
});

Deno.test("buildKaryonSmall() computes little at the image's own size", async () => {
  await useEngine("wasm");
  const model = buildKaryonSmall({ filters: 16 });
  const full = layerTable(model, 64).filter(({ outputShape: [height] }) => height === 64);
  assertEquals(full.map(({ name }) => name), [
    "image",
    "up_0",
    "skip_0",
    "decoder_0",
    "nucleus",
  ]);
  model.dispose();
});

Deno.test("buildKaryonSmall() tells images apart by what lies far away", async () => {
  await useEngine("wasm");
  const model = buildKaryonSmall({ filters: 4, seed: 2 });
  const cornerOf = (lit: number) =>
    tf.tidy(() => {
      const image = tf.buffer([1, 128, 128, 3]);
      for (let y = 96; y < 128; y++) {
        for (let x = 96; x < 128; x++) image.set(lit, 0, y, x, 1);
      }
      return (model.predict(image.toTensor()) as tf.Tensor).dataSync()[0]!;
    });
  assert(cornerOf(0) !== cornerOf(1));
  model.dispose();
});

Deno.test("buildKaryonSmall() refuses a width that is no natural number", () => {
  assertThrows(() => buildKaryonSmall({ filters: 0 }), InputError, "filters");
});
