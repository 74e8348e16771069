import { assertEquals, assertNotEquals } from "@std/assert";
import { settingsOf } from "../../src/cli/predict_settings.ts";
import { withFolder } from "../support/temporary.ts";
import { writeBrightnessModel } from "./predict_support.ts";

Deno.test("settingsOf() tells models apart by what computes, also in 8-bit integers", () =>
  withFolder(async (folder) => {
    const model = `${folder}/model`;
    await writeBrightnessModel(model);
    const options = { model, out: folder, formats: ["mask"], megapixels: 16 } as const;
    const settings = async () => (await settingsOf(options)).settings;
    const before = await settings();
    assertEquals(await settings(), before);
    const card = JSON.parse(await Deno.readTextFile(`${model}/card.json`));
    card.weights.type = "int8";
    await Deno.writeTextFile(`${model}/card.json`, JSON.stringify(card));
    await Deno.writeFile(`${model}/model.onnx`, Uint8Array.of(1));
    const integers = await settings();
    assertNotEquals(integers, before);
    await Deno.writeFile(`${model}/model.onnx`, Uint8Array.of(2));
    assertNotEquals(await settings(), integers);
  }));
