import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  architectures,
  buildAttentionUNet,
  type BuildOptions,
  buildUNet,
  buildUNetPlusPlus,
  type FamilyOptions,
  findArchitecture,
  InputError,
  networkMultiple,
  NUCLEUS_MAPS,
  useEngine,
} from "#karyon";

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

/** A value of each option that only some networks have, unlike the default. */
const OTHER: Required<FamilyOptions> = {
  depth: 2,
  dropout: 0.5,
  upsampling: "bilinear",
  convolutions: 1,
  deepSupervision: true,
  bottleneck: 0.5,
  maps: NUCLEUS_MAPS,
};

for (
  const [name, { build, takes, multiple, multipleOf }] of Object.entries(architectures)
) {
  const options = Object.keys(OTHER) as (keyof FamilyOptions)[];
  Deno.test(`the architecture ${name} builds otherwise with each option that it takes`, async () => {
    await useEngine("wasm");
    const graph = (options: BuildOptions) => {
      const model = build({ filters: 4, seed: 1, ...options });
      const layers = model.layers.map((layer) => [layer.name, layer.countParams()]);
      model.dispose();
      return JSON.stringify(layers);
    };
    const plain = graph({});
    assertEquals(
      options.filter((option) =>
        takes.includes(option) && graph({ [option]: OTHER[option] }) === plain
      ),
      [],
    );
  });

  Deno.test(`the architecture ${name} refuses by name the options that it has not`, () => {
    for (const option of options) {
      if (takes.includes(option)) continue;
      const build = () => findArchitecture(name).build({ [option]: OTHER[option] });
      assertThrows(build, InputError, option);
      assertThrows(() => multipleOf({ [option]: OTHER[option] }), InputError, name);
    }
  });

  Deno.test(`the architecture ${name} knows its multiple for any depth`, async () => {
    await useEngine("wasm");
    assertEquals(multipleOf(), multiple);
    for (const depth of takes.includes("depth") ? [2, 4] : []) {
      const model = build({ filters: 2, depth });
      const side = multipleOf({ depth });
      assertEquals([side, networkMultiple(model)], [2 ** depth, 2 ** depth]);
      const output = tf.tidy(() =>
        model.predict(tf.zeros([1, side, 2 * side, 3])) as tf.Tensor
      );
      assertEquals(output.shape, [1, side, 2 * side, 1]);
      output.dispose();
      model.dispose();
    }
  });
}

for (
  const [name, build] of [
    ["unet", buildUNet],
    ["unet-plus-plus", buildUNetPlusPlus],
    ["attention-unet", buildAttentionUNet],
  ] as const
) {
  Deno.test(`the architecture ${name} has the defaults that its builder has`, async () => {
    await useEngine("wasm");
    const { defaults, build: buildByName } = findArchitecture(name);
    const sizes = [build({}), buildByName({}), build(defaults)].map((model) => {
      const parameters = model.countParams();
      model.dispose();
      return parameters;
    });
    assertEquals(new Set(sizes).size, 1);
  });
}

Deno.test("an option of undefined counts as not given", async () => {
  await useEngine("wasm");
  const given = { depth: undefined, filters: 2 } as unknown as BuildOptions;
  findArchitecture("hrnet").build(given).dispose();
});

Deno.test("findArchitecture() lists its names to one that it does not know", () => {
  assertThrows(
    () => findArchitecture("tower"),
    InputError,
    "unet, unet-plus-plus, attention-unet, hrnet",
  );
});
