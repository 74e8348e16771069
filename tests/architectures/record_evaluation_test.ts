import { assertEquals, assertRejects } from "@std/assert";
import {
  type CardEvaluation,
  InputError,
  readStoredModel,
  recordEvaluation,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

const evaluation = (protocol: string, mean_iou: number): CardEvaluation => ({
  protocol,
  data: "two images",
  checksum: "abc",
  split: "test",
  engine: "wasm",
  engine_words: "TensorFlow.js in WebAssembly, 1 thread",
  exposure: "unseen",
  scores: { images: 2, mean_iou },
  intervals: { mean_iou: [0.4, 0.8] },
  kinds: [{
    kind: "white on black",
    images: 1,
    mean_iou,
    foreground_iou: 0.5,
    dice: 0.6,
    intervals: {},
  }],
});

Deno.test("recordEvaluation() adds a row, replaces its like, and keeps the rest of the card", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const { card: before } = await readStoredModel(folder);
    await recordEvaluation(folder, evaluation("case-study", 0.5));
    await recordEvaluation(folder, evaluation("held-out", 0.6));
    await recordEvaluation(folder, evaluation("case-study", 0.7));
    const { card } = await readStoredModel(folder);
    assertEquals(card, {
      ...before,
      evaluations: [evaluation("held-out", 0.6), evaluation("case-study", 0.7)],
    });
  }));

Deno.test("recordEvaluation() refuses a folder without a model, and leaves nothing there", () =>
  withFolder(async (folder) => {
    const record = () => recordEvaluation(folder, evaluation("case-study", 0.5));
    await assertRejects(record, InputError, "model.json");
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("recordEvaluation() keeps scores of other images apart", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const test = evaluation("held-out", 0.5);
    const validation = { ...test, split: "validation" };
    const otherData = { ...test, checksum: "def" };
    for (const row of [test, validation, otherData]) await recordEvaluation(folder, row);
    const { card } = await readStoredModel(folder);
    assertEquals(card.evaluations, [test, validation, otherData]);
  }));

Deno.test("recordEvaluation() keeps scores of connected pieces beside the card's own", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const own = (value: number) => evaluation("held-out", value);
    const pieces = (value: number): CardEvaluation => ({
      ...own(value),
      splitting: "components",
    });
    await recordEvaluation(folder, own(0.5));
    await recordEvaluation(folder, pieces(0.4));
    await recordEvaluation(folder, own(0.6));
    const { evaluations } = await recordEvaluation(folder, pieces(0.3));
    assertEquals(evaluations, [own(0.6), pieces(0.3)]);
  }));
