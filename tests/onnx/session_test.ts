import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type BatchShape,
  encodeOnnx,
  InputError,
  type OnnxModel,
  openOnnxSession,
  withOutputs,
} from "#karyon";

/** max(x, 0), and that plus 1 in the first channel and 100 in the second. */
const model: OnnxModel = {
  opset: 17,
  metadata: {},
  graph: {
    name: "by hand",
    inputs: [{ name: "image", dims: ["batch", 2, "height", "width"] }],
    outputs: [{ name: "sum", dims: ["batch", 2, "height", "width"] }],
    nodes: [
      { operator: "Relu", name: "relu", inputs: ["image"], outputs: ["positive"] },
      { operator: "Add", name: "add", inputs: ["positive", "both"], outputs: ["sum"] },
    ],
    initializers: new Map([
      ["both", { dims: [1, 2, 1, 1], values: Float32Array.of(1, 100) }],
    ]),
  },
};

const VALUES = Float32Array.of(-1, 2, 3, -4, 5, 6);
const SHAPE: BatchShape = [1, 1, 3, 2];

Deno.test("a session gives images with channels last, and all outputs as they are", async () => {
  const session = await openOnnxSession(encodeOnnx(withOutputs(model, ["positive"])));
  assertEquals(await session.run(VALUES, SHAPE), {
    values: Float32Array.of(1, 102, 4, 100, 6, 106),
    shape: SHAPE,
  });
  // Another size, and a batch.
  const { values, shape } = await session.run(VALUES, [3, 1, 1, 2]);
  assertEquals([[...values], shape], [[1, 102, 4, 100, 6, 106], [3, 1, 1, 2]]);
  const all = await session.runAll(VALUES, SHAPE, ["positive", "sum"]);
  assertEquals([...all], [
    ["positive", { dims: [1, 2, 1, 3], values: Float32Array.of(0, 3, 5, 2, 0, 6) }],
    ["sum", { dims: [1, 2, 1, 3], values: Float32Array.of(1, 4, 6, 102, 100, 106) }],
  ]);
  await session.dispose();
});

Deno.test("withOutputs() adds values once and refuses those that are not there", () => {
  const names = (model: OnnxModel) => model.graph.outputs.map(({ name }) => name);
  assertEquals(names(withOutputs(model, ["sum", "positive", "positive"])), [
    "sum",
    "positive",
  ]);
  assertEquals(names(model), ["sum"]);
  assertThrows(() => withOutputs(model, ["both"]), InputError, 'found "both"');
});

Deno.test("a session refuses files, threads, outputs and images that do not fit", async () => {
  const refuse = (work: () => Promise<unknown>, words: string) =>
    assertRejects(work, InputError, words);
  await refuse(() => openOnnxSession(new Uint8Array(5)), "ONNX Runtime takes");
  const bytes = encodeOnnx(model);
  await refuse(() => openOnnxSession(bytes, { threads: 0 }), "threads to be a whole");
  const session = await openOnnxSession(bytes, { threads: 1 });
  await refuse(() => session.runAll(VALUES, SHAPE, ["positive"]), "graph (sum)");
  await refuse(() => session.run(VALUES, [1, 1, 2, 2]), "Expected 4 values");
  await refuse(() => session.run(VALUES, [1, 1, 2, 3]), "ONNX Runtime: ");
  await session.dispose();
});

Deno.test("a session ends what is in flight before it is freed, and takes nothing more", async () => {
  const session = await openOnnxSession(encodeOnnx(model));
  const running = session.run(VALUES, SHAPE);
  const freed = session.dispose();
  await session.dispose();
  await freed;
  const { shape } = await running;
  assertEquals(shape.slice(0, 3), SHAPE.slice(0, 3));
  await assertRejects(() => session.run(VALUES, SHAPE), InputError, "is disposed");
});
