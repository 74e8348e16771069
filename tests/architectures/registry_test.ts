import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { architectures, findArchitecture, InputError, useEngine } from "#karyon";

for (const [name, { build, multiple }] of Object.entries(architectures)) {
  Deno.test(`the architecture ${name} takes multiples of its smallest size, and options`, async () => {
    await useEngine("wasm");
    const sizes = [2, 4].map((filters) => {
      const model = build({ filters, seed: 1, normalization: "none" });
      const output = tf.tidy(() =>
        model.predict(tf.zeros([1, multiple, 3 * multiple, 3])) as tf.Tensor
      );
      assertEquals(output.shape, [1, multiple, 3 * multiple, 1]);
      output.dispose();
      const parameters = model.countParams();
      model.dispose();
      return parameters;
    });
    const normed = build({ filters: 2, seed: 1, normalization: "batch" });
    assertEquals(sizes[1]! > 3 * sizes[0]!, true);
    assertEquals(normed.countParams() > sizes[0]!, true);
    assertEquals(findArchitecture(name).name, name);
    // So that a checkpoint or a card says which network it belongs to.
    assertEquals(normed.name, name);
    normed.dispose();
  });
}

Deno.test("findArchitecture() lists its names to one that it does not know", () => {
  assertThrows(
    () => findArchitecture("tower"),
    InputError,
    "unet, unet-plus-plus, attention-unet, hrnet",
  );
});
