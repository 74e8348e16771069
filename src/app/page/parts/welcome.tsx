/// <reference lib="dom" />
import type { NamedFile } from "../bench/bench.ts";
import { useBench } from "./context.ts";
import { PickButtons } from "./intake.tsx";

/** A drawn image to try the page with. */
export interface Example {
  /** Below `examples/`. */
  readonly file: string;
  readonly title: string;
  /** A small picture of it, there too. */
  readonly thumbnail: string;
}

/** The address of a file among the examples, relative to the page. */
function addressOf(file: string): string {
  return `examples/${file}`;
}

async function fetchExample(example: Example): Promise<NamedFile> {
  const response = await fetch(addressOf(example.file));
  if (!response.ok) throw new Error(`${example.file} is not there (${response.status})`);
  return { file: await response.blob(), name: example.file };
}

/** What a person sees first. */
export function Welcome({ examples }: { examples: readonly Example[] }) {
  const { add, trouble, engine } = useBench();
  function take(example: Example) {
    void fetchExample(example).then((file) => add([file]), (error) => {
      trouble.value = { code: "fault", message: String(error) };
    });
  }
  return (
    <div class="welcome">
      <section class="drop" aria-labelledby="drop-title">
        <svg class="drop-mark" viewBox="0 0 48 48" aria-hidden="true">
          <path d="M24 6v24M14 20l10 10 10-10M8 34v6h32v-6" />
        </svg>
        <h2 id="drop-title">Drop microscope images here</h2>
        <p class="soft">
          or paste one. PNG, JPEG or TIFF, 8 or 16 bit, one or hundreds.
        </p>
        <PickButtons primary />
      </section>
      {examples.length > 0 && (
        <section aria-labelledby="examples-title">
          <h2 id="examples-title">Or try an example</h2>
          <ul class="examples">
            {examples.map((example) => (
              <li key={example.file}>
                <button type="button" onClick={() => take(example)}>
                  <img
                    src={addressOf(example.thumbnail)}
                    alt=""
                    width="120"
                    height="120"
                  />
                  <span>{example.title}</span>
                </button>
              </li>
            ))}
          </ul>
          <p class="soft">Drawn by a program, not photographed.</p>
        </section>
      )}
      <section class="promises" aria-label="What to expect">
        <div>
          <h3>Private</h3>
          <p>
            Your images are read by this browser alone. Nothing is sent, nothing kept.
          </p>
        </div>
        <div>
          <h3>Measured</h3>
          <p>
            Masks, outlines and a table of size, shape and light of every nucleus, for
            Fiji, QuPath or a spreadsheet.
          </p>
        </div>
        <div>
          <h3>For research</h3>
          <p>Look at the results before you use them. Not for diagnosis.</p>
        </div>
      </section>
      {engine.value?.name === "wasm" && (
        <p class="engine-note soft">
          This browser offers no WebGPU, so WebAssembly computes: the same nuclei, slower
          on large images.
        </p>
      )}
    </div>
  );
}
