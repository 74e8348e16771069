import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { buildApp, type BuiltApp, messageOf, offeredModels, serveApp } from "../mod.ts";
import { onChange } from "./on_change.ts";
import { type CommonOptions, note, print, wholeNumber } from "./output.ts";
import { stopSignal } from "./stop_signal.ts";

interface AppCommandOptions extends CommonOptions {
  readonly out: string;
  readonly models: readonly string[];
}

interface ServeCommandOptions extends AppCommandOptions {
  readonly port: number;
  readonly watch?: boolean;
}

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** A service worker that forgets what an earlier one has kept: a build that is not the last. */
const FORGETFUL = `addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^karyon-/.test(name)) await caches.delete(name);
  await registration.unregister();
})()));
`;

const PORT = 8080;

/** Megabytes of files that pass a test. */
function megabytes({ files }: BuiltApp, passes: (path: string) => boolean): string {
  const bytes = files.filter(({ path }) => passes(path))
    .reduce((sum, file) => sum + file.bytes, 0);
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

const build = ({ out, models }: AppCommandOptions): Promise<BuiltApp> =>
  buildApp({ out: resolve(out), models });

async function runBuild(options: AppCommandOptions): Promise<void> {
  const built = await build(options);
  const isModel = (path: string) => path.startsWith("models/");
  print(options, { ...built }, [
    `${built.out}: ${built.files.length} files for any static server, ` +
    `${megabytes(built, isModel)} of models and ${
      megabytes(built, (path) => !isModel(path))
    } of all else.`,
  ]);
}

async function runServe(options: ServeCommandOptions): Promise<void> {
  const built = await build(options);
  const stop = stopSignal("The server stops.");
  const server = serveApp({
    root: built.out,
    port: options.port,
    instead: options.watch ? { "sw.js": FORGETFUL } : {},
  });
  note(`The page is at ${server.address}; Ctrl-C stops it.`);
  if (options.watch) {
    await onChange([`${PROJECT}src`], stop.signal, async () => {
      const words = await build(options).then(
        ({ version }) => `Built anew: ${version}.`,
        (error) => `Not built: ${messageOf(error)}`,
      );
      note(words);
    });
  } else {
    await new Promise<void>((done) =>
      stop.signal.addEventListener("abort", () => done(), { once: true })
    );
  }
  await server.close();
}

const names = (value: string) => value.split(",").map((name) => name.trim());

/** Adds `karyon app`. */
export function addApp(program: Command): void {
  const app = program.command("app")
    .description("the page that segments images in a browser");
  const add = (name: string, description: string) =>
    app.command(name)
      .description(description)
      .option("--out <dir>", "the folder of the page", `${PROJECT}dist/app`)
      .option(
        "--models <names>",
        "names in models/, or folders; the first is the page's default",
        names,
        [...offeredModels],
      );
  add("build", "build it, for any static server")
    .option("--json", "print one JSON object")
    .action(runBuild);
  add("serve", "build it and serve it to this computer alone")
    .option("--port <number>", "0 takes any", wholeNumber("--port", 0), PORT)
    .option("--watch", "build it anew whenever its sources change")
    .action(runServe);
}
