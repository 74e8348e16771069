import { InputError } from "../base/mod.ts";
import type { Problem } from "./problem.ts";

/** What is wrong with one image's files; the set and the id are added later. */
export type Finding = Omit<Problem, "set" | "id">;

/**
 * Where findings are noted. A reader that got none throws at the first error,
 * and does not look for what only a close look needs.
 */
export type Findings = Finding[] | undefined;

/** Notes a finding; an error is thrown where nobody takes notes. */
export function note(findings: Findings, finding: Finding, cause?: unknown): void {
  if (findings) return void findings.push(finding);
  if (finding.severity === "warning") return;
  const { message, path } = finding;
  throw new InputError(message, { ...(path === undefined ? {} : { path }), cause });
}

/**
 * Does some reading; what cannot be read becomes a finding.
 *
 * @returns undefined where that was so
 */
export async function noting<T>(
  findings: Findings,
  path: string,
  work: () => Promise<T> | T,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (findings === undefined || !(error instanceof InputError)) throw error;
    const message = error.message.replace(`${path}: `, "");
    findings.push({ code: "unreadable", severity: "error", message, path });
    return undefined;
  }
}
