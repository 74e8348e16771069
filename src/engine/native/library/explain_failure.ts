/** What the dynamic loaders of Linux and macOS say of a file that they miss. */
const MISSING = [
  /([^\s:/]+): cannot open shared object file: No such file/,
  /Library not loaded: \S*?([^\s/]+)$/m,
];

/** How a person gets what a library needs besides itself. */
const NEEDED: Readonly<Record<string, string>> = {
  "libgomp.so.1": ': "sudo apt install libgomp1" brings it',
};

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/**
 * Says in one sentence why a library did not open.
 *
 * @param problem what Deno says, in the words of the system's loader
 */
export function explainFailure(path: string, problem: string): string {
  const symbol = problem.match(/Failed to register symbol (\w+)/)?.[1];
  if (symbol) return `Expected oneDNN 3 but found a library without ${symbol}()`;
  for (const words of MISSING) {
    const missing = problem.match(words)?.[1];
    if (missing && missing !== nameOf(path)) {
      return `Expected ${missing}, which this library needs, but found none${
        NEEDED[missing] ?? ""
      }`;
    }
  }
  if (/no such file|could not be found/i.test(problem)) {
    return "Expected a shared library but found no file";
  }
  // The loader repeats the path, which InputError puts first already.
  const words = problem.replaceAll("Could not open library: ", "").replace(
    `${path}: `,
    "",
  );
  return `Expected a shared library for this machine but found: ${words}`;
}
