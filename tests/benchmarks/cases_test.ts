import { assert, assertEquals } from "@std/assert";
import { cases, chooseCases } from "./cases.ts";
import { nameOf, operationsOf } from "./jobs.ts";

const names = (choice: Parameters<typeof chooseCases>[0]) =>
  chooseCases(choice).map(nameOf);

Deno.test("every case has a name of its own", () => {
  assertEquals(new Set(cases.map(nameOf)).size, cases.length);
});

Deno.test("all cases hold three networks in every combination", () => {
  const networks = names({ all: true }).filter((name) => name.startsWith("unet"));
  assertEquals(networks.length, 3 * 2 * 2 * 2 * 2);
  assert(networks.includes("unet-plus-plus/64/batch-1/bf16/inference"));
});

Deno.test("the quick cases hold what the README compares", () => {
  const quick = names({});
  for (const precision of ["f32", "bf16"]) {
    assert(quick.includes(`unet/16/batch-4/${precision}/training`));
    assert(quick.includes(`unet/16/batch-4/${precision}/inference`));
    assert(quick.includes(`product/2048/${precision}`));
  }
  assert(quick.includes("unet-batch-norm/16/batch-4/f32/training"));
  assert(!quick.some((name) => name.startsWith("unet/64")));
});

Deno.test("a graphics card adds the network with 64 filters", () => {
  const added = names({ gpu: true }).filter((name) => !names({}).includes(name));
  assertEquals(added, ["unet/64/batch-4/f32/training", "unet/64/batch-4/f32/inference"]);
});

Deno.test("--only looks at all cases for a part of the name", () => {
  assertEquals(names({ only: "unet-plus-plus/64/batch-1/f32" }), [
    "unet-plus-plus/64/batch-1/f32/training",
    "unet-plus-plus/64/batch-1/f32/inference",
  ]);
  assertEquals(names({ only: "resnet" }), []);
});

Deno.test("a multiplication and an addition are two operations", () => {
  assertEquals(operationsOf({ kind: "product", size: 10, precision: "f32" }), 2000);
  const convolution = {
    kind: "convolution",
    pass: "forward",
    batch: 2,
    size: 4,
    inputs: 3,
    outputs: 5,
    precision: "f32",
  } as const;
  assertEquals(operationsOf(convolution), 2 * (2 * 4 * 4 * 5) * (3 * 3 * 3));
});
