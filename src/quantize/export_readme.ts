import { type ExportFacts, NORMALIZATION_WORDS, sizeInWords } from "./export_facts.ts";

/** The lines of Python that bring an image to 0..1. */
function normalizeInPython({ card }: ExportFacts): string {
  if (card.input.normalization === "none") return "x = rgb.astype(np.float32) / 255";
  const axes = card.input.normalization === "stretch" ? "" : ", axis=(0, 1)";
  return [
    `low, high = np.percentile(rgb, [0.5, 99.8]${axes})`,
    // A channel of one value is left as it is.
    "x = np.where(high > low, (rgb - low) / np.maximum(high - low, 1e-6), " +
    "rgb / np.iinfo(rgb.dtype).max)",
    "x = np.clip(x, 0, 1).astype(np.float32)",
  ].join("\n");
}

/** One line a score, as the card has it. */
function scoresOf({ card }: ExportFacts): string[] {
  return (card.evaluations ?? []).map(({ protocol, data, split, splitting, scores }) =>
    `- ${protocol}, ${split} of ${data}` +
    `${splitting === "components" ? ", nuclei as connected pieces" : ""}: Mean IoU ${
      scores["mean_iou"]?.toFixed(4)
    }, ` +
    `average precision ${scores["average_precision"]?.toFixed(4)}, ` +
    `${scores["images"]} images`
  );
}

/** A page for those who find the folder: what the model is, and how to use it. */
export function describeForReaders(facts: ExportFacts): string {
  const { card, maps, multiple } = facts;
  const scores = scoresOf(facts);
  return `# ${card.name}

Finds nuclei in microscopy images. Network: ${card.architecture.name}, ${card.parameters}
parameters. Trained on: ${card.training.data}; by the protocol ${card.training.protocol}.

## Use

- **Input** \`image\`: float32 [batch, 3, height, width], RGB, gray images three times.
- **Brightness**: ${NORMALIZATION_WORDS[card.input.normalization]}.
- **Size**: ${sizeInWords(facts)}.
- **Output** \`probabilities\`: float32 [batch, ${maps.length}, height, width], in 0..1: ${
    maps.join(", ")
  }.
- A pixel is nucleus where the first map is above ${card.threshold}.

\`\`\`python
import numpy as np, onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
# rgb: an array [height, width, 3]
${normalizeInPython(facts)}
height, width = rgb.shape[:2]
x = np.pad(x, ((0, -height % ${multiple}), (0, -width % ${multiple}), (0, 0)), mode="reflect")
maps, = session.run(None, {"image": x.transpose(2, 0, 1)[None]})
nucleus = maps[0, 0, :height, :width] > ${card.threshold}
\`\`\`

## Validation

${
    scores.length === 0
      ? "The card holds no scores. Compare masks of your own with what it finds."
      : scores.join("\n")
  }

\`card.json\` says all that is known of the model. \`test_input.npy\` and
\`test_output.npy\` hold a drawn image and what the model says of it.
`;
}
