/**
 * Runs the tests: every argument goes on to `deno test`.
 *
 * The tests import `@std/assert` from jsr. Where jsr is out of reach, the same
 * tests run with an adapter over `node:assert` in its place, through an import
 * map that this file derives from deno.json.
 *
 * @module
 */
const root = new URL("../", import.meta.url);

async function reaches(specifier: string): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", "--no-lock", specifier],
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}

/** deno.json's imports, absolute, with what `deno.json` adds for packages. */
export function deriveImportMap(
  imports: Record<string, string>,
  base: URL,
  replace: Record<string, string>,
): { imports: Record<string, string> } {
  const derived: Record<string, string> = {};
  for (const [name, target] of Object.entries({ ...imports, ...replace })) {
    derived[name] = target.startsWith(".") ? new URL(target, base).href : target;
    if (target.startsWith("npm:")) {
      derived[`${name}/`] = `${target.replace("npm:", "npm:/")}/`;
    }
  }
  return { imports: derived };
}

/** Flags that let `deno test` and `deno check` resolve `@std/assert` here. */
export async function importFlags(): Promise<string[]> {
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  ) as { imports: Record<string, string> };
  if (await reaches(imports["@std/assert"]!)) return [];
  console.error(
    "jsr is out of reach: @std/assert is tests/support/assert.ts for this run.",
  );
  const map = deriveImportMap(imports, root, {
    "@std/assert": "./tests/support/assert.ts",
  });
  await Deno.mkdir(new URL(".cache/", root), { recursive: true });
  const file = new URL(".cache/import_map.json", root);
  await Deno.writeTextFile(file, JSON.stringify(map, null, 2));
  return [`--import-map=${decodeURIComponent(file.pathname)}`];
}

if (import.meta.main) {
  const flags = await importFlags();
  const chosen = Deno.args.some((argument) => !argument.startsWith("-"));
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "test",
      "--doc",
      "--allow-read",
      "--allow-write",
      "--allow-env",
      "--allow-sys",
      "--allow-ffi",
      "--allow-run",
      "--allow-net=127.0.0.1,localhost",
      ...flags,
      ...Deno.args,
      ...(chosen ? [] : ["src/", "tests/"]),
    ],
    cwd: decodeURIComponent(root.pathname),
  }).spawn().status;
  Deno.exit(code);
}
