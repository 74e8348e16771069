import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { drawSyntheticSample, InputError, openDataset } from "#karyon";
import { openSynthetic } from "../../src/dataset/open_synthetic.ts";

Deno.test("openDataset() gives as many synthetic images as asked for, a third more to test", async () => {
  for (
    const [source, train, test] of [
      ["synthetic", 48, 16],
      ["synthetic:1", 1, 1],
      ["synthetic:7", 7, 3],
      ["synthetic:30000:5", 30000, 10000],
    ] as const
  ) {
    const dataset = await openDataset(source);
    assertEquals([dataset.train.ids.length, dataset.test.ids.length], [train, test]);
    assertEquals(dataset.sets, [dataset.train, dataset.test]);
    assertEquals(dataset.train.ids, [...dataset.train.ids].sort());
  }
});

Deno.test("a synthetic set draws the samples of its seed under the ids that it lists", async () => {
  const { train, test } = await openDataset("synthetic:4:9");
  for (const [set, split] of [[train, "train"], [test, "test"]] as const) {
    for (const [index, id] of set.ids.entries()) {
      const drawn = drawSyntheticSample(9, index, { split });
      const { sample, problems } = await set.inspect(id);
      assertEquals([sample, problems], [drawn, []]);
      assertEquals((await set.read(id)).labels, drawn.labels);
    }
  }
});

Deno.test("a synthetic set keeps what it drew last and draws the rest anew", async () => {
  const { train } = openSynthetic("synthetic:3", 2);
  const [a, b, c] = train.ids as [string, string, string];
  const first = await train.read(a);
  const second = await train.read(b);
  assert(await train.read(a) === first);
  // Two are kept: now the second is the one that was not read for longest.
  await train.read(c);
  assert(await train.read(a) === first);
  const again = await train.read(b);
  assert(again !== second);
  assertEquals(again, second);
});

Deno.test("the checksum of a synthetic set is that of its content", async () => {
  const sums = await Promise.all(
    ["synthetic:3", "synthetic:3:1", "synthetic:3:2", "synthetic:4"].map(async (source) =>
      (await openDataset(source)).checksum()
    ),
  );
  assertEquals(sums[0], sums[1]);
  assertEquals(new Set(sums).size, 3);
});

Deno.test("an id that a synthetic set lacks rejects", async () => {
  const { train } = openSynthetic("synthetic:3");
  await assertRejects(() => train.read("nobody"), InputError, '"nobody"');
  await assertRejects(() => train.inspect("nobody"), InputError, '"nobody"');
});

for (
  const source of [
    "synthetic:",
    "synthetic:0",
    "synthetic:1.5",
    "synthetic:many",
    "synthetic:1000001",
    "synthetic:3:x",
    "synthetic:3:1:1",
  ]
) {
  Deno.test(`openDataset() refuses "${source}"`, () => {
    assertThrows(
      () => openSynthetic(source),
      InputError,
      `with a COUNT from 1 to 1000000 but found "${source}"`,
    );
  });
}
