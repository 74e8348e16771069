/// <reference lib="dom" />
/** What a viewer is to a keyboard and to a screen reader. */
import type { Size } from "./view.ts";

const KEYS =
  "Arrow keys move the image, with Shift further; plus and minus zoom, zero shows " +
  "all of it; N and P select the next nucleus and the one before, Escape none.";

/** Seen by screen readers alone. */
const UNSEEN = {
  position: "absolute",
  width: "1px",
  height: "1px",
  margin: "-1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
};

/** Names an image, and how many nuclei are drawn on it. */
export function wordsOn(image?: Size, count?: number): string {
  if (image === undefined) return "No image";
  const nuclei = count === undefined
    ? ""
    : `, ${count} ${count === 1 ? "nucleus" : "nuclei"} outlined`;
  return `Image of ${image.width} x ${image.height} pixels${nuclei}`;
}

let made = 0;

/** Ways to say what is shown, and to take everything back. */
export interface AccessibleHost {
  /** Names what is shown. */
  describe(words: string): void;
  /** Tells what has just changed. */
  tell(words: string): void;
  dispose(): void;
}

/** Makes an element one that can have the focus, with its keys told. */
export function makeAccessible(host: HTMLElement): AccessibleHost {
  const note = () =>
    Object.assign(document.createElement("p"), { id: `viewer-${++made}` });
  const keys = note(), news = note();
  keys.textContent = KEYS;
  news.setAttribute("aria-live", "polite");
  for (const hidden of [keys, news]) Object.assign(hidden.style, UNSEEN);
  host.append(keys, news);
  host.tabIndex = 0;
  host.setAttribute("role", "application");
  host.setAttribute("aria-roledescription", "image viewer");
  host.setAttribute("aria-describedby", keys.id);
  const ending = new AbortController();
  const { signal } = ending;
  const outline = () => {
    host.style.outline = host.matches(":focus-visible") ? "3px solid #2f9e8f" : "";
    host.style.outlineOffset = "-3px";
  };
  for (const event of ["focus", "blur", "keydown"]) {
    host.addEventListener(event, outline, { signal });
  }
  return {
    describe: (words) => host.setAttribute("aria-label", words),
    tell: (words) => news.textContent = words,
    dispose() {
      ending.abort();
      keys.remove();
      news.remove();
    },
  };
}
