import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError } from "../base/mod.ts";

const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

async function run(): Promise<void> {
  const jupyter = new Deno.Command("jupyter", { args: ["lab"], cwd: NOTEBOOKS });
  let child: Deno.ChildProcess;
  try {
    child = jupyter.spawn();
  } catch (cause) {
    throw new InputError(
      'Expected JupyterLab on this machine but found no "jupyter" command: install it with ' +
        '"pip install jupyterlab", or open notebooks/ in VS Code with its Jupyter extension',
      { cause },
    );
  }
  const { success, code } = await child.status;
  if (!success) throw new InputError(`JupyterLab ended with code ${code}`);
}

/** Adds `karyon lab`. */
export function addLab(program: Command): void {
  program.command("lab")
    .description("open the notebooks in JupyterLab")
    .action(run);
}
