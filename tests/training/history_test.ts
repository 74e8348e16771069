import { assertEquals } from "@std/assert";
import { bestEpoch, type EpochRow } from "#karyon";
import { isExhausted } from "../../src/training/history.ts";

const rows = (...pairs: [val_loss: number, val_mean_iou: number][]): EpochRow[] =>
  pairs.map(([val_loss, val_mean_iou], i) => ({
    epoch: i + 1,
    loss: 0,
    mean_iou: 0,
    learning_rate: 1e-3,
    val_loss,
    val_mean_iou,
    val_foreground_iou: 0,
    seconds: 0,
  }));

Deno.test("bestEpoch() has the highest validation Mean IoU, of equals the lowest loss", () => {
  assertEquals(
    bestEpoch(rows([1, 0.5], [3, 0.7], [2, 0.7], [2, 0.7], [1, 0.6]))?.epoch,
    3,
  );
});

Deno.test("isExhausted() counts epochs since the lowest validation loss", () => {
  const history = rows([3, 0], [1, 0], [2, 0], [1, 0]);
  assertEquals(isExhausted(history, 3), false);
  assertEquals(isExhausted(history, 2), true);
  assertEquals(isExhausted([], 2), false);
});
