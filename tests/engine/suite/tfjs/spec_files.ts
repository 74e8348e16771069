/** Where TensorFlow.js's package keeps the specifications of its operations. */
const FOLDER = new URL(
  "ops/",
  import.meta.resolve("@tensorflow/tfjs-core/dist/index.js"),
);

/** What is not about kernels, and what only a browser or chance decides. */
const EXCLUDED =
  /^(rand|random_|truncated_normal|multinomial|dropout|from_pixels|to_pixels|draw|ragged_|string\/|sparse\/|signal\/|spectral\/|operation|identity_pool|.*_util|where_async|setdiff1d|.*_async|basic_lstm|multi_rnn|moving_average|linalg\/|image\/(non_max|rotate|transform|threshold|rgb|gray)|complex_ops|ensure_shape|binary_ops)/;

/** The names of the specifications that are run, such as "conv2d_test.js". */
export async function specFiles(folder = FOLDER, within = ""): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      names.push(...await specFiles(new URL(`${name}/`, folder), `${name}/`));
    } else if (name.endsWith("_test.js") && !EXCLUDED.test(within + name)) {
      names.push(within + name);
    }
  }
  return names.sort();
}

export const readSpec = (name: string): Promise<string> =>
  Deno.readTextFile(new URL(name, FOLDER));
