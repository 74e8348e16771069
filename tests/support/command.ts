import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function command(args: readonly string[], cwd: string): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    // As a person runs it, so with the permissions that the task gives.
    args: ["task", "--quiet", "--config", `${root}deno.json`, "karyon", ...args],
    cwd,
    // `deno task` keeps an INIT_CWD that it finds, such as that of the task test.
    env: { NO_COLOR: "1", INIT_CWD: cwd },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs `deno task karyon` to its end. */
export const karyon = (...args: string[]): Promise<Ended> => karyonIn(root, ...args);

/** Runs it where a person stands in another folder. */
export async function karyonIn(folder: string, ...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await command(args, folder).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs it with `--json` and parses what it printed. */
export async function karyonJson(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await karyon(...args, "--json");
  if (code !== 0) {
    throw new Error(`karyon ${args.join(" ")} ended with ${code}: ${stderr}`);
  }
  return JSON.parse(stdout);
}

/** Starts the program itself, so that a signal reaches it and not the task. */
export function startKaryon(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}src/cli/main.ts`, ...args],
    cwd: root,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}
