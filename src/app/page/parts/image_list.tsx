/// <reference lib="dom" />
import type { Item } from "../bench/item.ts";
import { countStages } from "../bench/item.ts";
import { wordTrouble } from "../plain/trouble_words.ts";
import { writeCount, writeNuclei, writeShare } from "../plain/write_numbers.ts";
import { useBench } from "./context.ts";
import { PickButtons } from "./intake.tsx";
import { Thumbnail } from "./thumbnail.tsx";

function Status({ item }: { item: Item }) {
  const { progress } = useBench();
  const now = progress.value;
  switch (item.stage) {
    case "waiting":
      return <span class="status">Waiting</span>;
    case "reading":
      return <span class="status">Reading …</span>;
    case "finding":
      return (
        <span class="status">
          {now?.id === item.id && now.total > 1
            ? `Finding nuclei … ${writeShare(now.done, now.total)}`
            : "Finding nuclei …"}
        </span>
      );
    case "found":
      return <span class="status count">{writeNuclei(item.nuclei?.count ?? 0)}</span>;
    case "stopped":
      return <span class="status">Stopped</span>;
    case "failed":
      return (
        <span class="status bad">
          {wordTrouble(item.trouble ?? { code: "fault" }).short}
        </span>
      );
  }
}

/** Every image with what became of it; one is looked at. */
export function ImageList() {
  const { items, currentId, look, remove } = useBench();
  const counts = countStages(items.value);
  const many = items.value.length > 1;
  return (
    <section class="panel list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">Images</h2>
        <p class="soft">
          {many
            ? [
              `${counts.ready} of ${
                writeCount(items.value.length, "image", "images")
              } ready`,
              writeNuclei(counts.nuclei),
              ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
            ].join(", ")
            : "Drop, paste or choose more at any time."}
        </p>
      </div>
      <ul class="items">
        {items.value.map((item) => (
          <li key={item.id} class="item">
            <button
              type="button"
              class="look"
              aria-current={item.id === currentId.value ? "true" : undefined}
              onClick={() => look(item.id)}
            >
              <Thumbnail picture={item.thumbnail} />
              <span class="words">
                <span class="name" title={item.name}>{item.name}</span>
                <Status item={item} />
              </span>
            </button>
            <button
              type="button"
              class="remove"
              aria-label={`Remove ${item.name}`}
              title="Remove from the list"
              onClick={() => remove(item.id)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <PickButtons />
      {many && (
        <button
          type="button"
          class="plain"
          onClick={() => items.value.forEach(({ id }) => remove(id))}
        >
          Remove all
        </button>
      )}
    </section>
  );
}
