/// <reference lib="dom" />
import type { Trouble } from "../../segmenter.ts";
import { wordTrouble } from "../plain/trouble_words.ts";

/** Of these the library knows more than the plain words say. */
const OPEN: readonly Trouble["code"][] = ["not-an-image", "corrupt", "too-large"];

/** What went wrong in plain words, what the library says of it, and a way on. */
export function TroubleNote(
  { trouble, name, onRetry, onDismiss }: {
    trouble: Trouble;
    /** Of the file that it is about. */
    name?: string;
    onRetry?: () => void;
    onDismiss?: { readonly label: string; act(): void };
  },
) {
  const { title, advice, retry } = wordTrouble(trouble);
  const calm = trouble.code === "stopped";
  return (
    <div class={calm ? "note" : "note bad-note"} role={calm ? undefined : "alert"}>
      <p class="note-title">{title}</p>
      {name !== undefined && <p class="note-name">{name}</p>}
      <p>{advice}</p>
      {!calm && (
        <details open={OPEN.includes(trouble.code)}>
          <summary>Details</summary>
          <p class="exact">{trouble.message}</p>
        </details>
      )}
      <div class="row">
        {retry && onRetry !== undefined && (
          <button type="button" class="tool" onClick={onRetry}>
            {calm ? "Find the nuclei" : "Try again"}
          </button>
        )}
        {onDismiss !== undefined && (
          <button
            type="button"
            class="tool"
            onClick={() => onDismiss.act()}
          >
            {onDismiss.label}
          </button>
        )}
      </div>
    </div>
  );
}
