/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { OfferedModel } from "../../segmenter.ts";
import { readLength } from "../plain/read_length.ts";
import { writeBytes } from "../plain/write_numbers.ts";
import { useBench } from "./context.ts";
import { Slider } from "./slider.tsx";

/** `0.6 MB, IoU 0.81, AP 0.55` of what is known. */
export function wordModel(
  { bytes, foregroundIoU, averagePrecision }: OfferedModel,
): string {
  return [
    writeBytes(bytes),
    ...(foregroundIoU === undefined ? [] : [`IoU ${foregroundIoU.toFixed(3)}`]),
    ...(averagePrecision === undefined ? [] : [`AP ${averagePrecision.toFixed(3)}`]),
  ].join(", ");
}

/** A choice among the models, with what each costs and is worth. */
export function ModelChoice(
  { label, value, none, except, onChange }: {
    label: string;
    value: string | undefined;
    /** What to say where none is chosen; without it one must be. */
    none?: string;
    /** A model that is not to be had. */
    except?: string;
    onChange(name: string | undefined): void;
  },
) {
  const { models } = useBench();
  const id = useId();
  const chosen = models.find(({ name }) => name === value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ""}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {models.filter(({ name }) => name !== except).map((model) => (
          <option key={model.name} value={model.name}>
            {`${model.name} (${writeBytes(model.bytes)})`}
          </option>
        ))}
      </select>
      <div id={`${id}-help`}>
        {chosen !== undefined && (
          <>
            <p class="help">{chosen.title}</p>
            <p class="help numbers">{wordModel(chosen)}</p>
            {chosen.note !== undefined && <p class="help">{chosen.note}</p>}
          </>
        )}
      </div>
    </div>
  );
}

function PixelSize() {
  const { pixelSize } = useBench();
  const id = useId();
  const isRefused = useSignal(false);
  return (
    <div class="field">
      <label for={id}>Size of a pixel</label>
      <div class="slider">
        <input
          id={id}
          class="grows"
          // A field for numbers would make 05 of 0,5.
          type="text"
          inputMode="decimal"
          autocomplete="off"
          aria-invalid={isRefused.value}
          placeholder="not known"
          aria-describedby={`${id}-help`}
          onInput={({ currentTarget: { value } }) => {
            const size = readLength(value);
            isRefused.value = size === undefined && value.trim() !== "";
            pixelSize.value = size;
          }}
        />
        <span class="unit">µm</span>
      </div>
      <p id={`${id}-help`} class="help">
        {isRefused.value
          ? "A number above 0, for example 0.325."
          : "With it, the table is in micrometres too."}
      </p>
    </div>
  );
}

/** What decides the nuclei, of every image of the list. */
export function SettingsPanel() {
  const { model, chooseModel, choice, current } = useBench();
  const nuclei = current.value?.nuclei;
  const { threshold = nuclei?.threshold, minArea = nuclei?.minArea } = choice.value;
  const own = choice.value.threshold !== undefined || choice.value.minArea !== undefined;
  return (
    <section class="panel" aria-labelledby="settings-title">
      <h2 id="settings-title">Settings</h2>
      <ModelChoice
        label="Model"
        value={model.value}
        onChange={(name) => name !== undefined && chooseModel(name)}
      />
      <Slider
        label="Threshold"
        value={threshold}
        from={0.01}
        to={0.99}
        step={0.01}
        help="How sure the model must be that a pixel is nucleus."
        onChange={(value) => choice.value = { ...choice.value, threshold: value }}
      />
      <Slider
        label="Smallest nucleus"
        value={minArea}
        from={0}
        to={Math.max(300, minArea ?? 0)}
        most={100_000}
        step={1}
        unit="px"
        onChange={(value) => choice.value = { ...choice.value, minArea: value }}
      />
      <button
        type="button"
        class="plain"
        // It stays, so that nothing moves and the focus is not lost.
        aria-disabled={!own}
        onClick={() => choice.value = {}}
      >
        Back to the model's own settings
      </button>
      <PixelSize />
    </section>
  );
}
