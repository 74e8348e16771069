import { nameOf } from "./jobs.ts";
import type { ReadingRow, ReadingSpeed } from "./reading.ts";
import type { NetworkRow, OperationRow, StartUpRow } from "./results.ts";

/** The columns' heads, in their order. */
const HEADS: Readonly<Record<string, string>> = {
  native: "native",
  webgpu: "webgpu",
  wasm: "wasm",
  cpu: "cpu",
  pytorch: "PyTorch",
  "pytorch-cuda": "PyTorch, CUDA",
  keras: "Keras",
  "onnx-runtime": "ONNX Runtime",
};

const NETWORKS: Readonly<Record<NetworkRow["job"]["network"], string>> = {
  unet: "U-Net",
  "unet-batch-norm": "U-Net with batch normalisation",
  "unet-plus-plus": "U-Net++",
};

const STEPS = { stock: "training, stock layers", karyon: "training, Karyon's step" };

/** Three significant digits, without an exponent. */
export function formatNumber(value: number): string {
  return value >= 100 ? value.toFixed(0) : `${Number(value.toPrecision(3))}`;
}

/** A Markdown table: the first column to the left, figures to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, i) => i === 0 ? "---" : "---:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The columns that somebody has a figure for. */
function columnsOf(rows: readonly { readonly subject: string }[]): string[] {
  const there = new Set(rows.map(({ subject }) => subject));
  return Object.keys(HEADS).filter((subject) => there.has(subject));
}

const isPeer = (subject: string) => /^(pytorch|keras|onnx)/.test(subject);

const DASH = "–";

/** Images a second and, for all but PyTorch, the ratio to PyTorch's. */
function speedCell(row: NetworkRow | undefined): string {
  if (!row) return DASH;
  const speed = formatNumber(row.images_per_second);
  if (row.subject.startsWith("pytorch") || row.ratio_to_pytorch === null) return speed;
  return `${speed} (${row.ratio_to_pytorch.toFixed(2)} x)`;
}

/** What a row of the table holds: a case, or a case by one way to train. */
function lineOf({ job, step }: NetworkRow): string {
  const { network, filters, batch, precision, work } = job;
  const way = step === undefined ? work : STEPS[step];
  return `${NETWORKS[network]}, ${filters} filters, batch ${batch}, ${precision}, ${way}`;
}

/** Images a second of every network; peers stand beside each way to train. */
export function networkTable(rows: readonly NetworkRow[]): string {
  const columns = columnsOf(rows);
  const lines = new Map<string, NetworkRow>();
  for (const row of rows) if (!isPeer(row.subject)) lines.set(lineOf(row), row);
  // Without an engine, the peers stand alone.
  if (lines.size === 0) { for (const row of rows) lines.set(lineOf(row), row); }
  return markdownTable(
    ["images a second", ...columns.map((subject) => HEADS[subject]!)],
    [...lines].map(([line, { job, step }]) => [
      line,
      ...columns.map((subject) =>
        speedCell(
          rows.find((row) =>
            row.subject === subject && row.case === nameOf(job) &&
            (isPeer(subject) || row.step === step)
          ),
        )
      ),
    ]),
  );
}

function operationName({ job }: OperationRow): string {
  if (job.kind === "product") return `matrix product, ${job.size}, ${job.precision}`;
  const { pass, size, inputs, outputs, batch, precision } = job;
  return `convolution, ${size} x ${size}, ${inputs} to ${outputs} channels, batch ${batch}, ${precision}, ${
    pass.replace("-", " ")
  }`;
}

/** GFLOP/s of single operations, with the percentage of the ceiling. */
export function operationTable(rows: readonly OperationRow[]): string {
  const columns = columnsOf(rows);
  const names = new Map(rows.map((row) => [row.case, operationName(row)]));
  return markdownTable(
    ["GFLOP/s", ...columns.map((subject) => HEADS[subject]!)],
    [...names].map(([name, words]) => [
      words,
      ...columns.map((subject) => {
        const row = rows.find((one) => one.case === name && one.subject === subject);
        if (!row) return DASH;
        const percent = row.percent_of_ceiling;
        return `${formatNumber(row.gflops)}${
          percent === null ? "" : ` (${percent.toFixed(0)} %)`
        }`;
      }),
    ]),
  );
}

/** How long each takes until it can compute. */
export function startUpTable(rows: readonly StartUpRow[]): string {
  return markdownTable(
    ["start-up in seconds", "process", "of these, the engine"],
    rows.map(({ subject, process_seconds, engine_seconds }) => [
      HEADS[subject] ?? subject,
      process_seconds.toFixed(2),
      engine_seconds.toFixed(2),
    ]),
  );
}

/** Images read a second, from each source on all threads and on one. */
export function readingTable(rows: readonly ReadingRow[]): string {
  const line = (words: string, speed: ReadingSpeed | null) =>
    speed === null ? [] : [[
      words,
      formatNumber(speed.images_per_second) +
      (speed.ratio_to_pillow === null ? "" : ` (${speed.ratio_to_pillow.toFixed(2)} x)`),
      speed.peer_images_per_second === null
        ? DASH
        : formatNumber(speed.peer_images_per_second),
    ]];
  const lines = rows.flatMap((row) => {
    const from = row.kind === "zips" ? "from the zips" : "from the unpacked folder";
    return [
      ...line(`${from}, ${row.threads} threads`, row),
      ...line(`${from}, 1 thread`, row.one_thread),
    ];
  });
  return markdownTable(["images a second", "Karyon", "Pillow and NumPy"], lines);
}
