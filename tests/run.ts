/**
 * Runs the tests: every argument goes on to `deno test`; without a path, all.
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

/** `deno test` on some paths, with the permissions that tests need. */
function testCommand(
  flags: readonly string[],
  paths: readonly string[],
  output: "inherit" | "piped",
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
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
      ...paths,
    ],
    cwd: decodeURIComponent(root.pathname),
    stdin: "null",
    stdout: output,
    stderr: output,
  });
}

/**
 * All tests in two halves that take about equally long, each a process, so that
 * two cores have work; a folder that is new in tests/ joins the second half.
 */
async function halves(): Promise<[string[], string[]]> {
  const first = ["src/", "tests/architectures/", "tests/engine/"];
  const second: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL("tests/", root))) {
    const path = isDirectory ? `tests/${name}/` : `tests/${name}`;
    if (!first.includes(path)) second.push(path);
  }
  return [first, second.sort()];
}

async function runAll(flags: readonly string[]): Promise<number> {
  const [first, second] = await halves();
  const beside = testCommand(flags, second, "piped").output();
  const { code } = await testCommand(flags, first, "inherit").spawn().status;
  const other = await beside;
  // Shown when the first has ended, since lines of two runs mixed say nothing.
  const show = (bytes: Uint8Array<ArrayBuffer>, to: WritableStream<Uint8Array>) =>
    new Blob([bytes]).stream().pipeTo(to, { preventClose: true });
  await show(other.stdout, Deno.stdout.writable);
  await show(other.stderr, Deno.stderr.writable);
  return code || other.code;
}

if (import.meta.main) {
  const flags = [...await importFlags(), ...Deno.args];
  const chosen = Deno.args.some((argument) => !argument.startsWith("-"));
  Deno.exit(
    chosen
      ? (await testCommand(flags, [], "inherit").spawn().status).code
      : await runAll(flags),
  );
}
