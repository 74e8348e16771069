import * as tf from "@tensorflow/tfjs";
import { assertClose, nativeTest, random } from "../support.ts";

/** Makes tables of sizes that were not seen before. */
function makeTables(count: number, from: number): void {
  tf.tidy(() => {
    for (let i = 0; i < count; i++) {
      tf.image.resizeBilinear(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), [from + i, 5]);
    }
  });
}

nativeTest("a table in use is not pushed out by the next one", () => {
  const image = random<tf.Rank.R4>([1, 150, 150, 1]);
  const resize = (height: number, width: number) =>
    tf.tidy(() => tf.image.resizeBilinear(image, [height, width]).dataSync());
  const expected = resize(299, 298);
  // In one of the rounds, the table of the rows is the oldest of all that are
  // kept when that of the columns is new.
  for (let others = 61; others <= 63; others++) {
    makeTables(70, 1000 * others);
    resize(299, 299);
    makeTables(others, 1000 * others + 100);
    assertClose(resize(299, 298), expected);
  }
});
