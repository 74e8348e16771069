import { assertEquals } from "@std/assert";
import { type EngineName, messageOf } from "#karyon";
import { start } from "./start.ts";
import { knownFailures } from "./tfjs/known_failures.ts";
import type { Report } from "./tfjs/run_specs.ts";

/** Runs the specifications in a process of their own: some never end one. */
async function runSpecs(engine: EngineName): Promise<Report> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      ...importMap(),
      "--allow-read",
      "--allow-env",
      "--allow-sys",
      "--allow-ffi",
      decodeURIComponent(
        new URL(import.meta.resolve("./tfjs/run_specs.ts")).pathname,
      ),
      engine,
    ],
    // Thousands of tiny tensors: more threads would only wait for each other.
    env: { KARYON_WEBGPU_SOFTWARE: "1", KARYON_THREADS: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  try {
    return JSON.parse(lines.at(-1)!) as Report;
  } catch {
    throw new Error(new TextDecoder().decode(stderr).slice(-2000));
  }
}

/** Where jsr is out of reach, tests run with a map of imports, and so does this. */
function importMap(): string[] {
  try {
    import.meta.resolve("@std/assert");
  } catch {
    return [];
  }
  const target = import.meta.resolve("@std/assert");
  const map = new URL("../../../.cache/import_map.json", import.meta.url);
  return target.startsWith("file:")
    ? [`--import-map=${decodeURIComponent(map.pathname)}`]
    : [];
}

async function whyNot(engine: EngineName): Promise<string | undefined> {
  Deno.env.set("KARYON_WEBGPU_SOFTWARE", "1");
  try {
    await start(engine);
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    Deno.env.delete("KARYON_WEBGPU_SOFTWARE");
  }
}

let onCpu: Promise<Report> | undefined;

for (const [engine, reasons] of Object.entries(knownFailures)) {
  const reason = await whyNot(engine as EngineName);
  Deno.test({
    name: `TensorFlow.js's own specifications pass on ${engine}` +
      (reason ? ` (not run: ${reason})` : ""),
    ignore: reason !== undefined,
    async fn() {
      onCpu ??= runSpecs("cpu");
      const cpu = await onCpu, found = await runSpecs(engine as EngineName);
      assertEquals(found.left, cpu.left);
      // So that it cannot pass by running nothing.
      assertEquals(cpu.passed > 2500 && found.passed > 2000, true);
      const failed = Object.keys(found.failed).filter((name) => !(name in cpu.failed));
      const patterns = Object.values(reasons);
      const surprises = failed.filter((name) =>
        !patterns.some((pattern) => pattern.test(name))
      );
      assertEquals(
        surprises.map((name) => `${name}: ${found.failed[name]}`),
        [],
        "These fail, and are not known to",
      );
      assertEquals(
        Object.entries(reasons)
          .filter(([, pattern]) => !failed.some((name) => pattern.test(name)))
          .map(([words]) => words),
        [],
        "These reasons explain no failure any more",
      );
    },
  });
}
