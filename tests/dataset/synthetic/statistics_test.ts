import { assertEquals } from "@std/assert";
import {
  compareTables,
  exploreSamples,
  statisticsTable,
  syntheticSamples,
} from "#karyon";
import real from "../../../data/statistics/dsb2018_train.json" with { type: "json" };

Deno.test("no statistic of the synthetic set is off the real set's by a factor of two", async () => {
  async function* samples() {
    yield* syntheticSamples("train");
  }
  const drawn = statisticsTable(await exploreSamples(samples(), "train"));
  const rows = compareTables(real.statistics, drawn);
  assertEquals(rows.length, real.statistics.length, "a kind that the real set lacks");
  const apart = rows.filter(({ within_two }) => within_two !== true);
  assertEquals(apart, []);
});
