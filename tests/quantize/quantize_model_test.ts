import { assertEquals, assertRejects } from "@std/assert";
import { InputError, loadModel, openDataset, quantizeModel, useEngine } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

Deno.test("quantizeModel() writes half the bytes and both scores on the card", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(`${folder}/full`);
    const dataset = await openDataset();
    const options = {
      model: `${folder}/full`,
      to: "float16",
      out: `${folder}/half`,
      dataset,
      ids: dataset.test.ids.slice(0, 2),
    } as const;
    const result = await quantizeModel(options);
    assertEquals([result.bytes_before, result.bytes_after], [16, 8]);
    // 20 and -30 are half floats: nothing may change.
    assertEquals(result.mean_iou_after, result.mean_iou_before);
    const half = await loadModel(`${folder}/half`);
    assertEquals(half.card.weights, { type: "float16", bytes: 8 });
    assertEquals(half.card.metrics.map(({ weights, n }) => [weights, n]), [
      ["float32", 2],
      ["float16", 2],
    ]);
    assertEquals(half.card.name, "half");
    half.dispose();
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "full",
      "half",
    ]);
    await assertRejects(() => quantizeModel(options), InputError, "found a model");
  }));
