/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Item } from "../bench/item.ts";
import type { Trouble } from "../../segmenter.ts";
import type { NucleusViewer, Opacity } from "../../viewer/viewer.ts";
import { brightnessOf, isDim, stretchPixels } from "../plain/stretch_pixels.ts";
import { adviseOnNone } from "../plain/trouble_words.ts";
import { writeDuration, writeNuclei } from "../plain/write_numbers.ts";
import { CompareStage } from "./compare_stage.tsx";
import { useBench } from "./context.ts";
import { TroubleNote } from "./trouble_note.tsx";
import { ViewTools } from "./view_tools.tsx";
import { ViewerHost } from "./viewer_host.tsx";
import { WorkBar } from "./work_bar.tsx";

/** Name, kind and nuclei of the image that is looked at. */
function StageHead({ item }: { item: Item }) {
  const { model, stale } = useBench();
  const { opened, nuclei, stage } = item;
  const facts = opened === undefined ? "" : [
    `${opened.width} × ${opened.height} pixels`,
    opened.channels >= 3 ? "colour" : "gray",
    `${opened.depth} bit`,
  ].join(", ");
  return (
    <div class="stage-head">
      <div class="stage-name">
        <h2 id="stage-title">{item.name}</h2>
        <p class="soft">{facts}</p>
      </div>
      {nuclei !== undefined && stage !== "failed" && (
        <p class={stage !== "found" || stale.value ? "tally old" : "tally"}>
          <strong>{writeNuclei(nuclei.count)}</strong>
          <span class="soft">
            {nuclei.model === model.value
              ? `found in ${
                writeDuration(nuclei.milliseconds.network + nuclei.milliseconds.nuclei)
              }`
              : `by ${nuclei.model}`}
          </span>
        </p>
      )}
    </div>
  );
}

/** Whether another image would fare better. */
const ofImage = ({ code }: Trouble) =>
  code !== "model-unreachable" && code !== "no-engine";

/** What to know of the image that is looked at before it is judged. */
function StageNotes({ item }: { item: Item }) {
  const { retry, remove, choice } = useBench();
  const { id, name, stage, trouble, nuclei, opened } = item;
  return (
    <>
      {trouble !== undefined && (
        <TroubleNote
          trouble={trouble}
          name={name}
          onRetry={() => retry(id)}
          {...(ofImage(trouble)
            ? { onDismiss: { label: "Remove this image", act: () => remove(id) } }
            : {})}
        />
      )}
      {stage === "found" && nuclei?.count === 0 && (
        <div class="note">
          <p class="note-title">No nuclei were found</p>
          <ul>
            {adviseOnNone(nuclei, choice.value).map((advice) => (
              <li key={advice}>{advice}</li>
            ))}
          </ul>
        </div>
      )}
      {opened !== undefined && opened.warnings.length > 0 && (
        <div class="note">
          {opened.warnings.map((warning) => <p key={warning}>{warning}</p>)}
        </div>
      )}
    </>
  );
}

/** The image that is looked at, with its nuclei. */
export function Stage() {
  const { current, shown, selected, comparison } = useBench();
  const opacity = useSignal<Opacity>({ image: 1, mask: 0.25, outlines: 1 });
  /** Whether to stretch the brightness, as a person said; else dim images are. */
  const asked = useSignal<boolean | undefined>(undefined);
  const viewer = useSignal<NucleusViewer | undefined>(undefined);
  const item = current.value, seen = shown.value;
  const isSeen = seen !== undefined && seen.id === item?.id;
  // Outlines beside the words that there is no result would be another model's.
  const labels = item?.stage === "failed" ? undefined : seen?.labels;
  const range = useMemo(() => seen && brightnessOf(seen.pixels), [seen?.pixels]);
  const stretch = asked.value ?? (range !== undefined && isDim(range));
  const picture = useMemo(
    () =>
      seen && range && stretch
        ? { ...seen, pixels: stretchPixels(seen.pixels, range) }
        : seen,
    [seen?.pixels, stretch],
  );
  if (item === undefined) return null;
  return (
    <section class="panel stage" aria-labelledby="stage-title">
      <StageHead item={item} />
      <WorkBar />
      <StageNotes item={item} />
      {isSeen && picture !== undefined && (
        <>
          {comparison.rivalModel.value === undefined
            ? (
              <ViewerHost
                picture={picture}
                imageId={item.id}
                labels={labels}
                opacity={opacity.value}
                selected={selected.value}
                onPick={(label) => selected.value = label}
                onReady={(made) => viewer.value = made}
              />
            )
            : (
              <CompareStage
                picture={picture}
                imageId={item.id}
                labels={labels}
                opacity={opacity.value}
                onReady={(made) => viewer.value = made}
              />
            )}
          <ViewTools
            viewer={viewer.value}
            opacity={opacity.value}
            onOpacity={(value) => opacity.value = value}
            stretch={stretch}
            onStretch={(value) => asked.value = value}
          />
        </>
      )}
      {!isSeen && item.trouble === undefined && <div class="viewer empty" />}
    </section>
  );
}
