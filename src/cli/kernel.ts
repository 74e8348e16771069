import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError } from "../base/mod.ts";
import { type CommonOptions, print, wholeNumber } from "./output.ts";

/** The program that stands before Deno's kernel, so that the stop button works. */
const FRONT = fileURLToPath(new URL("../notebook/kernel_front.ts", import.meta.url));

/** The name that the notebooks ask for. */
export const KERNEL_NAME = "deno";

const MEMORY_MEGABYTES = 4096;

/** What a `kernel.json` holds, see Jupyter's documentation of kernel specs. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly env: Readonly<Record<string, string>>;
}

/** The kernel of this project, on the Deno that runs now. */
export function kernelSpec(megabytes = MEMORY_MEGABYTES): KernelSpec {
  return {
    argv: [
      Deno.execPath(),
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-read",
      "--allow-write",
      "--allow-env",
      "--allow-net",
      "--allow-run",
      FRONT,
      "{connection_file}",
    ],
    // As the notebooks name it: JupyterLab marks them as changed where names differ.
    display_name: "Deno",
    language: "typescript",
    interrupt_mode: "message",
    env: { NO_COLOR: "1", DENO_V8_FLAGS: `--max-old-space-size=${megabytes}` },
  };
}

/** The folder in which Jupyter and VS Code look for what a person has installed. */
export function jupyterDataFolder(): string {
  const get = (name: string) => Deno.env.get(name) || undefined;
  const set = get("JUPYTER_DATA_DIR");
  if (set) return set;
  if (Deno.build.os === "windows") {
    const roaming = get("APPDATA");
    if (roaming) return join(roaming, "jupyter");
    throw new InputError("Expected the variable APPDATA to name a folder but found none");
  }
  if (Deno.build.os === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(get("XDG_DATA_HOME") ?? join(homedir(), ".local", "share"), "jupyter");
}

/**
 * Writes the kernel's spec.
 *
 * @param data a folder on Jupyter's path
 * @returns the file
 */
export async function writeKernelSpec(data: string, spec: KernelSpec): Promise<string> {
  const folder = join(data, "kernels", KERNEL_NAME);
  await Deno.mkdir(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  await Deno.writeTextFile(file, `${JSON.stringify(spec, null, 2)}\n`);
  return file;
}

interface KernelCommandOptions extends CommonOptions {
  readonly to?: string;
  readonly memory: number;
}

async function run(options: KernelCommandOptions): Promise<void> {
  const spec = kernelSpec(options.memory);
  const file = await writeKernelSpec(options.to ?? jupyterDataFolder(), spec);
  print(options, { file, ...spec }, [
    `${file}: Karyon's kernel "${spec.display_name}", on ${Deno.execPath()}`,
    "It stands in for Deno's own kernel of that name; `deno jupyter --install --force` brings that back.",
    "Next: open a notebook in VS Code and choose it, or deno task lab",
  ]);
}

/** Adds `karyon kernel`. */
export function addKernel(program: Command): void {
  program.command("kernel")
    .description("install the notebooks' kernel for VS Code and Jupyter")
    .option("--to <dir>", "a data folder of Jupyter (default: the user's own)")
    .option(
      "--memory <megabytes>",
      "the limit of a kernel's memory",
      wholeNumber("--memory", 256),
      MEMORY_MEGABYTES,
    )
    .option("--json", "print one JSON object")
    .action(run);
}
