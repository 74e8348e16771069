/// <reference lib="dom" />
import { useId } from "preact/hooks";

/** A number between two others, to be pulled or typed. */
export interface SliderProps {
  readonly label: string;
  /** None where it is not known yet; nothing can be chosen then. */
  readonly value: number | undefined;
  readonly from: number;
  /** The rail's end; larger numbers can be typed where `most` allows. */
  readonly to: number;
  readonly most?: number;
  readonly step: number;
  readonly unit?: string;
  readonly help?: string;
  onChange(value: number): void;
}

export function Slider(
  { label, value, from, to, most = to, step, unit, help, onChange }: SliderProps,
) {
  const id = useId();
  function take(text: string) {
    const number = Number(text);
    // While a number is typed it may be none for a moment.
    if (text.trim() !== "" && number >= from && number <= most) onChange(number);
  }
  const shared = { min: from, step, disabled: value === undefined, value: value ?? "" };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="slider">
        <input
          type="range"
          {...shared}
          max={to}
          aria-label={label}
          onInput={(event) => take(event.currentTarget.value)}
        />
        <input
          id={id}
          type="number"
          {...shared}
          max={most}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onInput={(event) => take(event.currentTarget.value)}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </div>
      {help !== undefined && <p id={`${id}-help`} class="help">{help}</p>}
    </div>
  );
}
