import { type Findings, note } from "../finding.ts";
import { labelPieces } from "../label_pieces.ts";
import type { MaskKind, MaskValues } from "./mask_kind.ts";

/** More pieces a value than this: the values look like kinds of things. */
const MOST_PIECES = 3;

/**
 * Notes what is unusual about a mask that can be used all the same. All of these
 * are warnings: what a model learns from the file is right, or nearly so.
 */
export function inspectValues(
  mask: MaskValues,
  kind: MaskKind,
  lossy: string | undefined,
  path: string,
  findings: NonNullable<Findings>,
): void {
  const { counts, full, values, width } = mask;
  const warn = (code: "empty mask" | "mask values", message: string) =>
    note(findings, { code, severity: "warning", message, path });
  if (kind === "empty") warn("empty mask", "Expected a nucleus but found none");
  if (kind === "plain") {
    const [value] = counts.keys() as Iterable<number>;
    // 8 bits are often kept in files of 16.
    if (value !== full && value !== 255) {
      const found = value! > full ? "a colour" : `0 and ${value}`;
      warn(
        "mask values",
        `Expected a mask of 0 and ${full} but found ${found}; all above 0 is nucleus`,
      );
    }
  }
  if (kind === "soft") {
    warn(
      "mask values",
      `Expected a mask of 0 and ${full} but found ${counts.size} values above 0` +
        `${lossy ? ` in a ${lossy}` : ""}; those above half of ${full} are nucleus`,
    );
  }
  if (kind === "labels") {
    const { pieces } = labelPieces(values, width);
    if (pieces > counts.size * MOST_PIECES) {
      warn(
        "mask values",
        `Expected a value for each nucleus but found ${counts.size} values in ` +
          `${pieces} pieces: are they kinds of nuclei?`,
      );
    }
  }
}
