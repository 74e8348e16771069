import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type CardIntervals,
  heldOutSplit,
  type KindScores,
  openDataset,
  readStoredModel,
  useEngine,
} from "#karyon";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

Deno.test("karyon evaluate --split validation --record: scores, intervals, kinds on the card", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const told = await karyonJson(
      ...["evaluate", "--model", folder, "--protocol", "held-out"],
      ...["--split", "validation", "--record", "--engine", "wasm"],
    );
    const dataset = await openDataset("synthetic");
    const { ids } = heldOutSplit(dataset).validation;
    assertEquals([told["images"], told["split"]], [ids.length, "validation"]);
    // The card says nothing of these images: it was trained on others.
    assertEquals(told["exposure"], "unseen");
    const [row] = (await readStoredModel(folder)).card.evaluations!;
    assertEquals(row!.checksum, await dataset.checksum());
    assertEquals([row!.split, row!.protocol, row!.exposure], [
      "validation",
      "held-out",
      "unseen",
    ]);
    assertStringIncludes(row!.engine_words!, "thread");
    assertEquals(row!.intervals, told["intervals"] as CardIntervals);
    assertEquals(row!.kinds, told["kinds"] as KindScores[]);
    const counted = row!.kinds!.reduce((sum, { images }) => sum + images, 0);
    assertEquals(counted, ids.length);
  }));

Deno.test("karyon evaluate says it where the images are not new to the model", async () => {
  const { code, stdout, stderr } = await karyon(
    ...["evaluate", "--model", "unet-synthetic", "--data", "synthetic:1000"],
    ...["--limit", "2", "--engine", "wasm"],
  );
  assertEquals(code, 0);
  assertStringIncludes(
    stderr,
    "unet-synthetic: its best epoch was chosen on these images",
  );
  assertStringIncludes(stdout, "Foreground IoU by kind of image:");
});

Deno.test("karyon evaluate --record refuses a part of the images", async () => {
  const { code, stderr } = await karyon(
    ...["evaluate", "--model", "unet-small", "--record", "--limit", "2"],
  );
  assertEquals(code, 1);
  assertStringIncludes(stderr, "--record to score all images but found --limit");
});
