/**
 * What the cards say of the real images. Registered only where `KARYON_DATA` names
 * the folder that holds them.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { evaluate, findProtocol, loadModel, openDataset, useEngine } from "#karyon";
import { realFolder } from "./folder.ts";

if (realFolder) {
  for (const protocol of ["case-study", "held-out"] as const) {
    Deno.test(`unet-small scores by ${protocol} what its card says`, async () => {
      await useEngine();
      const model = await loadModel("unet-small");
      const dataset = await openDataset(realFolder as string);
      const recorded = model.card.evaluations!.find((row) =>
        row.protocol === protocol && row.split === "test" && !row.splitting
      )!;
      const { scores, intervals, kinds } = await evaluate({
        model,
        set: dataset.test,
        protocol: findProtocol(protocol),
      });
      await dataset.close();
      model.dispose();
      // Engines round differently: a pixel at the threshold may change sides.
      const near = (a: number, b: number) => assertAlmostEquals(a, b, 1e-3);
      for (const name of ["mean_iou", "foreground_iou", "dice"] as const) {
        near(scores[name], recorded.scores[name]!);
        intervals[name]!.forEach((limit, i) =>
          near(limit, recorded.intervals![name]![i]!)
        );
      }
      assertEquals(
        kinds.map(({ kind, images }) => [kind, images]),
        [
          ["white on black", 53],
          ["purple on yellow", 8],
          ["purple on purple", 2],
          ["purple on white", 2],
        ],
      );
    });
  }
}
