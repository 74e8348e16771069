import { writeBeside } from "#karyon";
import { type PageTimes, timePage } from "./page.ts";
import { pageReport } from "./page_report.ts";
import { PAGE_MARKERS, replaceBetweenMarkers } from "./readme.ts";

/** What `--only` says for this one. */
export const PAGE = "app";

/** Larger images beside that of 256 x 256 pixels. */
const SIDES = [1024, 4096];

/** Times the page as the options say, and prints the result. */
export async function benchPage(
  { json, rounds }: { readonly json?: boolean; readonly rounds: number },
): Promise<PageTimes> {
  const times = await timePage({
    sides: SIDES,
    visits: rounds,
    onProgress: (line) => console.error(line),
  });
  console.log(json ? JSON.stringify({ app: times }, null, 2) : pageReport(times));
  return times;
}

/** The figures into two files, beside those of the other benchmarks. */
export async function publishPage(
  app: PageTimes,
  readme: string,
  results: string,
): Promise<void> {
  const page = replaceBetweenMarkers(
    await Deno.readTextFile(readme),
    pageReport(app),
    readme,
    PAGE_MARKERS,
  );
  const all = { ...JSON.parse(await Deno.readTextFile(results)), app };
  await writeBeside(results, `${JSON.stringify(all, null, 2)}\n`);
  await writeBeside(readme, page);
}
