/** How well so many clusters describe the images: a row of the choice of k. */
export type ClusterScore = {
  /** Number of clusters. */
  readonly k: number;
  /** Mean silhouette over the images, -1..1 (Rousseeuw 1987). */
  readonly silhouette: number;
  /** Mean squared distance to the nearest centre, in standard deviations. */
  readonly inertia: number;
  /** Images in the smallest cluster. */
  readonly smallest: number;
  /** Whether this k was taken. */
  readonly chosen: boolean;
};

/** One cluster of images. */
export type ClusterFacts = {
  /** From 1, the largest first. */
  readonly cluster: number;
  /** A description in words, from the centre's features. */
  readonly name: string;
  readonly images: number;
  /** Share of the images that were clustered, 0..1. */
  readonly share: number;
  /** Mean silhouette of its images, -1..1. */
  readonly silhouette: number;
  /** Ids of the images nearest the centre, separated by ", ". */
  readonly typical: string;
};

/** Which cluster an image belongs to. */
export type ImageCluster = {
  readonly split: string;
  readonly id: string;
  /** From 1, as in {@linkcode ClusterFacts}. */
  readonly cluster: number;
  readonly name: string;
  /** Distance to the centre, in standard deviations of the features. */
  readonly distance: number;
  /** The kind by colours inside and outside the mask; null without one. */
  readonly look: string | null;
};

/** So many images of one kind in one cluster: a cell of the contingency table. */
export type ContingencyCell = {
  readonly split: string;
  /** The cluster's name. */
  readonly cluster: string;
  readonly kind: string;
  readonly images: number;
};

/** How well clusters agree with kinds. */
export type Agreement = {
  readonly split: string;
  /** Images with a kind. */
  readonly images: number;
  readonly clusters: number;
  readonly kinds: number;
  /** 1 where they are the same, 0 as by chance (Hubert and Arabie 1985). */
  readonly adjusted_rand: number;
  /** Share of images of their cluster's most frequent kind, 0..1. */
  readonly purity: number;
};

/** What one feature is at a cluster's centre. */
export type ClusterCentre = {
  readonly cluster: number;
  /** The cluster's. */
  readonly name: string;
  /** A column of the facts, such as `saturation`. */
  readonly feature: string;
  /** In that column's unit. */
  readonly value: number;
  /** In standard deviations from the mean of all images. */
  readonly score: number;
};
