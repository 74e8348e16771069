import type { Random } from "../../base/mod.ts";
import type { Range } from "./options.ts";

/** A number of a range, each as likely. */
export const drawBetween = (random: Random, [from, to]: Range): number =>
  from + (to - from) * random();

/** A factor of a range, so that halving is as likely as doubling. */
export const drawFactor = (random: Random, [from, to]: Range): number =>
  Math.exp(drawBetween(random, [Math.log(from), Math.log(to)]));
