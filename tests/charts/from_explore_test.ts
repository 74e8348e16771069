/** The tables of exploration are what the charts take, in type and in fact. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import * as charts from "../../src/charts/mod.ts";
import * as explore from "../../src/explore/mod.ts";
import { tissue } from "./tissue.ts";

async function* samples(from: number, count: number) {
  for (let seed = from; seed < from + count; seed++) {
    const stained = seed % 3 === 0;
    const { image, labels } = tissue({
      width: 40 + 8 * (seed % 4),
      height: 40,
      channels: stained ? 3 : 1,
      stained,
      seed,
    });
    const mask = Uint8Array.from(labels, (label) => label > 0 ? 1 : 0);
    yield await Promise.resolve({ id: `image${seed}`, image, labels, mask });
  }
}

Deno.test("every chart of exploration draws what exploring two small sets gives", async () => {
  const train = await explore.exploreSet(samples(1, 12), "train");
  const test = await explore.exploreSet(samples(20, 6), "test");
  const facts = [...train.facts, ...test.facts];
  const clustering = explore.clusterImages(train.facts, { most: 3, restarts: 2 });
  const drift = explore.factDrift(train.facts, test.facts);
  const images = { train: 12, test: 6 };
  const drawn = [
    charts.sizeChart(explore.sizes(facts)),
    charts.sizeShapeChart(explore.sizes(facts)),
    charts.channelKindsChart(explore.channelKinds(facts)),
    charts.valueRangeChart(explore.valueRanges(facts)),
    charts.intensityChart([...train.intensities, ...test.intensities], { images }),
    charts.brightnessChart(facts),
    charts.foregroundChart(facts),
    charts.nucleiPerImageChart(facts),
    charts.nucleusAreaChart([...train.nuclei, ...test.nuclei]),
    charts.touchingChart(facts),
    charts.contrastChart(facts),
    charts.clusterScoresChart(clustering.scores, { n: 12, split: "train" }),
    charts.clusterPointsChart(
      clustering.images.map((row, index) => ({ ...train.facts[index]!, ...row })),
      { x: "gray", y: "saturation" },
    ),
    charts.contingencyChart(explore.contingency(clustering.images)),
    charts.categorySharesChart(
      explore.categoryShares(facts, "look", (row) => row.look),
    ),
    charts.driftOverviewChart(drift),
    charts.driftChart(facts, drift),
    charts.noveltyChart(explore.measureNovelty(train.facts, test.facts), {
      reference: "train",
    }),
    charts.comparedStatisticsChart(explore.compareStatistics(train.facts, test.facts), {
      first: { name: "train", n: 12 },
      second: { name: "test", n: 6 },
    }),
  ];
  for (const { svg, caption, alt } of drawn) {
    assertEquals(/NaN|undefined|Infinity/.test(svg + caption + alt), false, caption);
    assertStringIncludes(caption, "n = ");
  }
});
