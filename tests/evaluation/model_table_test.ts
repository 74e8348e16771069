import { assertEquals } from "@std/assert";
import {
  type Card,
  type CardEvaluation,
  listModels,
  modelKindRows,
  modelKindTable,
  modelRow,
  modelTable,
  readStoredModel,
} from "#karyon";
import { CARD } from "../support/tiny_model.ts";

const kind = (name: string, images: number, foreground_iou: number) => ({
  kind: name,
  images,
  mean_iou: 0.5,
  foreground_iou,
  dice: 0.6,
  intervals: images === 1
    ? {}
    : { foreground_iou: [foreground_iou - 0.1, foreground_iou + 0.1] as const },
});

const evaluation = (protocol: string, checksum = "abc"): CardEvaluation => ({
  protocol,
  data: "images",
  checksum,
  split: "test",
  engine: "wasm",
  engine_words: "WebAssembly, 2 threads",
  scores: {
    ...{ images: 9, mean_iou: 0.8, foreground_iou: 0.7, dice: 0.75, ms_per_image: 20 },
    ...{ average_precision: 0.45, f1_50: 0.8, f1_70: 0.6, panoptic_quality: 0.55 },
  },
  intervals: { foreground_iou: [0.6, 0.8], average_precision: [0.4, 0.5] },
  kinds: [kind("white on black", 8, 0.7), kind("purple on white", 1, 0.3)],
});

const card: Card = {
  ...CARD,
  weights: { type: "float16", bytes: 2_500_000 },
  training: { ...CARD.training, protocol: "held-out", checksum: "abc", seconds: 90 },
  evaluations: [evaluation("held-out"), evaluation("case-study")],
};

Deno.test("modelRow() takes each number from its place on the card", () => {
  assertEquals(modelRow(card, { checksum: "abc" }), {
    model: "tiny",
    architecture: "unet",
    recipe: "none",
    parameters: 4,
    megabytes: 2.5,
    ms_per_image: 20,
    timed_on: "WebAssembly, 2 threads",
    epochs: 0,
    best_epoch: 0,
    training_minutes: 1.5,
    test_images: "unseen",
    case_study_mean_iou: 0.8,
    case_study_foreground_iou: 0.7,
    held_out_foreground_iou: 0.7,
    held_out_low: 0.6,
    held_out_high: 0.8,
    held_out_dice: 0.75,
    held_out_mean_iou: 0.8,
    held_out_average_precision: 0.45,
    held_out_average_precision_low: 0.4,
    held_out_average_precision_high: 0.5,
    held_out_f1_50: 0.8,
    held_out_f1_70: 0.6,
    held_out_panoptic_quality: 0.55,
    lowest_kind: "purple on white",
    lowest_kind_iou: 0.3,
    lowest_kind_images: 1,
  });
});

Deno.test("modelRow() says nothing where the card has scores of other images only", () => {
  for (
    const options of [{ checksum: "def" }, {
      checksum: "abc",
      split: "validation",
    }] as const
  ) {
    const row = modelRow(card, options);
    const missing = Object.entries(row).filter(([, value]) => value === null);
    assertEquals(missing.map(([name]) => name), [
      ...["ms_per_image", "timed_on", "case_study_mean_iou", "case_study_foreground_iou"],
      ...["held_out_foreground_iou", "held_out_low", "held_out_high", "held_out_dice"],
      ...["held_out_mean_iou", "held_out_average_precision"],
      ...["held_out_average_precision_low", "held_out_average_precision_high"],
      ...["held_out_f1_50", "held_out_f1_70", "held_out_panoptic_quality"],
      ...["lowest_kind", "lowest_kind_iou", "lowest_kind_images"],
    ]);
    assertEquals(modelKindRows(card, options), []);
  }
});

Deno.test("modelRow() reads rows without intervals and kinds, as older cards have them", () => {
  const { intervals: _i, kinds: _k, engine_words: _w, ...old } = evaluation("held-out");
  const { panoptic_quality: _p, ...scores } = old.scores;
  const row = modelRow({ ...card, evaluations: [{ ...old, scores }] }, {
    checksum: "abc",
  });
  assertEquals([row.held_out_foreground_iou, row.held_out_panoptic_quality], [0.7, null]);
  assertEquals([row.held_out_low, row.held_out_high, row.lowest_kind], [
    null,
    null,
    null,
  ]);
});

Deno.test("modelRow() passes over scores of connected pieces, wherever they stand", () => {
  const pieces: CardEvaluation = { ...evaluation("held-out"), splitting: "components" };
  const scores = { ...pieces.scores, average_precision: 0.1 };
  const evaluations = [{ ...pieces, scores }, ...card.evaluations!];
  const options = { checksum: "abc" };
  assertEquals(modelRow({ ...card, evaluations }, options), modelRow(card, options));
  const alone = modelRow({ ...card, evaluations: [pieces] }, options);
  assertEquals(alone.held_out_average_precision, null);
});

Deno.test("modelKindRows() are the held-out scores by kind, with limits where there are", () => {
  assertEquals(
    modelKindRows(card, { checksum: "abc" }).map(({ kind, images, low, high }) => [
      kind,
      images,
      low?.toFixed(1),
      high?.toFixed(1),
    ]),
    [["white on black", 8, "0.6", "0.8"], ["purple on white", 1, undefined, undefined]],
  );
});

Deno.test("modelRow() counts the minutes of the models that one started from", () => {
  const origin = { name: "a", parameters: 1, checksum: "abc", protocol: "held-out" };
  const first = { ...origin, epochs: 3, seconds: 60 };
  const from = { ...origin, epochs: 2, seconds: 30, from: first };
  const { training_minutes } = modelRow({
    ...card,
    training: { ...card.training, from },
  });
  assertEquals(training_minutes, 3);
});

Deno.test("modelTable() holds all models, the best held-out score first", async () => {
  const rows = await modelTable();
  assertEquals(rows.map(({ model }) => model).sort(), await listModels());
  const scores = rows.map((row) => row.held_out_foreground_iou ?? -1);
  assertEquals(scores, scores.toSorted((a, b) => b - a));
  const kinds = await modelKindTable();
  for (const { model, parameters, megabytes, held_out_foreground_iou } of rows) {
    const { card, path } = await readStoredModel(model);
    assertEquals(parameters, card.parameters);
    const file = card.weights.type === "int8" ? "model.onnx" : "weights.bin";
    assertEquals(Math.round(1e6 * megabytes), (await Deno.stat(`${path}/${file}`)).size);
    const scored = kinds.filter((row) => row.model === model);
    assertEquals(scored.length > 0, held_out_foreground_iou !== null, model);
  }
});
