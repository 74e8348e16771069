/** JupyterLab in a headless Chromium, used as a person uses it: by looking and clicking. */
import type { Page } from "puppeteer-core";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser that `CHROME_PATH` names, or the first that is there. */
export function findBrowser(): string | undefined {
  return [Deno.env.get("CHROME_PATH") ?? "", ...BROWSERS].find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** The cells of a notebook. */
export function notebookOf(cells: readonly string[]): string {
  return JSON.stringify({
    cells: cells.map((source, i) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${i}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** Starts `karyon lab` and resolves with its address and what ends it. */
export async function startLab(folder: string) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const lab = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      `${root}src/cli/main.ts`,
      "lab",
      folder,
      "--no-browser",
      ...(Deno.uid() === 0 ? ["--allow-root"] : []),
      `--port=${port}`,
    ],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  const listen = (async () => {
    for await (const text of lab.stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\/lab\S*\?token=\w+/.exec(said);
      if (address) resolve(new URL(address[0]));
    }
    reject(new Error(`JupyterLab has ended: ${said.slice(-2000)}`));
  })();
  const address = await promise;
  const stop = async (): Promise<Deno.CommandStatus> => {
    lab.kill("SIGTERM");
    await listen;
    return await lab.status;
  };
  return { address, stop };
}

/** Opens a notebook and waits until its cells are there. */
export async function openNotebook(address: URL, name: string) {
  // Here, so that runs which leave this test out do not load it.
  const { default: puppeteer } = await import("puppeteer-core");
  const executablePath = findBrowser()!;
  const browser = await puppeteer.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
    // Tall, since JupyterLab draws only the cells in view.
    defaultViewport: { width: 1200, height: 4000 },
  });
  const page = await browser.newPage();
  await page.goto(new URL(`/lab/tree/${name}${address.search}`, address).href);
  await page.waitForSelector(".jp-Notebook .jp-CodeCell");
  return { page, close: () => browser.close() };
}

/** Clicks an entry of a menu. */
export async function clickMenu(page: Page, menu: string, entry: string): Promise<void> {
  await page.locator(
    `::-p-xpath(//div[contains(@class,'lm-MenuBar-itemLabel') and text()='${menu}'])`,
  )
    .click();
  await page.locator(
    `::-p-xpath(//div[contains(@class,'lm-Menu-itemLabel') and text()='${entry}'])`,
  )
    .click();
}

/** Presses a button above the notebook. */
export async function pressButton(page: Page, name: string): Promise<void> {
  await page.locator(`.jp-NotebookPanel-toolbar [data-jp-item-name="${name}"] jp-button`)
    .click();
}

/** What stands under each cell. */
export function outputsOn(page: Page): Promise<string[]> {
  return page.$$eval(
    ".jp-Notebook .jp-CodeCell",
    (cells) =>
      cells.map((cell) =>
        (cell.querySelector(".jp-OutputArea") as { innerText?: string } | null)?.innerText
          ?.trim() ?? ""
      ),
  );
}

/** How far the bars under the cells are. */
export function barsOn(page: Page): Promise<number[]> {
  return page.$$eval(
    ".jp-OutputArea progress",
    (bars) => bars.map((bar) => (bar as unknown as { value: number }).value),
  );
}

/** Looks again and again until the page is as expected, and tells what it last was. */
export async function until<T>(
  look: () => Promise<T>,
  isThere: (seen: T) => boolean,
  seconds = 30,
): Promise<T> {
  for (const end = performance.now() + seconds * 1000;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) throw new Error(`Waited in vain: ${Deno.inspect(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
