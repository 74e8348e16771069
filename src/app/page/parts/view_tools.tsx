/// <reference lib="dom" />
import { useId } from "preact/hooks";
import type { NucleusViewer, Opacity } from "../../viewer/viewer.ts";

const LAYERS = [["image", "Image"], ["mask", "Mask"], ["outlines", "Outlines"]] as const;

/** Zoom, and how strongly each layer shows. */
export function ViewTools(
  { viewer, opacity, onOpacity, stretch, onStretch }: {
    viewer: NucleusViewer | undefined;
    opacity: Opacity;
    onOpacity(opacity: Opacity): void;
    stretch: boolean;
    onStretch(stretch: boolean): void;
  },
) {
  const id = useId();
  return (
    <div class="view-tools" role="group" aria-label="View">
      <div class="row zoom">
        <button
          type="button"
          class="tool square"
          aria-label="Zoom in"
          onClick={() => viewer?.zoomBy(1.5)}
        >
          +
        </button>
        <button
          type="button"
          class="tool square"
          aria-label="Zoom out"
          onClick={() => viewer?.zoomBy(1 / 1.5)}
        >
          −
        </button>
        <button type="button" class="tool" onClick={() => viewer?.fit()}>Fit</button>
        <button
          type="button"
          class="tool"
          aria-pressed={stretch}
          title="Spreads the brightness of the picture over the whole range; measurements stay"
          onClick={() => onStretch(!stretch)}
        >
          Brighten
        </button>
      </div>
      <div class="layers">
        {LAYERS.map(([layer, words]) => (
          <div key={layer} class="layer">
            <label for={`${id}-${layer}`}>{words}</label>
            <input
              id={`${id}-${layer}`}
              type="range"
              min="0"
              max="100"
              step="5"
              value={Math.round(opacity[layer] * 100)}
              aria-valuetext={`${Math.round(opacity[layer] * 100)} percent`}
              onInput={(event) =>
                onOpacity({
                  ...opacity,
                  [layer]: Number(event.currentTarget.value) / 100,
                })}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
