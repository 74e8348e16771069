/// <reference lib="dom" />
import type { DownloadFile } from "../../segmenter.ts";

/** Hands a file to the person, as a link that is clicked does. */
export function saveFile({ name, type, bytes }: DownloadFile): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address some time after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
