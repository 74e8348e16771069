import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  architectures,
  countMaps,
  InputError,
  NUCLEUS_MAPS,
  type NucleusMap,
  useEngine,
} from "#karyon";

for (const { name, build, multiple } of Object.values(architectures)) {
  Deno.test(`${name} gives all maps where it is asked for them`, async () => {
    await useEngine("wasm");
    const before = tf.memory().numTensors;
    const network = build({ filters: 4, maps: NUCLEUS_MAPS });
    const output = tf.tidy(() =>
      network.predict(tf.randomUniform([1, multiple, multiple, 3], 0, 1, "float32", 1))
    ) as tf.Tensor;
    assertEquals(output.shape, [1, multiple, multiple, 3]);
    const values = output.dataSync();
    assert(values.every((value) => value > 0 && value < 1));
    assert(values[0] !== values[1] && values[1] !== values[2]);
    output.dispose();
    network.dispose();
    assertEquals(tf.memory().numTensors, before);
  });
}

Deno.test("countMaps() refuses maps that no network gives", () => {
  for (const maps of [[], ["border"], ["nucleus", "border"]] as NucleusMap[][]) {
    assertThrows(() => countMaps(maps), InputError, "nucleus,border,distance");
  }
});
