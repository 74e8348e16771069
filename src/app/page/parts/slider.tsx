/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { writeNumber } from "../plain/write_numbers.ts";

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
  const isRefused = useSignal(false);
  function take(text: string) {
    const number = Number(text);
    // While a number is typed it may be none for a moment.
    const isTaken = text.trim() !== "" && number >= from && number <= most;
    isRefused.value = !isTaken;
    if (isTaken) onChange(number);
  }
  const words = isRefused.value
    ? `From ${writeNumber(from)} to ${writeNumber(most)}.`
    : help;
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
          aria-invalid={isRefused.value}
          aria-describedby={words === undefined ? undefined : `${id}-help`}
          onInput={(event) => take(event.currentTarget.value)}
          onBlur={(event) => {
            // What is in force, once no one types any more.
            event.currentTarget.value = String(value ?? "");
            isRefused.value = false;
          }}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </div>
      {words !== undefined && <p id={`${id}-help`} class="help">{words}</p>}
    </div>
  );
}
