import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  InputError,
  openDataset,
  prepareDataset,
  type PrepareOptions,
  prepareSamples,
  syntheticSamples,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { contestZip } from "../support/zips.ts";

const SHAPE = { size: 8, normalization: "none" } as const;

/** A folder with the contest's zips: so many images in train, none in test's masks. */
async function writeContest(folder: string, images: number): Promise<void> {
  await Deno.writeFile(`${folder}/stage1_train.zip`, await contestZip(images, 2));
  await Deno.writeFile(`${folder}/stage1_test.zip`, await contestZip(1, 0));
  const csv = "ImageId,EncodedPixels,Height,Width,Usage\nimage0,1 2,5,6,Public\n";
  await Deno.writeTextFile(`${folder}/stage1_solution.csv`, csv);
}

/** Opens the folder `data`, prepares train with the cache `cache`, closes. */
async function prepare(folder: string, options: Partial<PrepareOptions> = {}) {
  const source = `${folder}/data`;
  const dataset = await openDataset(source);
  try {
    const { train, test } = dataset;
    const prepared = await prepareDataset({
      source,
      dataset,
      parts: [{ set: train, ids: train.ids }, { set: test, ids: test.ids }],
      shape: SHAPE,
      cache: `${folder}/cache`,
      threads: 1,
      ...options,
    });
    return { ...prepared, checksum: await prepared.checksum() };
  } finally {
    await dataset.close();
  }
}

