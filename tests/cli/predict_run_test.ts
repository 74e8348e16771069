import { assertEquals, assertLess, assertRejects } from "@std/assert";
import { loadModel } from "#karyon";
import { findInputs } from "../../src/cli/predict_inputs.ts";
import { Records } from "../../src/cli/predict_records.ts";
import { planTasks, predictAll } from "../../src/cli/predict_run.ts";
import { settingsOf } from "../../src/cli/predict_settings.ts";
import { withFolder } from "../support/temporary.ts";
import { predictIn, writeBrightnessModel, writeSquares } from "./predict_support.ts";

Deno.test("predictAll() stops at a signal, keeps what is done, and the next run goes on", () =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    for (let i = 0; i < 4; i++) await writeSquares(`${folder}/in/${i}.png`, [i]);
    const options = {
      model: `${folder}/model`,
      out: `${folder}/out`,
      formats: ["mask", "csv"] as const,
      megapixels: 16,
    };
    const settings = await settingsOf(options);
    const records = await Records.open(options.out);
    const { tasks } = await planTasks(
      await findInputs([`${folder}/in`], () => {}),
      records,
      settings,
    );
    assertEquals(tasks.length, 4);
    const model = await loadModel(options.model);
    const controller = new AbortController();
    const updates: [number, number | undefined, string | undefined][] = [];
    const stopped = await predictAll(model, tasks, records, settings, {
      bar: {
        update: (...update) => {
          updates.push(update as typeof updates[number]);
          if (updates.length === 2) controller.abort();
        },
      },
      signal: controller.signal,
    });
    model.dispose();
    assertEquals([stopped.isStopped, stopped.done.length, stopped.failed], [true, 2, []]);
    assertEquals(updates.map(([done, of]) => [done, of]), [[1, 4], [2, 4]]);
    assertEquals(/images\/s|s an image/.test(updates[1]![2]!), true);

    const next = await predictIn(folder, ["in"]);
    assertEquals([next.resumed, next.done.length, next.isStopped], [2, 4, false]);
  }));

Deno.test("predictAll() keeps what is done where the results cannot be written", () =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    for (const name of ["a", "b"]) await writeSquares(`${folder}/in/${name}.png`, [0]);
    // A folder stands where b's mask should go.
    await Deno.mkdir(`${folder}/out/b.mask.png`, { recursive: true });
    await assertRejects(() => predictIn(folder, ["in"]));
    await Deno.remove(`${folder}/out/b.mask.png`);
    const { resumed, done } = await predictIn(folder, ["in"]);
    assertEquals(resumed, 1);
    assertLess(resumed, done.length);
  }));
