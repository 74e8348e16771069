import { assertEquals } from "@std/assert";
import {
  type Card,
  type CardEvaluation,
  type ClassicalScores,
  DEFAULT_SPLITTING,
  nucleusKindRows,
  nucleusKindTable,
  nucleusRows,
  nucleusTable,
  readClassicalScores,
} from "#karyon";
import { CARD } from "../support/tiny_model.ts";

const kind = (name: string, images: number, average_precision: number) => ({
  kind: name,
  images,
  ...{ mean_iou: 0.5, foreground_iou: 0.5, dice: 0.6, average_precision },
  intervals: images === 1 ? {} : { average_precision: [0.125, 0.75] as const },
});

const found = (average_precision: number) => ({
  protocol: "held-out",
  data: "images",
  checksum: "abc",
  split: "test",
  scores: {
    ...{ images: 9, average_precision, f1_50: 0.8, f1_70: 0.6 },
    ...{ panoptic_quality: 0.55, relative_count_error: 0.2 },
  },
  intervals: { average_precision: [0.25, 0.625] as const },
  kinds: [kind("white on black", 8, 0.5), kind("purple on white", 1, 0.25)],
});

const ofModel = (average_precision: number): CardEvaluation => ({
  ...found(average_precision),
  engine: "wasm",
});

const OPTIONS = { checksum: "abc" } as const;

const card = (name: string, change: Partial<Card>): Card => ({
  ...CARD,
  name,
  training: { ...CARD.training, protocol: "held-out", checksum: "abc" },
  ...change,
});

const pieces: CardEvaluation = { ...ofModel(0.375), splitting: "components" };
const splitting = card("splitting", {
  splitting: DEFAULT_SPLITTING.distance,
  // First, so that it would be taken for the card's own if it could be.
  evaluations: [pieces, ofModel(0.5)],
});
const otsu: ClassicalScores = {
  ...found(0.4375),
  method: "otsu",
  description: "a threshold",
};

Deno.test("nucleusRows() takes each number from its place, and subtracts connected pieces", () => {
  const [row] = nucleusRows({ cards: [splitting], methods: [] }, OPTIONS);
  assertEquals(row, {
    name: "splitting",
    what: "model",
    test_images: "unseen",
    images: 9,
    average_precision: 0.5,
    average_precision_low: 0.25,
    average_precision_high: 0.625,
    components_average_precision: 0.375,
    splitting_gain: 0.125,
    f1_50: 0.8,
    f1_70: 0.6,
    panoptic_quality: 0.55,
    relative_count_error: 0.2,
  });
});

Deno.test("nucleusRows() has models and methods, the best first; pieces only of what splits", () => {
  const plain = card("plain", { evaluations: [pieces, ofModel(0.4)] });
  const settled = card("settled", {
    splitting: DEFAULT_SPLITTING.components,
    evaluations: [pieces, ofModel(0.3)],
  });
  const studied = card("studied", {
    training: { ...CARD.training, checksum: "abc" },
    splitting: DEFAULT_SPLITTING.distance,
    evaluations: [ofModel(0.6)],
  });
  const cards = [plain, settled, splitting, studied];
  const rows = nucleusRows({ cards, methods: [otsu] }, OPTIONS);
  assertEquals(
    rows.map((row) => [row.name, row.what, row.test_images, row.splitting_gain]),
    [
      ["studied", "model", "chosen on", null],
      ["splitting", "model", "unseen", 0.125],
      ["otsu", "classical", "unseen", null],
      ["plain", "model", "unseen", null],
      ["settled", "model", "unseen", null],
    ],
  );
});

Deno.test("nucleusRows() leaves out what has no such scores", () => {
  const { average_precision: _, ...scores } = ofModel(0).scores;
  const cards = [
    card("not scored", {}),
    card("pieces alone", { evaluations: [pieces] }),
    card("case study", { evaluations: [{ ...ofModel(0.5), protocol: "case-study" }] }),
    card("pixels alone", { evaluations: [{ ...ofModel(0.5), scores }] }),
  ];
  const methods = [{ ...otsu, protocol: "case-study" }];
  assertEquals(nucleusRows({ cards, methods }, OPTIONS), []);
  const all = { cards: [splitting], methods: [otsu] };
  assertEquals(nucleusRows(all, { checksum: "def" }), []);
  assertEquals(nucleusRows(all, { ...OPTIONS, split: "validation" }), []);
});

Deno.test("nucleusRows() says that methods and models were chosen on the validation images", () => {
  const validation = { split: "validation" } as const;
  const cards = [card("trained", { evaluations: [{ ...ofModel(0.5), ...validation }] })];
  const rows = nucleusRows({ cards, methods: [{ ...otsu, ...validation }] }, {
    ...OPTIONS,
    ...validation,
  });
  assertEquals(rows.map(({ test_images }) => test_images), ["chosen on", "chosen on"]);
});

Deno.test("nucleusRows() reads cards that were scored before all that was measured", () => {
  const { panoptic_quality: _, relative_count_error: __, ...scores } =
    ofModel(0.5).scores;
  const { intervals: _i, kinds: _k, ...old } = { ...ofModel(0.5), scores };
  const sources = { cards: [card("old", { evaluations: [old] })], methods: [] };
  const [row] = nucleusRows(sources, OPTIONS);
  assertEquals([row!.panoptic_quality, row!.relative_count_error], [null, null]);
  assertEquals([row!.average_precision_low, row!.average_precision_high], [null, null]);
  assertEquals(nucleusKindRows(sources, OPTIONS), []);
});

Deno.test("nucleusKindRows() gives limits where there are some, in the table's order", () => {
  const rows = nucleusKindRows({ cards: [splitting], methods: [otsu] }, OPTIONS);
  const model = { name: "splitting", what: "model" as const };
  assertEquals(rows.slice(0, 2), [
    {
      ...model,
      kind: "white on black",
      images: 8,
      average_precision: 0.5,
      low: 0.125,
      high: 0.75,
    },
    {
      ...model,
      kind: "purple on white",
      images: 1,
      average_precision: 0.25,
      low: null,
      high: null,
    },
  ]);
  assertEquals(rows.slice(2).map(({ name }) => name), ["otsu", "otsu"]);
});

Deno.test("nucleusTable() holds the project's models and methods, the best first", async () => {
  const rows = await nucleusTable();
  const scores = rows.map((row) => row.average_precision);
  assertEquals(scores, scores.toSorted((a, b) => b - a));
  const methods = rows.filter(({ what }) => what === "classical");
  assertEquals(methods.length, (await readClassicalScores()).length);
  const kinds = await nucleusKindTable();
  for (const { name, images } of rows) {
    const own = kinds.filter((row) => row.name === name);
    assertEquals(own.reduce((sum, row) => sum + row.images, 0), images, name);
  }
});