const withContest = (images: number, body: (folder: string) => Promise<void>) =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/data`);
    await writeContest(`${folder}/data`, images);
    await body(folder);
  });

const cachesIn = (folder: string) =>
  [...Deno.readDirSync(`${folder}/cache`)].map(({ name }) => `${folder}/cache/${name}`);

/** What prepareSamples() gives, the plain way to the same. */
async function plainly(folder: string) {
  const dataset = await openDataset(`${folder}/data`);
  const parts = await Promise.all(
    [dataset.train, dataset.test].map((set) => prepareSamples(set, set.ids, SHAPE)),
  );
  const checksum = await dataset.checksum();
  await dataset.close();
  return { parts, checksum };
}

Deno.test("threads prepare what one after the other gives, in order, with progress", () =>
  withContest(20, async (folder) => {
    const calls: number[] = [];
    const { parts, checksum, cached } = await prepare(folder, {
      threads: 3,
      cache: false,
      onProgress: (done, total) => void calls.push(done, total),
    });
    const plain = await plainly(folder);
    assertEquals(parts, plain.parts);
    assertEquals([checksum, cached], [plain.checksum, false]);
    assertEquals(calls, Array.from({ length: 21 }, (_, i) => [i + 1, 21]).flat());
  }));

Deno.test("the second time, samples come from the cache, without reading", () =>
  withContest(3, async (folder) => {
    const first = await prepare(folder);
    const reads: string[] = [];
    const second = await prepare(folder, {
      onProgress: (...step) => void reads.push(step.join()),
    });
    assertEquals([first.cached, second.cached, reads], [false, true, []]);
    assertEquals(second.parts, first.parts);
    assertEquals(second.checksum, (await plainly(folder)).checksum);
  }));

Deno.test("other shapes and other ids are kept beside", () =>
  withContest(3, async (folder) => {
    await prepare(folder);
    const wide = await prepare(folder, { shape: { ...SHAPE, size: 9 } });
    assertEquals([wide.cached, wide.parts[0]![0]!.mask.length], [false, 81]);
    assertEquals(
      (await prepare(folder, { shape: { ...SHAPE, normalization: "stretch" } })).cached,
      false,
    );
    assertEquals(cachesIn(folder).length, 3);
    assertEquals((await prepare(folder)).cached, true);
  }));

Deno.test("a cache of files that have changed is noticed, said and replaced", () =>
  withContest(3, async (folder) => {
    await prepare(folder);
    await writeContest(`${folder}/data`, 4);
    // The same ids as before, so that only the files tell.
    const source = `${folder}/data`;
    const dataset = await openDataset(source);
    const ids = dataset.train.ids.slice(0, 3);
    const parts = [{ set: dataset.train, ids }, { set: dataset.test, ids: ["image0"] }];
    const notes: string[] = [];
    const again = async () => {
      const onNote = (note: string) => void notes.push(note);
      return (await prepare(folder, { parts, onNote })).cached;
    };
    assertEquals([await again(), await again()], [false, true]);
    await dataset.close();
    assertEquals([notes.length, cachesIn(folder).length], [1, 1]);
    assertMatch(notes[0]!, /are read anew: the data set's files have changed since\.$/);
  }));

Deno.test("a damaged cache is noticed, said and replaced", () =>
  withContest(2, async (folder) => {
    const { parts } = await prepare(folder);
    const [path] = cachesIn(folder) as [string];
    const whole = await Deno.readFile(path);
    const flipped = whole.slice();
    flipped[whole.length - 3]! ^= 1;
    const damaged: [Uint8Array, RegExp][] = [
      [flipped, /anew: its content does not fit its checksum\.$/],
      [whole.subarray(0, whole.length - 5), /anew: its content does not fit/],
      [new Uint8Array(), /anew: it is no file of prepared images\.$/],
      [new TextEncoder().encode("text ".repeat(20)), /anew: it is no file/],
    ];
    for (const [bytes, words] of damaged) {
      await Deno.writeFile(path, bytes);
      const notes: string[] = [];
      const again = await prepare(folder, { onNote: (note) => void notes.push(note) });
      assertEquals([again.cached, again.parts, notes.length], [false, parts, 1]);
      assertMatch(notes[0]!, words);
      assertEquals(await Deno.readFile(path), whole);
    }
  }));

Deno.test("only the newest four caches are kept, and nothing half written", () =>
  withContest(1, async (folder) => {
    await Deno.mkdir(`${folder}/cache`);
    await Deno.writeTextFile(`${folder}/cache/1.prepared.abc.part`, "of a killed run");
    await Deno.utime(`${folder}/cache/1.prepared.abc.part`, 1, 1);
    await Deno.writeTextFile(`${folder}/cache/mine.txt`, "");
    for (const size of [4, 5, 6, 7, 8]) {
      await prepare(folder, { shape: { ...SHAPE, size } });
    }
    const names = cachesIn(folder).map((path) => path.split("/").at(-1)!.split("-")[0]);
    assertEquals(names.sort(), ["5", "6", "7", "8", "mine.txt"]);
  }));

Deno.test("a cache that cannot be written is said, and the samples are there", () =>
  withContest(1, async (folder) => {
    await Deno.writeTextFile(`${folder}/cache`, "a file in the folder's place");
    const notes: string[] = [];
    const { parts } = await prepare(folder, { onNote: (note) => void notes.push(note) });
    assertEquals(parts[0]!.length, 1);
    assertMatch(notes.at(-1)!, /^The prepared images could not be kept in /);
  }));

Deno.test("a sample that cannot be read is an error with its file, from any thread", () =>
  withContest(12, async (folder) => {
    const solution = `${folder}/data/stage1_solution.csv`;
    const csv = await Deno.readTextFile(solution);
    await Deno.writeTextFile(solution, csv.replace("1 2,5,6", "1 200,5,6"));
    for (const threads of [1, 3]) {
      const refusal = await assertRejects(
        () => prepare(folder, { threads }),
        InputError,
        "stage1_solution.csv",
      );
      assertMatch(refusal.path ?? "", /stage1_solution\.csv/);
    }
  }));

Deno.test("an aborted preparation throws the signal's reason", () =>
  withContest(12, async (folder) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const onProgress = (done: number) => done === 2 && controller.abort(reason);
    const { signal } = controller;
    const begin = () => prepare(folder, { threads: 2, signal, onProgress, cache: false });
    assertEquals(await assertRejects(begin), reason);
    assertEquals(await assertRejects(begin), reason);
  }));

Deno.test("the synthetic set is prepared as it is, and never kept", async () => {
  const dataset = await openDataset("synthetic");
  const ids = dataset.test.ids.slice(0, 2);
  const { parts, cached } = await prepareDataset({
    source: "synthetic",
    dataset,
    parts: [{ set: dataset.test, ids }],
    shape: SHAPE,
    cache: "/nowhere/at/all",
  });
  assert(!cached && syntheticSamples("test").some(({ id }) => id === ids[0]));
  assertEquals(parts, [await prepareSamples(dataset.test, ids, SHAPE)]);
});
