/**
 * The whole line on the real 2018 Data Science Bowl images. Registered only
 * where `KARYON_DATA` names the folder that holds them, since the project does
 * not: `KARYON_DATA=data/dsb2018 deno task test tests/real`.
 */
import { assertAlmostEquals, assertEquals, assertGreaterOrEqual } from "@std/assert";
import {
  openDataset,
  type Problem,
  readImage,
  readMask,
  readStoredModel,
  type SetSummary,
  writeBeside,
} from "#karyon";
import { openPart } from "../../src/dataset/files.ts";
import { karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { realFolder } from "./folder.ts";

const folder = realFolder;

/** Counted by hand in the published files, width x height. */
const TRAIN_SIZES = {
  "256x256": 334,
  "320x256": 112,
  "696x520": 92,
  "360x360": 91,
  "1024x1024": 16,
  "640x512": 13,
  "1272x603": 6,
  "347x260": 5,
  "1388x1040": 1,
};
const TEST_SIZES = {
  "256x256": 24,
  "680x512": 8,
  "640x512": 8,
  "253x519": 4,
  "348x524": 4,
  "348x520": 4,
  "347x260": 4,
  "696x520": 4,
  "162x519": 2,
  "161x519": 2,
  "239x390": 1,
};

if (folder) {
  Deno.test("karyon check finds the published facts, no error, and four test images that train has", async () => {
    const { usable, sets, problems } = await karyonJson("check", folder) as unknown as {
      usable: boolean;
      problems: Problem[];
      sets: Record<"train" | "test", SetSummary>;
    };
    assertEquals(usable, true);
    // The same fields, in other brightness: the publisher's own split has them.
    assertEquals(
      problems.map(({ code, severity, set, id }) => [code, severity, set, id.slice(0, 8)])
        .sort(),
      ["0a849e0e", "4be73d68", "697a05c6", "7f4cbe0b"].map((id) => [
        ...["near-duplicate across splits", "warning", "test"],
        id,
      ]),
    );
    const facts = ({ foreground, ...set }: SetSummary) => [
      ...[set.images, set.unreadable, set.masks, set.nuclei],
      ...[set.gray_in_rgb, set.alpha_used],
      foreground!.mean.toFixed(3),
      foreground!.least.toPrecision(1),
      foreground!.most.toFixed(3),
    ];
    const { train, test } = sets;
    assertEquals(
      facts(train),
      [670, 0, 670, 29461, 562, 0, "0.139", "0.0003", "0.592"],
    );
    assertEquals(facts(test), [65, 0, 65, 4152, 53, 0, "0.156", "0.006", "0.503"]);
    assertEquals(train.channels, { rgba: 670, rgb: 0, gray: 0 });
    assertEquals(test.channels, { rgba: 37, rgb: 28, gray: 0 });
    assertEquals([train.sizes, test.sizes], [TRAIN_SIZES, TEST_SIZES]);
  });

  // Of each kind of recipe one: all of them would take minutes.
  for (const model of ["karyon-small", "unet-tuned", "unet-synthetic"]) {
    Deno.test(`${model} scores what its card says, a Mean IoU of at least 0.82`, async () => {
      const scores = await karyonJson(
        ...["evaluate", "--model", model, "--data", folder],
        ...["--protocol", "case-study"],
      );
      assertEquals(scores["images"], 65);
      assertGreaterOrEqual(scores["mean_iou"] as number, 0.82);
      const { card } = await readStoredModel(model);
      const { scores: said } = card.evaluations!.find(({ protocol, splitting }) =>
        protocol === "case-study" && !splitting
      )!;
      for (const key of ["mean_iou", "foreground_iou", "dice", "average_precision"]) {
        assertAlmostEquals(scores[key] as number, said[key]!, 5e-4, key);
      }
    });
  }

  Deno.test("karyon predict handles every size and channel kind of stage1_test", () =>
    withFolder(async (temporary) => {
      const files = (await openPart(folder, "stage1_test"))!;
      const images = files.names.filter((name) => name.endsWith(".png"));
      for (const name of images) {
        await writeBeside(
          `${temporary}/in/${name.split("/").at(-1)}`,
          await files.read(name),
        );
      }
      await files.close();
      const out = `${temporary}/out`;
      const result = await karyonJson("predict", `${temporary}/in`, "--out", out);
      assertEquals([result["images"], result["failed"]], [65, []]);
      for (const { name } of Deno.readDirSync(`${temporary}/in`)) {
        const stem = name.replace(".png", "");
        const { width, height } = await readImage(`${temporary}/in/${name}`);
        const mask = await readMask(`${out}/${stem}.mask.png`);
        const overlay = await readImage(`${out}/${stem}.overlay.png`);
        assertEquals([mask.width, mask.height], [width, height]);
        assertEquals([overlay.width, overlay.height], [width, height]);
      }
    }));

  Deno.test("the cards of the shipped models name the data by its checksum", async () => {
    const dataset = await openDataset(folder);
    const checksum = await dataset.checksum();
    await dataset.close();
    for (const model of ["unet-small", "unet-small-float16"]) {
      const { card } = await readStoredModel(model);
      assertEquals(card.training.checksum, checksum, model);
    }
  });

  Deno.test("the masks of stage1_test cover the published share of pixels", async () => {
    const dataset = await openDataset(folder);
    const ids = dataset.test.ids;
    let sum = 0;
    for (const id of ids) {
      const { mask } = await dataset.test.read(id);
      sum += mask!.reduce((count, value) => count + value, 0) / mask!.length;
    }
    await dataset.close();
    assertEquals((sum / ids.length).toFixed(3), "0.156");
  });
}
