import { assertEquals, assertStringIncludes } from "@std/assert";
import { learningCurveChart } from "../../src/charts/mod.ts";

const SCOPE = { n: 65, split: "validation", metric: "Mean IoU (pooled)" };

Deno.test("the best epoch is the one with the highest validation Mean IoU", () => {
  const chart = learningCurveChart([
    { epoch: 1, loss: 0.5, val_loss: 0.1, mean_iou: 0.9, val_mean_iou: 0.5 },
    { epoch: 2, loss: 0.4, val_loss: 0.2, mean_iou: 0.8, val_mean_iou: 0.7 },
    { epoch: 3, loss: 0.1, val_loss: 0.3, mean_iou: 0.7, val_mean_iou: 0.6 },
  ], SCOPE);
  assertStringIncludes(
    chart.caption,
    "best epoch 2, validation Mean IoU 0.700",
  );
  assertStringIncludes(chart.svg, "best epoch 2, validation Mean IoU 0.700");
});

Deno.test("of equal epochs the first is best", () => {
  const rows = [1, 2].map((epoch) => ({ epoch, loss: 0.5, val_mean_iou: 0.6 }));
  assertStringIncludes(learningCurveChart(rows, SCOPE).alt, "best epoch 1,");
});

Deno.test("without scores the best epoch has the lowest validation loss", () => {
  const chart = learningCurveChart([
    { epoch: 1, loss: 0.5, val_loss: 0.3 },
    { epoch: 2, loss: 0.4, val_loss: 0.4 },
  ], SCOPE);
  assertStringIncludes(chart.caption, "best epoch 1, validation loss 0.300");
  assertEquals(chart.svg.includes(">Mean IoU</text>"), false);
});

Deno.test("the caption names n, split and metric", () => {
  const { caption } = learningCurveChart([{ epoch: 1, loss: 0.5 }], SCOPE);
  assertStringIncludes(caption, "Mean IoU (pooled)");
  assertStringIncludes(caption, "validation (n = 65)");
});

Deno.test("several models are told apart by name and colour", () => {
  const { svg } = learningCurveChart([
    { model: "A & B", epoch: 1, loss: 0.5, val_mean_iou: 0.6 },
    { model: "C", epoch: 1, loss: 0.4, val_mean_iou: 0.7 },
  ], SCOPE);
  assertStringIncludes(svg, "A &amp; B: best epoch 1");
  assertStringIncludes(svg, "#0072b2");
  assertStringIncludes(svg, "#e69f00");
});
