import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { bestEpoch, InputError } from "#karyon";
import { modelCurvesChart } from "../../src/charts/mod.ts";

const OPTIONS = { metric: "Mean IoU" };
const row = (
  epoch: number,
  val_mean_iou: number,
  { model = "a", validation = "test", val_loss = 0.3 } = {},
) => ({ model, validation, epoch, val_loss, val_mean_iou });

Deno.test("modelCurvesChart() marks the epoch that training keeps", () => {
  const scores = fc.array(
    fc.record({
      val_mean_iou: fc.constantFrom(0, 0.5, 0.7),
      val_loss: fc.constantFrom(0.1, 0.2),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(scores, (scores) => {
      const history = scores.map((score, i) => ({
        epoch: i + 1,
        loss: 0.5,
        mean_iou: 0.5,
        ...score,
        val_foreground_iou: 0.5,
        learning_rate: 0.001,
        seconds: 1,
      }));
      const rows = scores.map(({ val_mean_iou, val_loss }, i) =>
        row(i + 1, val_mean_iou, { val_loss })
      );
      assertStringIncludes(
        modelCurvesChart(rows, OPTIONS).alt,
        `a epoch ${bestEpoch(history)!.epoch} of ${scores.length},`,
      );
    }),
    { seed: 1, numRuns: 25 },
  );
});

Deno.test("modelCurvesChart() says that other validation images are not to be compared", () => {
  const same = modelCurvesChart([row(1, 0.5), row(1, 0.6, { model: "b" })], OPTIONS);
  assertEquals(same.caption.includes("compare within a row"), false);
  assertEquals(same.svg.match(/Validated on/g)?.length, 1);
  const other = { model: "b", validation: "other" };
  const two = modelCurvesChart([row(1, 0.5), row(1, 0.6, other)], OPTIONS);
  assertStringIncludes(two.caption, "compare within a row");
  assertStringIncludes(two.svg, "Validated on other");
});

Deno.test("modelCurvesChart() names the best model of a row first", () => {
  const { alt } = modelCurvesChart(
    [row(1, 0.5), row(1, 0.75, { model: "b" })],
    OPTIONS,
  );
  assertStringIncludes(alt, "b epoch 1 of 1, 0.750; a epoch 1 of 1, 0.500.");
});

Deno.test("modelCurvesChart() counts the points that its axis leaves out", () => {
  const rows = [0.1, 0.2, 0.8, 0.9].map((score, i) => row(i + 1, score));
  assertStringIncludes(modelCurvesChart(rows, OPTIONS).caption, "; 2 points below them");
  const near = rows.slice(2);
  assertEquals(modelCurvesChart(near, OPTIONS).caption.includes("below"), false);
});

Deno.test("modelCurvesChart() draws the same for rows in any order", () => {
  const rows = [0.6, 0.7, 0.65].map((score, i) => row(i + 1, score));
  assertEquals(
    modelCurvesChart(rows.toReversed(), OPTIONS).svg,
    modelCurvesChart(rows, OPTIONS).svg,
  );
});

Deno.test("modelCurvesChart() refuses no rows, and rows that lack a measure", () => {
  assertThrows(() => modelCurvesChart([], OPTIONS), InputError, "found no row");
  assertThrows(
    () => modelCurvesChart([{ ...row(1, 0.5), val_loss: NaN }], OPTIONS),
    InputError,
    '"val_loss" with a finite number',
  );
});
