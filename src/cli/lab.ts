import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError } from "../base/mod.ts";
import { findJupyterLab } from "./jupyter_environment.ts";
import { kernelSpec, writeKernelSpec } from "./kernel.ts";
import { note, wholeNumber } from "./output.ts";

const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

const CACHE = fileURLToPath(new URL("../../.cache", import.meta.url));

const WINDOWS = Deno.build.os === "windows";

/** Until a second Ctrl-C ends it at once. */
const PATIENCE_MILLISECONDS = 5000;

const BYTES_A_SECOND = 1e8;

/** It would ask each newcomer about news. Whoever has chosen otherwise keeps that. */
const SETTINGS = {
  "@jupyterlab/apputils-extension:notification": {
    checkForUpdates: false,
    fetchNews: "false",
  },
};

interface LabCommandOptions {
  readonly port: number;
  readonly browser: boolean;
  readonly allowRoot?: boolean;
}

/** A variable's list of folders, one more before them. */
function before(variable: string, folder: string): Record<string, string> {
  const others = Deno.env.get(variable);
  return { [variable]: others ? [folder, others].join(delimiter) : folder };
}

/** JupyterLab's environment: the project's kernel comes before any other of its name. */
async function prepareJupyter(): Promise<Record<string, string>> {
  const data = join(CACHE, "jupyter_data"), config = join(CACHE, "jupyter_config");
  await writeKernelSpec(data, kernelSpec());
  await Deno.mkdir(join(config, "labconfig"), { recursive: true });
  await Deno.writeTextFile(
    join(config, "labconfig", "default_setting_overrides.json"),
    JSON.stringify(SETTINGS, null, 2),
  );
  return { ...before("JUPYTER_PATH", data), ...before("JUPYTER_CONFIG_PATH", config) };
}

/**
 * Passes the first signal on, and only that one: a second would end JupyterLab before it
 * has ended its kernels. Whoever asks again after a while gets it ended at once.
 */
async function waitForEnd(lab: Deno.ChildProcess): Promise<Deno.CommandStatus> {
  let asked: number | undefined;
  const end = () => {
    if (asked === undefined) lab.kill("SIGTERM");
    else if (performance.now() - asked > PATIENCE_MILLISECONDS) lab.kill("SIGKILL");
    asked ??= performance.now();
  };
  // On Windows the console has told JupyterLab already.
  const signals: [Deno.Signal, () => void][] = WINDOWS
    ? [["SIGINT", () => {}]]
    : [["SIGINT", end], ["SIGTERM", end], ["SIGHUP", end]];
  for (const [signal, listener] of signals) Deno.addSignalListener(signal, listener);
  try {
    return await lab.status;
  } finally {
    for (const [signal, listener] of signals) Deno.removeSignalListener(signal, listener);
  }
}

/**
 * Refuses what JupyterLab would refuse a minute later, once it is installed.
 *
 * @param uid the number of the user, 0 for root; null on Windows
 * @throws {InputError} if that is root and root was not asked for
 */
export function checkUser(uid: number | null, allowRoot = false): void {
  if (uid !== 0 || allowRoot) return;
  throw new InputError(
    "Expected an ordinary user but found root, as whom JupyterLab starts only when it " +
      'is told to: "deno task lab --allow-root"',
  );
}

async function run(
  folder: string,
  { port, browser, allowRoot }: LabCommandOptions,
): Promise<void> {
  checkUser(Deno.uid(), allowRoot);
  const program = await findJupyterLab(join(CACHE, "jupyter"));
  const lab = new Deno.Command(program, {
    args: [
      `--port=${port}`,
      ...(browser ? [] : ["--no-browser"]),
      ...(allowRoot ? ["--allow-root"] : []),
      // Ctrl-C ends it; it would ask first, and few see the question in time.
      "--ServerApp.answer_yes=True",
      // It would leave out figures that come within three seconds of each other.
      `--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=${BYTES_A_SECOND}`,
      ".",
    ],
    cwd: folder,
    env: await prepareJupyter(),
    // Of its own group, the terminal's Ctrl-C does not reach it besides ours.
    detached: !WINDOWS,
  });
  note(`JupyterLab starts on ${folder}; Ctrl-C here ends it.`);
  const { success, code, signal } = await waitForEnd(lab.spawn());
  if (!success && signal === null) {
    throw new InputError(`Expected JupyterLab to end well but found exit code ${code}`);
  }
}

/** Adds `karyon lab`. */
export function addLab(program: Command): void {
  program.command("lab")
    .description("open the notebooks in JupyterLab, installed into .cache if need be")
    .argument("[dir]", "the folder of notebooks", NOTEBOOKS)
    .option("--port <number>", "where it listens", wholeNumber("--port", 1), 8888)
    .option("--no-browser", "open no browser, only say where it is")
    .option("--allow-root", "start as root too, as containers may need")
    .action(run);
}
