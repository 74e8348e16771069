import { delimiter, join } from "node:path";
import { InputError } from "../base/mod.ts";
import { note } from "./output.ts";

/** What is installed where there is no JupyterLab. */
export const JUPYTERLAB = "4.6.6";

/** The oldest that opens the notebooks as they are. */
const OLDEST = 4;

const WINDOWS = Deno.build.os === "windows";

/** Where an environment of Python keeps a program. */
function programOf(environment: string, name: string): string {
  return WINDOWS
    ? join(environment, "Scripts", `${name}.exe`)
    : join(environment, "bin", name);
}

/** What a program prints, or undefined where it is missing or fails. */
async function ask(program: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args,
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.PermissionDenied) return undefined;
    throw error;
  }
}

/** Whether this is a JupyterLab that opens the notebooks. */
async function isLab(program: string): Promise<boolean> {
  const version = await ask(program, "--version");
  return Number(version?.split(".")[0]) >= OLDEST;
}

/** A Python with `venv`, which some systems package apart. */
async function findPython(): Promise<string> {
  let found: string | undefined;
  for (const python of ["python3", "python", "py"]) {
    const version = await ask(
      python,
      "-c",
      "import sys; print(sys.version_info >= (3, 9))",
    );
    if (version !== "True") continue;
    found ??= python;
    if (await ask(python, "-c", "import venv, ensurepip") !== undefined) return python;
  }
  throw new InputError(
    found === undefined
      ? "JupyterLab is written in Python: expected Python 3.9 or newer but found none; " +
        "install it from https://www.python.org, or open notebooks/ in VS Code after " +
        '"deno task kernel", which needs no Python'
      : `Expected the modules venv and pip in ${found} but found them missing; on Debian ` +
        'and Ubuntu "sudo apt install python3-venv" brings them',
  );
}

/** Runs a program whose words go to the person. */
async function insist(program: string, ...args: string[]): Promise<void> {
  const { success, code } = await new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).output();
  if (!success) {
    throw new InputError(
      `Expected "${
        [program, ...args].join(" ")
      }" to end well but found exit code ${code}`,
    );
  }
}

/**
 * Finds JupyterLab: in the project's own environment, then on the person's path; where
 * it is in neither, installs it into the first.
 *
 * @param environment the folder of the project's own Python environment
 * @returns the program `jupyter-lab`
 * @throws {InputError} if there is no Python, or it cannot install JupyterLab
 */
export async function findJupyterLab(environment: string): Promise<string> {
  const own = programOf(environment, "jupyter-lab");
  if (await isLab(own)) return own;
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter).filter(Boolean);
  for (const folder of folders) {
    const program = join(folder, WINDOWS ? "jupyter-lab.exe" : "jupyter-lab");
    if (await isLab(program)) return program;
  }
  const python = await findPython();
  note(`Installing JupyterLab ${JUPYTERLAB} into ${environment}, once: a minute or two.`);
  await insist(python, "-m", "venv", "--clear", environment);
  const inside = programOf(environment, "python");
  await insist(inside, "-m", "pip", "install", "--quiet", `jupyterlab==${JUPYTERLAB}`);
  return own;
}
