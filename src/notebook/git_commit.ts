/**
 * The commit that a folder's repository is at, with `+changes` where files
 * differ from it; undefined outside a repository or without git.
 */
export async function gitCommit(folder: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await new Deno.Command("git", {
      args: [
        "describe",
        "--always",
        "--abbrev=12",
        "--exclude=*",
        "--dirty=+changes",
      ],
      cwd: folder,
      stdin: "null",
      stderr: "null",
    }).output();
    return code === 0 ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
