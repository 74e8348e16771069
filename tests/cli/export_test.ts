import { assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { decodeOnnx, useEngine } from "#karyon";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { writeTinyModel } from "../support/tiny_model.ts";

Deno.test("karyon export writes a model for other programs, once", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    await writeTinyModel(`${folder}/tiny`);
    const command = [
      "export",
      `${folder}/tiny`,
      "--out",
      `${folder}/out`,
      "--to",
      "onnx",
    ];
    const told = await karyonJson(
      ...[...command, "--engine", "wasm", "--license", "MIT", "--author", "A", "B C"],
    );
    assertEquals([...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name).sort(), [
      "README.md",
      "card.json",
      "model.onnx",
      "rdf.yaml",
      "test_input.npy",
      "test_output.npy",
    ]);
    assertLess(told["difference"] as number, 1e-4);
    const bytes = await Deno.readFile(`${folder}/out/model.onnx`);
    assertEquals(decodeOnnx(bytes).metadata["license"], "MIT");
    const rdf = await Deno.readTextFile(`${folder}/out/rdf.yaml`);
    assertStringIncludes(rdf, "authors:\n  - name: A\n  - name: B C\n");
    const { code, stderr } = await karyon(...command, "--engine", "wasm");
    assertEquals(code, 1);
    assertStringIncludes(stderr, "Expected no exported model but found one");
  }));
