/** Runs a notebook from top to bottom without a page. */
import { dirname } from "node:path";
import { type OnProgress, version } from "../base/mod.ts";
import { sentCode } from "./cell_lines.ts";
import { gitCommit } from "./git_commit.ts";
import { startKernel } from "./kernel.ts";
import { type CodeCell, type Notebook, readNotebook } from "./nbformat.ts";
import { injectParameters, type Parameters } from "./parameters.ts";
import { CellRunner } from "./run_cells.ts";
import { placeError, type RunError } from "./run_error.ts";

/** How a notebook is run. */
export interface RunOptions {
  /** Values for names that the cell tagged `parameters` declares. */
  readonly parameters?: Parameters;
  /** Seconds that a cell may take (default: as long as it likes). */
  readonly timeoutSeconds?: number;
  /** The Deno binary whose kernel runs the notebook (default: this one). */
  readonly deno?: string;
  /** Where the kernel runs (default: the notebook's folder). */
  readonly cwd?: string;
  /** Environment variables for the kernel, beside the present ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Told after every code cell. */
  readonly onProgress?: OnProgress;
  /** Stops the run at once. */
  readonly signal?: AbortSignal;
}

/** What a run came to. */
export interface RunResult {
  readonly path: string;
  /** The notebook with the outputs of the cells that ran. */
  readonly notebook: Notebook;
  readonly ok: boolean;
  readonly seconds: number;
  /** How many code cells ran, the failing one included. */
  readonly cells: number;
  /** The first error; the run stopped there. */
  readonly error?: RunError;
}

/** What a run says about itself in the notebook's `metadata.karyon.run`. */
export interface RunFacts {
  readonly started: string;
  readonly seconds: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly commit?: string;
  readonly parameters?: Parameters;
  readonly error?: RunError;
}

/** The notebook without outputs and counts. */
function cleared(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell
    ),
  };
}

/**
 * Runs a notebook in a kernel of its own, up to its end or its first error.
 *
 * Errors of the notebook are results, not throws: the returned notebook holds
 * what had been shown until then and, in the failing cell, the error. Besides
 * what a cell throws, these stop a run: a rejection that nobody handles, an
 * error in a timer, a kernel that ends, `timeoutSeconds` and `signal`.
 *
 * @param path the .ipynb file, which is only read
 * @throws {InputError} if the file is no notebook or cannot take the parameters
 * @throws {Error} if the kernel does not start
 *
 * @example
 * ```ts
 * import { parseNotebook, runNotebook, writeNotebook } from "#karyon";
 * const path = `${await Deno.makeTempDir()}/one.ipynb`;
 * const cell = { cell_type: "code", metadata: {}, source: "console.log(6 * 7);" };
 * await writeNotebook(path, parseNotebook({ nbformat: 4, metadata: {}, cells: [cell] }));
 * const { ok, notebook } = await runNotebook(path);
 * if (!ok || !JSON.stringify(notebook).includes("42")) throw new Error();
 * ```
 */
export async function runNotebook(
  path: string,
  options: RunOptions = {},
): Promise<RunResult> {
  const { parameters = {}, onProgress, signal, timeoutSeconds } = options;
  const source = cleared(await readNotebook(path));
  const notebook = injectParameters(source, parameters, path);
  const begun = performance.now();
  const started = new Date().toISOString();
  const cwd = options.cwd ?? dirname(path);
  const commit = await gitCommit(cwd);
  const kernel = await startKernel({
    deno: options.deno ?? Deno.execPath(),
    cwd,
    env: { NO_COLOR: "1", ...options.env },
  });
  try {
    const runner = new CellRunner(kernel);
    const versions = await runner.start();
    const code = notebook.cells.filter((cell) => cell.cell_type === "code");
    const ran: CodeCell[] = [];
    let error: RunError | undefined;
    for (const cell of code) {
      if (cell.source.trim() === "") continue;
      const sent = sentCode(cell.source, ran.length);
      ran.push(cell);
      cell.execution_count = ran.length;
      const raw = await runner.run(sent, cell.outputs, {
        timeoutSeconds,
        signal,
      });
      if (raw !== undefined) {
        error = await placeError(raw, { path, notebook, ran });
        break;
      }
      onProgress?.(code.indexOf(cell) + 1, code.length, firstLine(cell));
    }
    const seconds = (performance.now() - begun) / 1000;
    const facts: RunFacts = {
      started,
      seconds,
      versions: { karyon: version, ...versions },
      ...(commit === undefined ? {} : { commit }),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      ...(error === undefined ? {} : { error }),
    };
    const metadata = { ...notebook.metadata, karyon: { run: facts } };
    return {
      path,
      notebook: { ...notebook, metadata },
      ok: error === undefined,
      seconds,
      cells: ran.length,
      ...(error === undefined ? {} : { error }),
    };
  } finally {
    await kernel.close();
  }
}

const firstLine = (cell: CodeCell): string => cell.source.trim().split("\n")[0]!;
