import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { compareReaders, type Reader, timeReading } from "./reading.ts";
import { expectSame, type ReadingAnswer } from "./reading_job.ts";
import { contestZip } from "../support/zips.ts";
import { withFolder } from "../support/temporary.ts";

const ANSWER: ReadingAnswer = {
  words: "A reader",
  seconds: 2,
  masks: "abc",
  nucleus_pixels: 7,
  probes: [0, 100, 65535],
};

const job = { source: "images", ids: ["a", "b"], size: 8, threads: 2, stride: 5 };

/** A reader that takes so many seconds, turn by turn. */
function reader(
  seconds: readonly number[],
  changes: Partial<ReadingAnswer> = {},
): Reader {
  let turn = 0;
  return () => Promise.resolve({ ...ANSWER, seconds: seconds[turn++]!, ...changes });
}

Deno.test("the ratio of reading is above 1 where ours is faster, by medians", async () => {
  const speed = await compareReaders(job, reader([1, 9, 2]), reader([4, 5, 3]), 3);
  assertEquals([speed.images_per_second, speed.peer_images_per_second], [1, 0.5]);
  assertAlmostEquals(speed.ratio_to_pillow!, 2);
  assertEquals(speed.peer, "A reader");
});

Deno.test("reading without a peer has no ratio", async () => {
  const speed = await compareReaders(job, reader([4]), undefined, 1);
  assertEquals(speed, {
    threads: 2,
    images_per_second: 0.5,
    peer_images_per_second: null,
    ratio_to_pillow: null,
    peer: null,
  });
});

Deno.test("readers that read something else are not compared", async () => {
  const others: [Partial<ReadingAnswer>, string][] = [
    [
      { nucleus_pixels: 8 },
      "as many pixels of nuclei as A reader read it, 8, but found 7",
    ],
    [{ masks: "abd" }, "the masks as A reader read them but found others"],
    [{ probes: [0, 100] }, "as many pixels as A reader read it, 2, but found 3"],
    [{ probes: [0, 102, 65535] }, "pixel 1 as A reader read it, 102, but found 100"],
  ];
  for (const [changes, message] of others) {
    await assertRejects(
      () => compareReaders(job, reader([1]), reader([1], changes), 1),
      Error,
      `Expected ${message}`,
    );
    assertThrows(() => expectSame("A reader", ANSWER, { ...ANSWER, ...changes }), Error);
  }
  expectSame("A reader", ANSWER, { ...ANSWER, probes: [1, 99, 65535] });
});

Deno.test("reading is timed on a folder of the contest's data, and not without one", () =>
  withFolder(async (folder) => {
    const zip = await contestZip(2, 1);
    await Deno.writeFile(`${folder}/stage1_train.zip`, zip);
    await Deno.writeFile(`${folder}/stage1_test.zip`, zip);
    const csv = "ImageId,EncodedPixels,Height,Width,Usage\n";
    await Deno.writeTextFile(`${folder}/stage1_solution.csv`, csv);
    const lines: string[] = [];
    const rows = await timeReading({
      data: [`${folder}/nothing`, folder],
      python: "./no_such_python",
      threads: 1,
      rounds: 1,
      onProgress: (line) => lines.push(line),
    });
    assertEquals(rows.map(({ kind, images, peer }) => ({ kind, images, peer })), [
      { kind: "zips", images: 1, peer: null },
    ]);
    assertEquals(lines.length, 3);
    assertEquals(lines[1]!.startsWith("reading is not timed: "), true);
  }));
