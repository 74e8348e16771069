import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CommanderError } from "commander";
import { engineNames, type Probe } from "#karyon";
import { makeProgram } from "../../src/cli/main.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

Deno.test("every command has --help", async () => {
  const { code, stdout } = await karyon("--help");
  assertEquals(code, 0);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);
  for (
    const name of ["info", "check", "train", "evaluate", "predict", "quantize", "run"]
  ) {
    assertEquals(names.includes(name), true, name);
  }
  // As `--help` would print it, without a start for each.
  for (const command of makeProgram().commands) {
    const help = command.helpInformation();
    assertStringIncludes(help, `Usage: karyon ${command.name()} `);
    assertStringIncludes(help, command.description().split(" ")[0]!);
  }
});

Deno.test("karyon dance is wrong use: exit code 2", async () => {
  const { code, stdout, stderr } = await karyon("dance");
  assertEquals([code, stdout], [2, ""]);
  assertStringIncludes(stderr, "unknown command");
});

for (
  const [args, words] of [
    [["evaluate"], "--model"],
    [["quantize", "m", "--to", "float8", "--out", "x"], "float16"],
  ] as const
) {
  Deno.test(`karyon ${args.join(" ")} is wrong use`, async () => {
    const program = makeProgram();
    for (const command of program.commands) {
      command.configureOutput({ writeErr: () => {} });
    }
    await assertRejects(
      () => program.parseAsync(args, { from: "user" }),
      CommanderError,
      words,
    );
  });
}

Deno.test("a failure says what was expected and found: exit code 1, no stack", async () => {
  const { code, stdout, stderr } = await karyon("evaluate", "--model", "none", "--json");
  assertEquals([code, stdout], [1, ""]);
  assertStringIncludes(stderr, "karyon: none: Expected a folder with model.json");
  assertEquals(/^\s+at /m.test(stderr), false);
});

Deno.test("karyon info --json names engine, versions and models", async () => {
  const info = await karyonJson("info");
  const engines = info["engines"] as Record<string, Probe>;
  assertEquals(Object.keys(engines), [...engineNames]);
  assertEquals(info["engine"], engineNames.find((name) => engines[name]!.works));
  for (const engine of Object.values(engines)) {
    // With its version, or with what is missing.
    assertEquals(
      typeof (engine.works ? engine.details["tfjs"] : engine.reason),
      "string",
    );
  }
  assertEquals(info["deno"], Deno.version.deno);
  assertEquals((info["models"] as string[]).includes("unet-small"), true);
});

Deno.test("karyon check --json counts the synthetic set", async () => {
  const { usable, sets, problems } = await karyonJson("check", "synthetic") as {
    usable: boolean;
    sets: Record<string, { images: number; channels: Record<string, number> }>;
    problems: unknown[];
  };
  assertEquals([usable, problems], [true, []]);
  assertEquals([sets["train"]!.images, sets["test"]!.images], [48, 16]);
  const { rgba, rgb, gray } = sets["train"]!.channels;
  assertEquals(rgba! + rgb! + gray!, 48);
});

Deno.test("karyon evaluate --json prints the scores that others rely on", async () => {
  const scores = await karyonJson(
    ...["evaluate", "--model", "unet-small", "--data", "synthetic"],
    ...["--protocol", "case-study", "--limit", "3"],
  );
  for (
    const key of [
      "mean_iou",
      "foreground_iou",
      "dice",
      "average_precision",
      "f1_50",
      "f1_70",
      "ms_per_image",
    ]
  ) {
    assertEquals(typeof scores[key], "number", key);
  }
  assertEquals(scores["images"], 3);
});

Deno.test("karyon quantize --json halves the weights of the shipped model", () =>
  withFolder(async (folder) => {
    const result = await karyonJson(
      ...["quantize", "unet-small", "--to", "float16", "--out", `${folder}/half`],
      ...["--limit", "2"],
    );
    assertEquals(result["bytes_before"], 2 * (result["bytes_after"] as number));
    assertEquals(typeof result["mean_iou_after"], "number");
  }));
