import { findByName } from "../../base/mod.ts";
import type { Image } from "../../images/mod.ts";
import type { Prediction } from "../prediction.ts";
import { segmentByAdaptiveThreshold } from "./segment_by_adaptive_threshold.ts";
import { segmentByKMeans } from "./segment_by_k_means.ts";
import { segmentByOtsu } from "./segment_by_otsu.ts";
import { segmentByVoronoiOtsu } from "./segment_by_voronoi_otsu.ts";

/** A way to find nuclei that learns nothing from other images. */
export interface ClassicalMethod {
  /** One sentence for a reader. */
  readonly description: string;
  /** With its default settings. */
  segment(image: Image): Prediction;
}

/** What {@linkcode classicalMethods} holds. */
export type ClassicalMethodName = "otsu" | "adaptive" | "kmeans" | "voronoi-otsu";

/**
 * Every classical method by name, with settings that hold for all images alike. They
 * were chosen by average precision on a third of the validation list that
 * `data/splits/dsb2018.json` takes from the training set of the 2018 Data Science Bowl.
 *
 * @example
 * ```ts
 * import { classicalMethods, createImage } from "#karyon";
 * for (const { segment } of Object.values(classicalMethods)) {
 *   if (segment(createImage(30, 20, 1)).count !== 0) throw new Error();
 * }
 * ```
 */
export const classicalMethods: Readonly<Record<ClassicalMethodName, ClassicalMethod>> = {
  otsu: {
    description: "one threshold an image, by Otsu; connected pieces",
    segment: (image) => segmentByOtsu(image),
  },
  adaptive: {
    description:
      "a threshold a pixel, from mean and spread around it (Sauvola); connected pieces",
    segment: (image) => segmentByAdaptiveThreshold(image),
  },
  kmeans: {
    description: "the most nucleus-like of k colours, by k-means; connected pieces",
    segment: (image) => segmentByKMeans(image),
  },
  "voronoi-otsu": {
    description:
      "Otsu's threshold, parted between the hilltops of the blurred image (Voronoi-Otsu)",
    segment: (image) => segmentByVoronoiOtsu(image),
  },
};

/**
 * @throws {InputError} if there is no such method
 *
 * @example
 * ```ts
 * import { findClassicalMethod } from "#karyon";
 * if (!findClassicalMethod("otsu").description.includes("Otsu")) throw new Error();
 * ```
 */
export function findClassicalMethod(name: string): ClassicalMethod {
  return findByName("the method", classicalMethods, name);
}
