import { join } from "node:path";
import { InputError } from "../../../base/mod.ts";
import { installHint } from "./how_to_get_native.ts";
import type { Wheel } from "./wheel.ts";

/** What runs pip; `deno task native` is allowed to start this and nothing else. */
const PYTHON = "python3";

/** Where pip looks and how it is stopped. */
export interface FetchOptions {
  /** A folder that has the wheel, in place of the network. */
  readonly from?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

function failure(problem: string, cause?: unknown): InputError {
  return new InputError(`${problem}; another way to oneDNN 3 is ${installHint()}`, {
    cause,
  });
}

/** Everything but LD_LIBRARY_PATH and the like, which Deno hands to no child. */
function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("LD_")),
  );
}

/** The words in which pip itself says what went wrong. */
function problemOf(output: string): string {
  const lines = output.split("\n").map((line) => line.trim()).filter(Boolean);
  const errors = lines.filter((line) => line.startsWith("ERROR: "));
  return (errors.at(-1) ?? lines.at(-1) ?? "no output").replace("ERROR: ", "");
}

async function start(
  args: string[],
  signal: AbortSignal | undefined,
): Promise<Deno.CommandOutput> {
  try {
    return await new Deno.Command(PYTHON, {
      args,
      clearEnv: true,
      env: environment(),
      stdin: "null",
      ...(signal === undefined ? {} : { signal }),
    }).output();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw failure(`Expected ${PYTHON} with pip to download oneDNN but found none`, cause);
  }
}

/**
 * Lets pip download a wheel: it knows this person's mirrors and proxies. Nothing
 * is installed, and no code from the package runs.
 *
 * @param to the folder that the wheel goes to
 * @returns its path
 * @throws {InputError} if there is no Python or pip here, or pip fails
 */
export async function fetchWheel(
  wheel: Wheel,
  to: string,
  { from, signal }: FetchOptions = {},
): Promise<string> {
  // Where pip runs does not matter: a wheel for "py" on a platform is asked for.
  const args = ["-m", "pip", "download", `${wheel.project}==${wheel.version}`];
  args.push("--no-deps", "--only-binary=:all:", "--platform", wheel.platform);
  args.push("--implementation", "py", "--abi", "none", "--python-version", "3");
  args.push("--disable-pip-version-check", "--no-input", "--dest", to);
  if (from !== undefined) args.push("--no-index", "--find-links", from);
  const { success, stdout, stderr } = await start(args, signal);
  signal?.throwIfAborted();
  if (!success) {
    const words = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    throw failure(
      `Expected pip to download ${wheel.project} ${wheel.version} but found: ${
        problemOf(words.join("\n"))
      }`,
    );
  }
  return join(to, wheel.file);
}
