import { InputError } from "#karyon";

/** Between these the command writes; everything else in the file is a person's. */
export const MARKERS = ["<!-- bench:start -->", "<!-- bench:end -->"] as const;

/** Between these the command writes how fast images are read. */
export const READING_MARKERS = [
  "<!-- reading:start -->",
  "<!-- reading:end -->",
] as const;

/**
 * Puts text between the markers.
 *
 * @param path for the error only
 * @throws {InputError} if the markers are not there once each, in order
 */
export function replaceBetweenMarkers(
  page: string,
  text: string,
  path: string,
  [start, end]: readonly [string, string] = MARKERS,
): string {
  const before = page.split(start), after = page.split(end);
  if (
    before.length !== 2 || after.length !== 2 || page.indexOf(start) > page.indexOf(end)
  ) {
    throw new InputError(`Expected ${start} and then ${end}, once each`, { path });
  }
  return `${before[0]}${start}\n\n${text}\n\n${end}${after[1]}`;
}
