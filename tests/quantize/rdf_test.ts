import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import { parse } from "yaml";
import type { ExportFacts } from "../../src/quantize/export_facts.ts";
import { describeForReaders } from "../../src/quantize/export_readme.ts";
import { describeForZoo, type RdfFiles } from "../../src/quantize/rdf.ts";
import { CARD } from "../support/tiny_model.ts";

const file = (source: string) => ({ source, sha256: "0".repeat(64) });

const FILES: RdfFiles = {
  weights: file("model.onnx"),
  testInput: file("test_input.npy"),
  testOutput: file("test_output.npy"),
  documentation: file("README.md"),
  card: file("card.json"),
};

function factsOf(
  input: Partial<typeof CARD.input>,
  facts: Partial<ExportFacts> = {},
): ExportFacts {
  return {
    card: { ...CARD, name: "a/b*", input: { ...CARD.input, ...input } },
    maps: ["nucleus"],
    multiple: 8,
    size: undefined,
    ...facts,
  };
}

const NOW = new Date("2026-01-02T03:04:05Z");

/** The steps before a network, by their names and what they are told. */
function stepsOf(facts: ExportFacts): unknown[] {
  const { inputs } = parse(describeForZoo(facts, FILES));
  return inputs[0].preprocessing.map((
    { id, kwargs }: Record<"id" | "kwargs", unknown>,
  ) => [id, kwargs]);
}

Deno.test("describeForZoo() says our normalisations by the zoo's operations", () => {
  const asFloat = ["ensure_dtype", { dtype: "float32" }];
  assertEquals(stepsOf(factsOf({ normalization: "none" })), [
    asFloat,
    ["scale_linear", { gain: 1 / 255, offset: 0 }],
  ]);
  const percentiles = { min_percentile: 0.5, max_percentile: 99.8 };
  const stretched = (axes: string[]) => [
    asFloat,
    ["scale_range", { axes, ...percentiles }],
    ["clip", { min: 0, max: 1 }],
    asFloat,
  ];
  assertEquals(
    stepsOf(factsOf({ normalization: "stretch" })),
    stretched(["channel", "y", "x"]),
  );
  assertEquals(
    stepsOf(factsOf({ normalization: "stretch-channels" })),
    stretched(["y", "x"]),
  );
});

Deno.test("describeForZoo() says which sizes go in and what comes out", () => {
  const maps = ["nucleus", "border", "distance"] as const;
  const { inputs, outputs, ...rest } = parse(
    describeForZoo(factsOf({ fit: "native" }, { maps, multiple: 16 }), FILES, {
      authors: ["A. B."],
      license: "MIT",
    }, NOW),
  );
  const sizes = { min: 16, step: 16 };
  assertEquals(inputs[0].axes.slice(2), [
    { type: "space", id: "y", size: sizes },
    { type: "space", id: "x", size: sizes },
  ]);
  assertEquals(outputs[0].axes.slice(1), [
    { type: "channel", id: "channel", channel_names: [...maps] },
    { type: "space", id: "y", size: { tensor_id: "image", axis_id: "y" } },
    { type: "space", id: "x", size: { tensor_id: "image", axis_id: "x" } },
  ]);
  assertEquals(rest.weights, { onnx: { ...FILES.weights, opset_version: 17 } });
  // bioimage.io allows few characters in a name.
  assertEquals(rest.name, "Karyon a-b-");
  assertEquals([rest.authors, rest.license], [[{ name: "A. B." }], "MIT"]);
  assertEquals(new Date(rest.timestamp), NOW);
  assertEquals(rest.config.karyon.threshold, 0.5);
  // Squares have one size.
  const [image] = parse(describeForZoo(factsOf({}, { size: 256 }), FILES)).inputs;
  assertEquals(image.axes[2].size, 256);
});

Deno.test("describeForZoo() names nobody, no license and no paper that it was not told", () => {
  const known = (data: string) => {
    const facts = factsOf({});
    const { card } = facts;
    const training = { ...card.training, data };
    return parse(describeForZoo({ ...facts, card: { ...card, training } }, FILES));
  };
  const own = known("my images");
  assertEquals(["authors", "license", "cite"].filter((key) => key in own), []);
  assertEquals(known("the Bowl (BBBC038, CC0)").cite[0].doi, "10.1038/s41592-019-0612-7");
  assertThrows(
    () => describeForZoo(factsOf({}), FILES, { authors: [" "] }),
    InputError,
    "found an empty one",
  );
});

Deno.test("describeForReaders() tells how to use a model from Python", () => {
  const text = (normalization: typeof CARD.input.normalization) =>
    describeForReaders(factsOf({ normalization }));
  assertStringIncludes(text("none"), "x = rgb.astype(np.float32) / 255");
  assertStringIncludes(text("stretch"), "np.percentile(rgb, [0.5, 99.8])\n");
  assertStringIncludes(text("stretch-channels"), "[0.5, 99.8], axis=(0, 1))");
  assertStringIncludes(text("none"), "-height % 8");
  assertStringIncludes(text("none"), "## Validation\n\nThe card holds no scores");
});
