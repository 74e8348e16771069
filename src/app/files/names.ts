/** Characters that some system does not take in a file's name, and control characters. */
// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Names of devices on Windows, whatever follows a dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const EXTENSION = /\.[a-z0-9]{1,5}$/i;

/** Longer names are cut: endings are added, and systems take 255 bytes. */
const MOST = 60;

/**
 * What an image's results are named by: its file's name without the extension, with an
 * underscore for what a file's name cannot hold on some system.
 *
 * @param name as a person's computer gives it
 */
export function stemOf(name: string): string {
  const short = [...name.replace(EXTENSION, "")].slice(0, MOST).join("");
  // A name that begins with a dot is hidden; Windows drops dots and spaces at the end.
  const safe = short.replace(UNSAFE, "_").replace(/^[\s.]+|[\s.]+$/g, "");
  if (safe === "") return "image";
  return DEVICE.test(safe) ? `_${safe}` : safe;
}

/** What follows the stem in the names of an image's results. */
const ENDING = /\.((mask|labels|overlay)\.(png|tif)|nuclei\.csv|geojson)$/;

/**
 * Names for results of many images, none twice: stems that come again are numbered.
 * Upper and lower case count as alike, as they do on many disks.
 *
 * @param names of files, image by image, the same kinds of each
 */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const [ending = ""] = ENDING.exec(name) ?? [];
    const stem = name.slice(0, name.length - ending.length);
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) {
      unique = `${stem} (${n})${ending}`;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}
