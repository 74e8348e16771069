import { replaceBetween } from "../../src/cli/replace_between.ts";

/** Between these the command writes; everything else in the file is a person's. */
export const MARKERS = ["<!-- bench:start -->", "<!-- bench:end -->"] as const;

/** Between these the command writes how fast images are read. */
export const READING_MARKERS = [
  "<!-- reading:start -->",
  "<!-- reading:end -->",
] as const;

/** Between these the command writes how long a training takes until it is good. */
export const QUALITY_MARKERS = [
  "<!-- quality:start -->",
  "<!-- quality:end -->",
] as const;

/** Between these the command writes how long it takes from files to tables of nuclei. */
export const PREDICTING_MARKERS = [
  "<!-- predicting:start -->",
  "<!-- predicting:end -->",
] as const;

/** Between these the command writes what a visitor of the page waits for. */
export const PAGE_MARKERS = ["<!-- app:start -->", "<!-- app:end -->"] as const;

/**
 * Puts text between the markers.
 *
 * @param path for the error only
 * @throws {InputError} if the markers are not there once each, in order
 */
export const replaceBetweenMarkers = (
  page: string,
  text: string,
  path: string,
  markers: readonly [string, string] = MARKERS,
): string => replaceBetween(page, text, path, markers);
