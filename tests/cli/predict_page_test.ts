import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { resultsPage } from "../../src/cli/predict_page.ts";
import type { ImageRecord } from "../../src/cli/predict_state.ts";
import { recordOf } from "./predict_support.ts";

/** The part of the DOM that these tests use. */
interface Part {
  textContent: string;
  value: string;
  checked: boolean;
  selected: boolean;
  hidden: boolean;
  open: boolean;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  click(): void;
  dispatchEvent(event: unknown): void;
}

/** The page as a browser has it once its script has run. */
async function openPage(
  records: readonly ImageRecord[],
  failed: readonly { message: string }[] = [],
) {
  const { document, Event } = parseHTML(
    await resultsPage(records, { failed }),
  ) as unknown as {
    document: Part;
    Event: new (type: string) => object;
  };
  const find = (selector: string) => document.querySelector(selector)!;
  const viewer = find("#viewer");
  Object.assign(viewer, { open: false, showModal: () => viewer.open = true });
  const scripts = [...document.querySelectorAll("script")];
  new Function("document", scripts.at(-1)!.textContent)(document);
  return {
    document,
    find,
    names: () =>
      [...document.querySelectorAll("#cards .name")].map(({ textContent }) =>
        textContent
      ),
    set: (selector: string, change: Partial<Part>) => {
      Object.assign(find(selector), change);
      find(selector).dispatchEvent(new Event("input"));
    },
    choose: (key: string) => {
      find(`#sort option[value=${key}]`).selected = true;
      find("#sort").dispatchEvent(new Event("input"));
    },
    press: (key: string) =>
      viewer.dispatchEvent(Object.assign(new Event("keydown"), { key })),
  };
}

const records = [
  { ...recordOf("field 9"), nuclei: 5 },
  { ...recordOf("field 10"), nuclei: 1, summary: { coverage: 0.9, mean_area: 7 } },
  { ...recordOf("blank"), nuclei: 0, summary: { coverage: 0, mean_area: null } },
];

Deno.test("the page of results sorts by name, nuclei, area and coverage", async () => {
  const { find, names, set, choose } = await openPage(records);
  assertEquals(names(), ["blank", "field 9", "field 10"]);
  choose("nuclei");
  assertEquals(names(), ["field 9", "field 10", "blank"]);
  for (const value of ["area", "coverage"]) {
    choose(value);
    assertEquals(names(), ["field 10", "field 9", "blank"]);
  }
  set("#falling", { checked: false });
  assertEquals(names(), ["blank", "field 9", "field 10"]);
  assertEquals(find("#shown").textContent, "3 images, 6 nuclei");
});

Deno.test("the page of results finds by words of the name", async () => {
  const { find, names, set } = await openPage(records);
  set("#filter", { value: "10 FIELD" });
  assertEquals(names(), ["field 10"]);
  assertEquals(find("#shown").textContent, "1 of 3 images, 1 nucleus");
  set("#filter", { value: "none" });
  assertEquals(names(), []);
});

Deno.test("the page of results shows one image large, by click and by keys", async () => {
  const { document, find, press } = await openPage(records);
  [...document.querySelectorAll(".card")][1]!.click();
  assertEquals(find("#viewer").open, true);
  const shows = () => [find("#name").textContent, find("#picture").getAttribute("src")];
  assertEquals(shows(), ["field 9", "field%209.o.jpg"]);
  press("o");
  assertEquals(shows(), ["field 9", "field%209.i.jpg"]);
  press("ArrowRight");
  assertEquals(shows(), ["field 10", "field%2010.i.jpg"]);
  press("ArrowRight");
  assertEquals(find("#place").textContent, "3 of 3");
  press("ArrowLeft");
  find("#overlay").click();
  assertEquals(shows(), ["field 9", "field%209.o.jpg"]);
  const links = [...document.querySelectorAll("#files a")];
  assertEquals(links.map((link) => link.getAttribute("href")), ["field%209.csv"]);
});

Deno.test("names of files and failures never become markup or addresses elsewhere", async () => {
  const name = "</script><img src=x onerror=alert(1)>$&#?%41";
  const page = await openPage([recordOf(name)], [{ message: `${name}: Expected` }]);
  const { document, find, names } = page;
  assertEquals(names(), [name]);
  assertEquals([...document.querySelectorAll("img[src=x]")].length, 0);
  assertEquals(find("#failed").hidden, false);
  assertEquals(find("#failures").textContent, `${name}: Expected`);
  const thumbnail = find(".card img").getAttribute("src")!;
  assertEquals(decodeURIComponent(thumbnail), `${name}.t.jpg`);
  assertEquals(/[<>#?]|%41/.test(thumbnail), false);
});

Deno.test("the page of results says sizes in micrometres where they are known", async () => {
  const summary = {
    coverage: 0.1,
    mean_area_um2: 51.25,
    image_mm2: 1,
    nuclei_per_mm2: 1234.5,
  };
  const html = await resultsPage([{ ...recordOf("a"), summary }], { failed: [] });
  for (const words of ["51.3 µm²", "1,235 per mm²"]) assertStringIncludes(html, words);
  assertEquals(/https?:/.test(html), false);
  assertStringIncludes(await resultsPage([recordOf("a")], { failed: [] }), '"3 px²"');
});
