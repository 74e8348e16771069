import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  compareStatistics,
  type ImageFacts,
  statisticsTable,
} from "../../src/explore/mod.ts";
import { FACTS, NO_MASK } from "./facts_row.ts";

const SET: ImageFacts[] = [
  { ...FACTS, width: 100, foreground: 0.1, look: "white on black" },
  { ...FACTS, width: 200, foreground: 0.2, look: "white on black" },
  { ...FACTS, width: 900, foreground: 0.6, look: "purple on white" },
  { ...FACTS, width: 200, ...NO_MASK },
];

const row = <T extends { statistic: string }>(rows: readonly T[], name: string): T =>
  rows.find(({ statistic }) => statistic === name)!;

Deno.test("statisticsTable() says how images became one number, and how many", () => {
  const table = statisticsTable(SET);
  assertEquals(row(table, "width"), {
    statistic: "width",
    unit: "pixels",
    summary: "median",
    images: 4,
    value: 200,
  });
  const foreground = row(table, "foreground");
  assertEquals([foreground.summary, foreground.images], ["mean", 3]);
  assertAlmostEquals(foreground.value!, 0.3, 1e-12);
  assertAlmostEquals(row(table, "white on black").value!, 2 / 3, 1e-12);
});

Deno.test("a statistic that no image has is unknown", () => {
  const table = statisticsTable([{ ...FACTS, ...NO_MASK }]);
  assertEquals(row(table, "nucleus area").value, null);
  assertEquals(row(table, "nucleus area").images, 0);
  assertEquals(row(statisticsTable([]), "width").value, null);
});

Deno.test("compareStatistics() takes a factor of two both ways, limits included", () => {
  const cases: [number, number, number, boolean][] = [
    [100, 200, 2, true],
    [100, 201, 2.01, false],
    [200, 100, 0.5, true],
    [200, 99, 0.495, false],
  ];
  for (const [first, second, ratio, within] of cases) {
    const width = row(
      compareStatistics([{ ...FACTS, width: first }], [{ ...FACTS, width: second }]),
      "width",
    );
    assertAlmostEquals(width.ratio!, ratio, 1e-12);
    assertEquals([width.first, width.second, width.within_two], [first, second, within]);
  }
});

Deno.test("a kind that only one set has is not within a factor of two", () => {
  const white = { ...FACTS, look: "white on black" } as const;
  const yellow = { ...FACTS, look: "purple on yellow" } as const;
  const rows = compareStatistics([white, white], [white, yellow]);
  const found = row(rows, "purple on yellow");
  assertEquals(found, {
    statistic: "purple on yellow",
    unit: "share of images",
    summary: "share",
    first: 0,
    second: 0.5,
    ratio: null,
    within_two: false,
  });
  const lost = row(compareStatistics([white, yellow], [white, white]), found.statistic);
  assertEquals([lost.ratio, lost.within_two], [0, false]);
});

Deno.test("nothing on both sides is the same; unknown on one side is unknown", () => {
  const zero = { ...FACTS, touching: 0 };
  const same = row(compareStatistics([zero], [zero]), "touching nuclei");
  assertEquals([same.ratio, same.within_two], [1, true]);
  const unknown = row(
    compareStatistics([FACTS], [{ ...FACTS, ...NO_MASK }]),
    "touching nuclei",
  );
  assertEquals([unknown.second, unknown.ratio, unknown.within_two], [null, null, null]);
});
