import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type FormatRow, InputError, readStoredModel, useEngine } from "#karyon";
import { makeProgram } from "../../src/cli/main.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

Deno.test("karyon quantize writes a model, says what it cost, and refuses to write over it", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(`${folder}/full`);
    const args = ["quantize", `${folder}/full`, "--to", "uint8", "--limit", "2"];
    const more = ["--out", `${folder}/small`, "--engine", "wasm"];
    const told = await karyonJson(...args, ...more, "--bound", "0.9");
    // Three kernel values of a byte, and the bias as it was.
    assertEquals([told["bytes_before"], told["bytes_after"]], [16, 7]);
    assertEquals([told["images"], told["bound"]], [2, 0.9]);
    const { card } = await readStoredModel(`${folder}/small`);
    assertEquals(
      card.metrics.find((row) => row["weights"] === "uint8")!["value"],
      told["mean_iou_after"],
    );
    const { code, stderr } = await karyon(...args, ...more);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "found a model");
  }));

Deno.test("karyon formats compares one format with float32, and records whole sets alone", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(folder);
    const args = ["formats", folder, "--limit", "1", "--engine", "wasm"];
    const { rows } = await karyonJson(...args, "--only", "uint8");
    assertEquals(
      (rows as FormatRow[]).map(({ format, images }) => [format, images]),
      [["float32", 1], ["uint8", 1]],
    );
    await assertRejects(
      () => makeProgram().parseAsync([...args, "--record"], { from: "user" }),
      InputError,
      "--record",
    );
  }));
