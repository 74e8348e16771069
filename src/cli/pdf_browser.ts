import { delimiter, join } from "node:path";
import { InputError } from "../base/mod.ts";

/** Environment variables that may name a browser, the first first. */
const VARIABLES = ["KARYON_CHROMIUM", "CHROME_PATH"];

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "brave-browser",
];

/** Where a browser lies in a folder for programs. */
const ON_WINDOWS = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];

const ON_A_MAC = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"]
  .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}

/** Where browsers usually are. */
function usualPlaces(
  environment: Readonly<Record<string, string>>,
  system: typeof Deno.build.os,
): string[] {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter(Boolean);
  if (system === "windows") {
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .flatMap((name) => environment[name] ?? [])
      .flatMap((folder) => ON_WINDOWS.map((place) => join(folder, place)));
  }
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return system === "darwin" ? [...ON_A_MAC, ...onPath] : onPath;
}

/**
 * The Chromium, or browser made of it, that an environment variable names, or the first
 * that is where such browsers usually are.
 *
 * @throws {InputError} if there is none, or the one that is named is no file
 */
export async function findChromium(
  environment: Readonly<Record<string, string>> = Deno.env.toObject(),
  system: typeof Deno.build.os = Deno.build.os,
): Promise<string> {
  for (const variable of VARIABLES) {
    const path = environment[variable];
    if (!path) continue;
    if (await isFile(path)) return path;
    throw new InputError(`${variable}: Expected a browser but found no file ${path}`);
  }
  for (const path of usualPlaces(environment, system)) {
    if (await isFile(path)) return path;
  }
  throw new InputError(
    "PDFs are printed by Chromium: expected it, Chrome or Edge where programs are but " +
      `found none (${NAMES.join(", ")}); KARYON_CHROMIUM=/path/to/browser names another`,
  );
}
