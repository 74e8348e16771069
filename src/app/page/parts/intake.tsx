/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  filesOfDrop,
  filesOfPaste,
  type Picked,
  pickImages,
} from "../plain/picked_files.ts";
import { writeCount } from "../plain/write_numbers.ts";
import { useBench } from "./context.ts";

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Takes what is dropped anywhere on the page, or pasted. */
export function Intake() {
  const { add, announcement } = useBench();
  const over = useSignal(false);
  // At once: a file that falls before would open in place of the page.
  useLayoutEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    // Each element that is passed on the way sends one; only the first and last count.
    let depth = 0;
    function take({ files, skipped }: Picked) {
      add(files);
      if (skipped > 0) {
        announcement.value = `${writeCount(files.length, "image", "images")} added, ` +
          `${writeCount(skipped, "other file", "other files")} left out`;
      }
    }
    addEventListener("dragenter", (event) => {
      if (!hasFiles(event)) return;
      depth++;
      over.value = true;
    }, { signal });
    addEventListener("dragleave", () => {
      depth = Math.max(0, depth - 1);
      over.value = depth > 0;
    }, { signal });
    addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    }, { signal });
    addEventListener("drop", (event) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      over.value = false;
      void filesOfDrop(event.dataTransfer).then(take);
    }, { signal });
    addEventListener("paste", (event) => {
      const data = event.clipboardData;
      if (data === null || data.files.length === 0) return;
      event.preventDefault();
      add(filesOfPaste(data, new Date()));
    }, { signal });
    return () => listening.abort();
  }, []);
  return over.value ? <div class="drop-veil">Drop to find the nuclei</div> : null;
}

/** Buttons that open the system's dialogs for files and for a folder. */
export function PickButtons({ primary = false }: { primary?: boolean }) {
  const { add } = useBench();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  function take(input: HTMLInputElement, inFolder: boolean) {
    const named = [...input.files ?? []].map((file) => ({ file, name: file.name }));
    add(inFolder ? pickImages(named).files : named);
    // The same file can be chosen again.
    input.value = "";
  }
  return (
    <div class="row">
      <button
        type="button"
        class={primary ? "tool strong" : "tool"}
        onClick={() => files.current?.click()}
      >
        {primary ? "Choose images" : "Add images"}
      </button>
      <button type="button" class="tool" onClick={() => folder.current?.click()}>
        {primary ? "Choose a folder" : "Add folder"}
      </button>
      <input
        ref={files}
        class="pick-files"
        type="file"
        multiple
        hidden
        aria-label="Images"
        accept="image/*,.tif,.tiff"
        onChange={(event) => take(event.currentTarget, false)}
      />
      <input
        ref={folder}
        class="pick-folder"
        type="file"
        multiple
        hidden
        aria-label="Folder of images"
        {...{ webkitdirectory: true }}
        onChange={(event) => take(event.currentTarget, true)}
      />
    </div>
  );
}
