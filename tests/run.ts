/**
 * Runs the tests: every argument goes on to `deno test`; without a path, all. A path in
 * src/ stands for the examples in its docstrings.
 *
 * The tests import `@std/assert` from jsr. Where jsr is out of reach, the same
 * tests run with an adapter over `node:assert` in its place, through an import
 * map that this file derives from deno.json.
 *
 * @module
 */
import { writeDocExamples } from "./doc_examples.ts";
import { type Job, runJobs } from "./run_jobs.ts";

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

/** Deno with arguments, in the project's folder. */
function deno(args: readonly string[], output: "inherit" | "piped"): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: decodeURIComponent(root.pathname),
    stdin: "null",
    stdout: output,
    stderr: output,
  });
}

/** `deno test`, with the permissions that tests need. */
const TEST = [
  "test",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-ffi",
  "--allow-run",
  "--allow-net=127.0.0.1,localhost",
];

/** The file that tests the examples of some paths in src/. */
const docTests = (paths: readonly string[]) =>
  writeDocExamples(paths, ".cache/doc_examples");

/** The folders of tests/ that take longest, the longest first: they are begun first. */
const LONGEST = [
  "tests/engine/",
  "tests/real/",
  "tests/cli/",
  "tests/dataset/",
  "tests/architectures/",
  "tests/training/",
  "tests/notebook/",
];

/** The folders and files in tests/ that hold tests, those of `LONGEST` first. */
async function testPaths(): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir("tests/")) {
    if (isDirectory && name !== "support") paths.push(`tests/${name}/`);
    else if (name.endsWith("_test.ts")) paths.push(`tests/${name}`);
  }
  const others = paths.filter((path) => !LONGEST.includes(path)).sort();
  return [...LONGEST.filter((path) => paths.includes(path)), ...others];
}

const lastLines = (bytes: Uint8Array, most: number): Uint8Array =>
  new TextEncoder().encode(
    new TextDecoder().decode(bytes).split("\n").slice(-most).join("\n"),
  );

/** All tests, in processes of their own, two at a time. */
async function runAll(imports: readonly string[], flags: readonly string[]) {
  const job = (name: string, ...args: string[]): Job => ({
    name,
    run: () => deno(args, "piped").output(),
  });
  // Types are checked once: each `deno test` would check src/ again.
  const unchecked = [...TEST, "--no-check", ...imports, ...flags];
  const paths = await testPaths();
  const [longest, ...others] = [
    ...paths.filter((path) => path.endsWith("/")).map((path) => [path]),
    paths.filter((path) => !path.endsWith("/")),
  ].map((together) => job(together.join(" "), ...unchecked, ...together));
  const examples = await docTests(["src/"]);
  const jobs = [
    longest!,
    job("types", "check", ...imports, "src/", "tests/"),
    job("examples in docstrings", ...TEST, ...imports, ...flags, examples.path),
    ...others,
  ];
  const start = performance.now();
  const send = (bytes: Uint8Array, to: WritableStream<Uint8Array>) =>
    new Blob([bytes.slice()]).stream().pipeTo(to, { preventClose: true });
  const faults: [name: string, stdout: Uint8Array, stderr: Uint8Array][] = [];
  const failed = await runJobs(jobs, 2, async ({ name }, { code, stdout, stderr }) => {
    if (code !== 0) faults.push([name, stdout, stderr]);
    await send(stdout, Deno.stdout.writable);
    await send(stderr, Deno.stderr.writable);
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      `== ${name}: ${code === 0 ? "passed" : "FAILED"}, ${seconds} s from start`,
    );
  });
  // Far above they are hard to find, or cut off.
  for (const [name, stdout, stderr] of faults) {
    console.log(`\n== ${name} FAILED; the end of what it said:`);
    for (const bytes of [stdout, stderr]) {
      await send(lastLines(bytes, 80), Deno.stdout.writable);
    }
  }
  if (failed.length > 0) console.error(`FAILED: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
}

/** Some tests in one process, shown as they run. */
async function runSome(imports: readonly string[], args: readonly string[]) {
  const isSource = (argument: string) => /^(\.\/)?src(\/|$)/.test(argument);
  const sources = args.filter(isSource);
  const others = args.filter((argument) => !isSource(argument));
  if (sources.length > 0) others.push((await docTests(sources)).path);
  return (await deno([...TEST, ...imports, ...others], "inherit").spawn().status).code;
}

if (import.meta.main) {
  Deno.chdir(root);
  const imports = await importFlags();
  const hasPath = Deno.args.some((argument) => !argument.startsWith("-"));
  Deno.exit(await (hasPath ? runSome : runAll)(imports, Deno.args));
}
