import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { jupyterDataFolder, kernelSpec } from "../../src/cli/kernel.ts";
import { karyon } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

Deno.test("karyon kernel writes a spec that the notebooks resolve to", async () => {
  await withFolder(async (folder) => {
    const { code, stdout } = await karyon("kernel", "--to", folder, "--memory", "1234");
    assertEquals(code, 0);
    const notebook = JSON.parse(
      await Deno.readTextFile("notebooks/01_explore_data.ipynb"),
    );
    const { name } = notebook.metadata.kernelspec;
    const file = `${folder}/kernels/${name}/kernel.json`;
    assertStringIncludes(stdout, file);
    const spec = JSON.parse(await Deno.readTextFile(file));
    assertEquals(spec, kernelSpec(1234));
    assertEquals(spec.interrupt_mode, "message");
    assertEquals(spec.env, {
      NO_COLOR: "1",
      DENO_V8_FLAGS: "--max-old-space-size=1234",
    });
    assertEquals(spec.argv.at(-1), "{connection_file}");
    assert((await Deno.stat(spec.argv.at(-2))).isFile);
  });
});

Deno.test("jupyterDataFolder() heeds Jupyter's own variable", () => {
  const before = Deno.env.get("JUPYTER_DATA_DIR");
  Deno.env.set("JUPYTER_DATA_DIR", "/a/made-up/folder");
  try {
    assertEquals(jupyterDataFolder(), "/a/made-up/folder");
  } finally {
    if (before === undefined) Deno.env.delete("JUPYTER_DATA_DIR");
    else Deno.env.set("JUPYTER_DATA_DIR", before);
  }
});
