import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { InputError } from "#karyon";
import { findJupyterLab } from "../../src/cli/jupyter_environment.ts";
import { checkUser } from "../../src/cli/lab.ts";
import { withFolder } from "../support/temporary.ts";

/** A folder of made-up programs, which alone are on the path. */
async function withPrograms(
  programs: Readonly<Record<string, string>>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const before = Deno.env.get("PATH")!;
  await withFolder(async (folder) => {
    for (const [name, script] of Object.entries(programs)) {
      await Deno.mkdir(`${folder}/${name}`.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${name}`, `#!/bin/sh\n${script}\n`, {
        mode: 0o755,
      });
    }
    Deno.env.set("PATH", folder);
    try {
      await body(folder);
    } finally {
      Deno.env.set("PATH", before);
    }
  });
}

/** Programs are shell scripts here. */
const ignore = Deno.build.os === "windows";

const refusal = (folder: string) =>
  assertRejects(() => findJupyterLab(`${folder}/own`), InputError);

Deno.test("findJupyterLab() says how to go on without Python", { ignore }, async () => {
  await withPrograms({}, async (folder) => {
    const { message } = await refusal(folder);
    assertStringIncludes(message, "expected Python 3.9 or newer but found none");
    assertStringIncludes(message, "deno task kernel");
  });
});

Deno.test(
  "findJupyterLab() names the package that a Python lacks",
  { ignore },
  async () => {
    // Answers the question for its version, and has no modules.
    const python3 = 'case "$2" in *version*) echo True;; *) exit 1;; esac';
    await withPrograms({ python3 }, async (folder) => {
      const { message } = await refusal(folder);
      assertStringIncludes(message, "venv and pip in python3");
      assertStringIncludes(message, "python3-venv");
    });
  },
);

Deno.test(
  "findJupyterLab() takes one that is new enough, its own first",
  { ignore },
  async () => {
    await withPrograms({ "jupyter-lab": "echo 4.2.1" }, async (folder) => {
      assertEquals(await findJupyterLab(`${folder}/own`), `${folder}/jupyter-lab`);
    });
    const both = { "jupyter-lab": "echo 4.2.1", "own/bin/jupyter-lab": "echo 4.6.6" };
    await withPrograms(both, async (folder) => {
      assertEquals(
        await findJupyterLab(`${folder}/own`),
        `${folder}/own/bin/jupyter-lab`,
      );
    });
  },
);

Deno.test("findJupyterLab() passes over one that is too old", { ignore }, async () => {
  await withPrograms({ "jupyter-lab": "echo 3.6.8" }, async (folder) => {
    assertStringIncludes((await refusal(folder)).message, "found none");
  });
});

Deno.test("karyon lab says at once that root must be allowed", () => {
  const { message } = assertThrows(() => checkUser(0), InputError);
  assertStringIncludes(message, "found root");
  assertStringIncludes(message, "--allow-root");
  checkUser(0, true);
  checkUser(1000);
  checkUser(null);
});
