/** The charts of trainings: what their words say, and what they refuse. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { learningRateChart, overfittingChart } from "../../src/charts/mod.ts";

const SCOPE = { n: 16, split: "validation", metric: "Mean IoU" };
const row = (epoch: number, loss: number, val_loss: number, model = "deep") => ({
  model,
  epoch,
  loss,
  val_loss,
  mean_iou: 0.8,
  val_mean_iou: 0.7,
});

Deno.test("overfittingChart() tells the lowest validation loss and the last one", () => {
  const { alt, caption } = overfittingChart(
    [row(1, 0.5, 0.5), row(2, 0.3, 0.25), row(3, 0.1, 0.5)],
    SCOPE,
  );
  assertStringIncludes(
    alt,
    "deep: lowest in epoch 2 with 0.250, at the end 0.500 against 0.100 in training",
  );
  assertStringIncludes(caption, "validation (n = 16)");
});

Deno.test("overfittingChart() draws a fifth network under the first four", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => row(1, 0.5, 0.4, `network ${i}`));
  const [four, five] = [4, 5].map((count) => overfittingChart(rows(count), SCOPE));
  assertEquals(five!.width, four!.width);
  assertEquals(five!.height > 1.5 * four!.height, true);
});

Deno.test("overfittingChart() refuses a row without a validation loss", () => {
  const { val_loss: _, ...bare } = row(1, 0.5, 0.5);
  assertThrows(
    () => overfittingChart([bare as ReturnType<typeof row>], SCOPE),
    InputError,
    '"val_loss"',
  );
});

Deno.test("learningRateChart() tells each schedule's highest and last rate", () => {
  const rows = [0.001, 0.004, 0.002].map((rate, step) => ({ schedule: "a", step, rate }));
  const { alt, caption } = learningRateChart(rows);
  assertStringIncludes(alt, "a: highest 0.004, at the end 0.002.");
  assertStringIncludes(caption, "n = 3 steps");
});

Deno.test("learningRateChart() refuses a rate below 0", () => {
  assertThrows(
    () => learningRateChart([{ schedule: "a", step: 4, rate: -1 }]),
    InputError,
    "found -1 at step 4",
  );
});
