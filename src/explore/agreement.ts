import type { Agreement, ContingencyCell, ImageCluster } from "./cluster_tables.ts";

type Known = ImageCluster & { readonly look: string };

const isKnown = (row: ImageCluster): row is Known => row.look !== null;

/**
 * How many images of each kind are in each cluster, by split, 0 too; images without
 * a kind are left out.
 *
 * @example
 * ```ts
 * import { contingency } from "#karyon";
 * const row = { split: "train", cluster: 1, name: "dark", distance: 0 };
 * const cells = contingency([
 *   { ...row, id: "a", look: "white on black" },
 *   { ...row, id: "b", look: "white on black" },
 * ]);
 * if (cells.length !== 1 || cells[0]?.images !== 2) throw new Error();
 * ```
 */
export function contingency(rows: readonly ImageCluster[]): ContingencyCell[] {
  const known = rows.filter(isKnown);
  return [...Map.groupBy(known, ({ split }) => split)].flatMap(([split, own]) => {
    const names = new Map(
      own.toSorted((a, b) => a.cluster - b.cluster).map((row) => [row.cluster, row.name]),
    );
    const kinds = [...new Set(own.map(({ look }) => look))].sort();
    return [...names].flatMap(([cluster, name]) =>
      kinds.map((kind) => ({
        split,
        cluster: name,
        kind,
        images: own.filter((row) => row.cluster === cluster && row.look === kind).length,
      }))
    );
  });
}

/** The number of pairs that so many things make. */
const pairs = (n: number) => n * (n - 1) / 2;

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

/** Adds up the cells of each value of a column. */
function totals(cells: readonly ContingencyCell[], by: "cluster" | "kind"): number[] {
  return [...Map.groupBy(cells, (cell) => cell[by]).values()]
    .map((own) => sum(own.map(({ images }) => images)));
}

/**
 * How well clusters agree with kinds, by split: the adjusted Rand index (L. Hubert and
 * P. Arabie, "Comparing partitions", Journal of Classification 2, 1985) and purity.
 * Images without a kind do not count.
 *
 * @example
 * ```ts
 * import { measureAgreement } from "#karyon";
 * const row = { split: "train", id: "a", distance: 0 };
 * const rows = ["white", "white", "purple", "purple"].map((look, i) => {
 *   return { ...row, look, cluster: i < 2 ? 1 : 2, name: i < 2 ? "dark" : "bright" };
 * });
 * const [train] = measureAgreement(rows);
 * if (train?.adjusted_rand !== 1 || train.purity !== 1) throw new Error();
 * ```
 */
export function measureAgreement(rows: readonly ImageCluster[]): Agreement[] {
  const splits = Map.groupBy(contingency(rows), ({ split }) => split);
  return [...splits].map(([split, cells]) => {
    const [clusters, kinds] = [totals(cells, "cluster"), totals(cells, "kind")];
    const images = sum(clusters);
    const together = sum(cells.map((cell) => pairs(cell.images)));
    const [inClusters, inKinds] = [sum(clusters.map(pairs)), sum(kinds.map(pairs))];
    const expected = inClusters * inKinds / Math.max(pairs(images), 1);
    const most = (inClusters + inKinds) / 2;
    const purest = [...Map.groupBy(cells, ({ cluster }) => cluster).values()]
      .map((own) => Math.max(...own.map((cell) => cell.images)));
    return {
      split,
      images,
      clusters: clusters.length,
      kinds: kinds.length,
      // All together on both sides, or all apart, is the same partition.
      adjusted_rand: most === expected ? 1 : (together - expected) / (most - expected),
      purity: sum(purest) / images,
    };
  });
}
