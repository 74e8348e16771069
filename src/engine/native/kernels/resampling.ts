import type { NativeBackend } from "../backend.ts";
import {
  ARGUMENT,
  type Format,
  FORWARD_TRAINING,
  RESAMPLING_NEAREST,
} from "../constants.ts";
import { imageLayout } from "../geometry.ts";
import { type Builder } from "../builder.ts";
import { type Handle } from "../onednn.ts";
import { Primitive } from "../primitive.ts";

type Shape4 = readonly [batch: number, height: number, width: number, channels: number];

function chooseForward(builder: Builder, small: Handle, large: Handle): Handle {
  return builder.choose(
    "an enlargement",
    (cell, engine) =>
      builder.dnnl.calls.dnnl_resampling_forward_primitive_desc_create(
        cell,
        engine,
        FORWARD_TRAINING,
        RESAMPLING_NEAREST,
        null,
        small,
        large,
        builder.attributes,
      ),
  );
}

/** Repeats every pixel to a larger size, or sums a gradient back. */
export function runEnlargement(
  native: NativeBackend,
  [from, to]: readonly [from: Shape4, to: Shape4],
  addresses: readonly [bigint, bigint],
  isGradient: boolean,
  format: Format,
): void {
  native.run(`enlarge ${from} ${to} ${isGradient} ${format}`, (builder) => {
    const small = builder.describe(...imageLayout(...from), format);
    const large = builder.describe(...imageLayout(...to), format);
    const forward = chooseForward(builder, small, large);
    if (!isGradient) {
      return new Primitive(builder, forward, [
        [ARGUMENT.source, small],
        [ARGUMENT.destination, large],
      ]);
    }
    const chosen = builder.choose(
      "an enlargement's gradient",
      (cell, engine) =>
        native.dnnl.calls.dnnl_resampling_backward_primitive_desc_create(
          cell,
          engine,
          RESAMPLING_NEAREST,
          null,
          small,
          large,
          forward,
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.destinationGradient, large],
      [ARGUMENT.sourceGradient, small],
    ]);
  }, [...addresses]);
}
