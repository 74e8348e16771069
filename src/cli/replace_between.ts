import { InputError } from "../base/mod.ts";

/**
 * Puts text between two markers of a page; everything else is a person's.
 *
 * @param path for the error only
 * @throws {InputError} if the markers are not there once each, in order
 */
export function replaceBetween(
  page: string,
  text: string,
  path: string,
  [start, end]: readonly [string, string],
): string {
  const before = page.split(start), after = page.split(end);
  if (
    before.length !== 2 || after.length !== 2 || page.indexOf(start) > page.indexOf(end)
  ) {
    throw new InputError(`Expected ${start} and then ${end}, once each`, { path });
  }
  return `${before[0]}${start}\n\n${text}\n\n${end}${after[1]}`;
}
