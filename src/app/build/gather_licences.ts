/** The licences of what the page is made of, which have to go along with it. */
import { join, resolve } from "node:path";
import type { Bundled } from "./bundle.ts";

/** The folder in Deno's cache that a module lies in: `name/version`. */
const PLACE = /^(.*\/registry\.npmjs\.org\/((?:@[^/]+\/)?[^/]+)\/([^/]+))\//;

/** A text that names what it is about. */
async function licenceOf(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) {
    if (/^(licen[cs]e|copying)/i.test(name)) {
      return (await Deno.readTextFile(join(folder, name))).trim();
    }
  }
  const { license, author } = JSON.parse(
    await Deno.readTextFile(join(folder, "package.json")),
  ) as { license?: string; author?: string | { name?: string } };
  const by = typeof author === "object" ? author.name : author;
  return `${license ?? "No licence is named."}${by ? ` Copyright ${by}.` : ""}`;
}

/**
 * Gathers the licences of the packages that bundles hold something of.
 *
 * @param source the folder that the metafile's paths are seen from
 * @param extra folders of other packages that go along
 */
export async function gatherLicences(
  { metafile, outputs }: Pick<Bundled, "metafile" | "outputs">,
  source: string,
  extra: readonly string[] = [],
): Promise<string> {
  const used = outputs.flatMap((name) =>
    Object.entries(metafile.outputs[name]?.inputs ?? {}).filter(([, { bytesInOutput }]) =>
      bytesInOutput > 0
    )
      .map(([path]) => resolve(source, path))
  );
  const packages = new Map<string, string>();
  for (const path of [...used, ...extra.map((folder) => `${folder}/`)]) {
    const [, folder, name, version] = PLACE.exec(path) ?? [];
    if (folder) packages.set(`${name} ${version}`, folder);
  }
  const parts = await Promise.all(
    [...packages].sort().map(async ([title, folder]) =>
      `${title}\n${"=".repeat(title.length)}\n\n${await licenceOf(folder)}\n`
    ),
  );
  return parts.join("\n\n");
}
