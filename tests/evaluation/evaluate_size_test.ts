import { assertEquals } from "@std/assert";
import {
  createImage,
  evaluate,
  findProtocol,
  type Model,
  type SampleSet,
  useEngine,
} from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";
import { setOf } from "./sample_sets.ts";

/**
 * 24 x 8 shrinks to 8 x 8: the nucleus, one bright column of 24, falls between the
 * columns that bilinear resizing takes (1, 4, 7 ...), so it vanishes.
 */
function makeThinSet(): SampleSet {
  const image = createImage(24, 8, 1);
  const labels = new Int32Array(24 * 8);
  for (let y = 0; y < 8; y++) {
    image.data[y * 24 + 2] = 255;
    labels[y * 24 + 2] = 1;
  }
  return setOf([{ id: "thin", image, labels, mask: Uint8Array.from(labels) }]);
}

const thinSet = makeThinSet();

Deno.test("evaluate() scores pixels at the input size or at native size, by the protocol", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const score = async (protocol: string) =>
    (await evaluate({ model, set: thinSet, protocol: findProtocol(protocol) })).scores;
  const atInput = await score("case-study"), native = await score("held-out");
  model.dispose();
  // Nothing in truth nor prediction at 8 x 8; at native size a missed nucleus.
  assertEquals(atInput.foreground_iou, 1);
  assertEquals(native.foreground_iou, 0);
  assertEquals(atInput.average_precision, native.average_precision);
});

Deno.test("evaluate() of a native model: held-out at native size, case-study squeezed", async () => {
  await useEngine("wasm");
  const squeezing = brightnessModel();
  const { card } = squeezing;
  const model: Model = {
    ...squeezing,
    card: { ...card, input: { ...card.input, fit: "native" } },
  };
  const score = async (model: Model, protocol: string) => {
    const { scores } = await evaluate({
      model,
      set: thinSet,
      protocol: findProtocol(protocol),
    });
    return { ...scores, ms_per_image: 0 };
  };
  const native = await score(model, "held-out");
  assertEquals([native.foreground_iou, native.average_precision], [1, 1]);
  assertEquals(await score(model, "case-study"), await score(squeezing, "case-study"));
  model.dispose();
});
